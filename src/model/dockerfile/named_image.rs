//! The images that instructions name: what FROM builds on, what COPY and mounts take files from.

use std::borrow::Cow;
use std::ops::Range;

use super::instruction::{From, Instruction};
use super::reference::ReferenceTarget;
use super::stage::Stage;
use super::variables::Expanded;
use crate::model::image::ImageReference;
use crate::syntax::dockerfile::{Keyword, Word};
use crate::text::Span;

/// An image that an instruction names. It may be a named context that takes the place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedImage<'m> {
    text: Cow<'m, str>,
    unknown: bool,
    span: Span,
    source: &'m str,
}

impl<'m> NamedImage<'m> {
    pub(super) fn of_from(from: From<'m>) -> Self {
        let Expanded { text, unknown } = from.image_text();
        let written = || Cow::Borrowed(from.image.map_or("", Word::text));
        let text = if unknown { written() } else { text };
        Self { text, unknown, span: from.image_span(), source: from.instruction.file().tree().text }
    }

    /// A name as COPY and mounts take it, which replace no variables.
    fn literal(instruction: Instruction<'m>, name: String, span: Span) -> Self {
        Self { unknown: name.contains('$'), text: Cow::Owned(name), span, source: instruction.file().tree().text }
    }

    /// The reference taken apart: with global ARGs at their defaults, or as it is written when only the build knows the
    /// values of some.
    #[must_use]
    pub fn reference(&self) -> ImageReference<'_> {
        ImageReference::of(&self.text)
    }

    /// Whether the reference would be another one with arguments that only the build knows.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.unknown
    }

    /// Whether the reference has neither tag nor digest, whatever the build puts in.
    #[must_use]
    pub fn is_untagged(&self) -> bool {
        let reference = self.reference();
        self.is_certain_behind_path() && reference.tag().is_none() && reference.digest().is_none()
    }

    /// Whether it is an image's name, as far as that can be known: not when variables that nothing declares make it another
    /// text.
    #[must_use]
    pub fn may_be_valid(&self) -> bool {
        self.unknown || self.reference().validate().is_ok()
    }

    /// Whether the reference has no digest, whatever the build puts in.
    #[must_use]
    pub fn is_without_digest(&self) -> bool {
        self.is_certain_behind_path() && self.reference().digest().is_none()
    }

    /// Whether the last part of the name, and with it tag and digest, do not depend on what only the build knows.
    fn is_certain_behind_path(&self) -> bool {
        let last = self.text.rfind('/').map_or(0, |slash| slash + 1);
        !self.unknown || !self.text[last..].contains(['$', '}'])
    }

    /// Whether registry and repository do not depend on what only the build knows.
    #[must_use]
    pub fn has_certain_name(&self) -> bool {
        !self.unknown || !self.reference().name().contains('$')
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Where a part of the reference stands; the whole reference where it is written in another way.
    #[must_use]
    pub fn part_span(&self, range: Range<usize>) -> Span {
        if self.source.get(self.span.range()) != Some(&*self.text) {
            return self.span;
        }
        Span::new(self.span.start + range.start as u32, self.span.start + range.end as u32)
    }
}

impl std::fmt::Display for NamedImage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'m> Instruction<'m> {
    /// The images that FROM, `COPY --from` or the mounts of a RUN name; neither `scratch` nor stages.
    #[must_use]
    pub fn images(self) -> Vec<NamedImage<'m>> {
        if self.keyword() == Some(Keyword::From) {
            return self.stage().and_then(Stage::base_image).into_iter().collect();
        }
        let references = self.references().into_iter();
        references
            .filter(|reference| reference.target == ReferenceTarget::Image && reference.name != "scratch")
            .map(|reference| NamedImage::literal(self, reference.name, reference.span))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dockerfile;
    use super::*;
    use crate::syntax::dockerfile;

    #[test]
    fn images_of_instructions() {
        let text = "ARG TAG=1\nARG TEAM\nFROM scratch AS one\nFROM ONE\nCOPY --from=one a b\nCOPY --from=0 a b\n\
                    COPY --from=h/c:2 a b\nRUN --mount=from=one,target=/a --mount=target=/b,from=d:3 z\nFROM a:$TAG\n\
                    FROM $TEAM/a:2\nFROM h/$TEAM:2\nFROM b:${TAG}1@$TEAM\n";
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        let told: Vec<_> = model
            .instructions()
            .flat_map(Instruction::images)
            .map(|image| {
                let tag = image.reference().tag_range().unwrap_or_default();
                let place = image.part_span(tag).slice(text);
                (image.to_string(), image.is_untagged(), image.is_without_digest(), image.has_certain_name(), place)
            })
            .collect();
        let told: Vec<_> = told.iter().map(|(image, a, b, c, place)| (&**image, *a, *b, *c, *place)).collect();
        assert_eq!(
            told,
            [
                ("ONE", true, true, true, ""),
                ("h/c:2", false, true, true, "2"),
                ("d:3", false, true, true, "3"),
                ("a:1", false, true, true, "a:$TAG"),
                ("$TEAM/a:2", false, true, false, "2"),
                ("h/$TEAM:2", false, false, false, "2"),
                ("b:${TAG}1@$TEAM", false, false, true, "${TAG}1"),
            ]
        );
    }
}

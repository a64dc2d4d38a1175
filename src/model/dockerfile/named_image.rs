//! The images that instructions name: what FROM builds on, what COPY and mounts take files from.

use std::borrow::Cow;
use std::ops::Range;

use super::copy::CopySource;
use super::instruction::{From, Instruction};
use super::stage::Stage;
use super::variables::Expanded;
use crate::model::image::ImageReference;
use crate::syntax::dockerfile::{Keyword, Word};
use crate::text::Span;

/// An image that an instruction names. It may be a named context that takes the place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedImage<'m> {
    text: Expanded<'m>,
    written: Cow<'m, str>,
    span: Span,
    source: &'m str,
}

impl<'m> NamedImage<'m> {
    pub(super) fn of_from(from: From<'m>) -> Self {
        Self {
            text: from.image_text(),
            written: Cow::Borrowed(from.image.map_or("", Word::text)),
            span: from.image_span(),
            source: from.instruction.file().tree().text,
        }
    }

    /// An image without variables, because COPY and mounts take none.
    fn literal(instruction: Instruction<'m>, name: Cow<'m, str>, span: Span) -> Self {
        let text = Expanded { text: name.clone(), unknown: name.contains('$') };
        Self { text, written: name, span, source: instruction.file().tree().text }
    }

    /// The reference taken apart, with global ARGs at their defaults.
    #[must_use]
    pub fn reference(&self) -> ImageReference<'_> {
        ImageReference::of(&self.text.text)
    }

    /// The reference as it is written, taken apart.
    #[must_use]
    pub fn written(&self) -> ImageReference<'_> {
        ImageReference::of(&self.written)
    }

    /// Whether the reference would be another one with arguments that only the build knows.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.text.unknown
    }

    /// The tag, as far as it does not depend on what only the build knows: `Some(None)` when there is none.
    #[must_use]
    pub fn certain_tag(&self) -> Option<Option<&str>> {
        if !self.is_unknown() {
            return Some(self.reference().tag());
        }
        self.is_certain_behind_path().then(|| self.written().tag())
    }

    /// The digest, as far as it does not depend on what only the build knows: `Some(None)` when there is none.
    #[must_use]
    pub fn certain_digest(&self) -> Option<Option<&str>> {
        if !self.is_unknown() {
            return Some(self.reference().digest());
        }
        self.is_certain_behind_path().then(|| self.written().digest())
    }

    /// Whether the last part of the name, and with it tag and digest, are written without variables.
    fn is_certain_behind_path(&self) -> bool {
        let last = self.written.rfind('/').map_or(0, |slash| slash + 1);
        !self.written[last..].contains(['$', '}'])
    }

    /// Registry and repository, when they do not depend on what only the build knows.
    #[must_use]
    pub fn certain_name(&self) -> Option<ImageReference<'_>> {
        if !self.is_unknown() {
            return Some(self.reference());
        }
        let written = self.written();
        (!written.name().contains('$')).then_some(written)
    }

    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Where a part of the reference stands; the whole reference where it is written in another way.
    #[must_use]
    pub fn part_span(&self, range: Range<usize>) -> Span {
        if self.source.get(self.span.range()) != Some(&*self.text.text) {
            return self.span;
        }
        Span::new(self.span.start + range.start as u32, self.span.start + range.end as u32)
    }
}

impl<'m> Instruction<'m> {
    /// The images that FROM, `COPY --from` or the mounts of a RUN name; neither `scratch` nor stages.
    #[must_use]
    pub fn images(self) -> Vec<NamedImage<'m>> {
        match self.keyword() {
            Some(Keyword::From) => self.stage().and_then(Stage::base_image).into_iter().collect(),
            Some(Keyword::Copy) => self.copied_image().into_iter().collect(),
            _ => self.mounted_images().collect(),
        }
    }

    fn copied_image(self) -> Option<NamedImage<'m>> {
        let flag = self.syntax().flag("from")?;
        let name = flag.value().filter(|name| !name.is_empty() && *name != "scratch")?;
        let CopySource::Image(name) = self.resolve_source(name) else { return None };
        Some(NamedImage::literal(self, Cow::Borrowed(name), flag.value_span()))
    }

    fn mounted_images(self) -> impl Iterator<Item = NamedImage<'m>> {
        self.mounts().filter_map(move |mount| {
            let name = mount.from()?;
            // A mount knows stages by name only.
            let is_image = name != "scratch" && self.file().stage_named(name).is_none();
            let field = mount.field(&["from"])?.span;
            let key = Span::new(field.start, field.end.min(field.start + "from=".len() as u32));
            // In quotes, the place of the field is that of the whole flag.
            let verbatim =
                self.file().tree().text.get(key.range()).is_some_and(|key| key.eq_ignore_ascii_case("from="));
            let span = if verbatim { Span::new(key.end, field.end) } else { field };
            is_image.then(|| NamedImage::literal(self, Cow::Owned(name.to_owned()), span))
        })
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
                (image.reference().text().to_owned(), image.certain_tag().map(|tag| tag.map(str::to_owned)), place)
            })
            .collect();
        let tag = |tag: &str| Some(Some(tag.to_owned()));
        assert_eq!(
            told,
            [
                ("ONE".to_owned(), Some(None), ""),
                ("h/c:2".to_owned(), tag("2"), "2"),
                ("d:3".to_owned(), tag("3"), "3"),
                ("a:1".to_owned(), tag("1"), "a:$TAG"),
                ("/a:2".to_owned(), tag("2"), "$TEAM/a:2"),
                ("h/:2".to_owned(), None, "h/$TEAM:2"),
                ("b:11@".to_owned(), None, "b:${TAG}1@$TEAM"),
            ]
        );
    }
}

//! The images that containers name, with the places of their parts.

use std::borrow::Cow;
use std::ops::Range;

use super::pod::Container;
use crate::model::image::ImageReference;
use crate::syntax::yaml::Scalar;
use crate::text::Span;

/// The image of a container.
#[derive(Debug, Clone)]
pub struct ContainerImage<'t> {
    text: Cow<'t, str>,
    scalar: Scalar<'t>,
}

impl<'t> Container<'t> {
    /// The image that it names; `None` when there is none, and for a text that only stands for one, such as `<image>`, `$IMAGE` or
    /// `IMAGE_NAME`, which something replaces before the object is applied.
    #[must_use]
    pub fn named_image(self) -> Option<ContainerImage<'t>> {
        let text = self.image()?.value;
        let scalar = self.fields().get("image")?.as_scalar()?;
        let stands_for_another =
            text.contains(['$', '{', '<', '%']) || !text.contains(|c: char| !c.is_uppercase() && c != '_');
        (!stands_for_another).then_some(ContainerImage { text, scalar })
    }
}

impl ContainerImage<'_> {
    /// The reference taken apart.
    #[must_use]
    pub fn reference(&self) -> ImageReference<'_> {
        ImageReference::of(&self.text)
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.scalar.span()
    }

    /// Where a part of the reference stands; the whole where it is written in another way, such as over several lines.
    #[must_use]
    pub fn part_span(&self, range: Range<usize>) -> Span {
        let content = self.scalar.content_span();
        if content.len() as usize != self.text.len() || self.scalar.raw() != self.text {
            return self.span();
        }
        Span::new(content.start + range.start as u32, content.start + range.end as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Manifest;
    use super::*;
    use crate::syntax::yaml::Tree;

    fn tag(image: &str) -> Option<String> {
        let text = format!("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: {image}\n");
        let tree = Tree::parse(&text);
        let manifest = Manifest::new(&tree);
        let container = manifest.objects()[0].pod().and_then(|pod| pod.containers().next())?;
        let image = container.named_image()?;
        let range = image.reference().tag_range()?;
        Some(image.part_span(range).slice(&text).to_owned())
    }

    #[test]
    fn parts_are_where_they_are_written() {
        assert_eq!(tag("nginx:1.29").as_deref(), Some("1.29"));
        assert_eq!(tag("'nginx:1.29'").as_deref(), Some("1.29"));
        assert_eq!(tag("\"nginx\\x3a1.29\"").as_deref(), Some("\"nginx\\x3a1.29\""));
    }

    #[test]
    fn placeholders_are_none() {
        assert_eq!((tag("web:$TAG"), tag("<web>:1"), tag("'{{ image }}:1'")), (None, None, None));
        assert_eq!(tag("Web:V1").as_deref(), Some("V1"));
    }
}

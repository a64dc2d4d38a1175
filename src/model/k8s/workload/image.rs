//! The images that containers name, with the places of their parts.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::image::ImageReference;
use crate::model::k8s::Container;
use crate::syntax::yaml::Scalar;
use crate::text::Span;

/// The image of a container.
#[derive(Debug, Clone)]
pub struct ContainerImage<'t> {
    text: Cow<'t, str>,
    scalar: Scalar<'t>,
}

impl<'t> Container<'t> {
    /// The image that it names; `None` when there is none, and for a text that only stands for one, which something replaces
    /// before the object is applied.
    #[must_use]
    pub fn named_image(self) -> Option<ContainerImage<'t>> {
        let text = self.image()?.value;
        let scalar = self.fields().get("image")?.as_scalar()?;
        (!is_placeholder(&text)).then_some(ContainerImage { text, scalar })
    }
}

/// Whether a text stands for an image that something else puts in: `<image>`, `$IMAGE`, `IMAGE_NAME`, `example.com/PROJECT_ID/web`,
/// `gcr.io/@PROJECT@/web`, or the path of a program that ko builds.
fn is_placeholder(text: &str) -> bool {
    let name = ImageReference::of(text).name();
    let is_shouted = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    text.contains(['$', '{', '<', '%'])
        || text.contains("://")
        || text.matches('@').count() > 1
        || name.split(['/', '-', '.', ':']).any(is_shouted)
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
        if content.len() as usize != self.text.len() || matches!(self.text, Cow::Owned(_)) {
            return self.span();
        }
        Span::new(content.start + range.start as u32, content.start + range.end as u32)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::k8s::Manifest;
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
        for image in [
            "web:$TAG",
            "<web>:1",
            "'{{ image }}:1'",
            "IMAGE_NAME:1",
            "h.io/PROJECT_ID/web:1",
            "ko://h.io/web:1",
            "h.io/@P@/a:1",
        ] {
            assert_eq!(tag(image), None, "{image}");
        }
        assert_eq!(tag("Web:V1").as_deref(), Some("V1"));
    }
}

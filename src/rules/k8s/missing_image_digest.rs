use crate::rule::prelude::*;

rule! {
    /// An image is not pinned to a digest.
    ///
    /// A tag can be pushed again, so that the same manifest runs another image. A digest names one image for ever. It also keeps out fixes
    /// of it: pin where something renews the digests, such as a bot.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-image-digest",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Image, Tag::Reproducibility, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV_K8S_43"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
    let reference = image.reference();
    if reference.digest().is_none() && !reference.text().is_empty() {
        let message =
            format!("container {} runs `{}`, which is not pinned to a digest", container.title(), reference.text());
        ctx.report(image.span(), message).help("add `@sha256:` and the digest of the image");
    }
}

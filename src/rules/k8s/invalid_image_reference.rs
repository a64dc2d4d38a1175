use crate::rule::prelude::*;

rule! {
    /// No image can be called that.
    ///
    /// The API server takes any text for an image. The kubelet does not: the pod waits with `InvalidImageName` for ever.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: registry.example.com/Team/web:1.4.2
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29:alpine
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
    ///       image: registry.example.com/team/web:1.4.2
    /// ```
    ///
    /// Placeholders are left alone:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: <your-registry>/web:$TAG
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-image-reference",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Runtime],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
    let reference = image.reference();
    // White space around it is what the API server itself refuses; a missing name is told elsewhere.
    if reference.text().trim() != reference.text() || reference.text().is_empty() {
        return;
    }
    let Err(error) = reference.validate() else { return };
    let message = format!("container {} runs `{}`, which is no image: {error}", container.title(), reference.text());
    ctx.report(image.span(), message).help("write `registry/repository:tag`");
}

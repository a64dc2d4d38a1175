use crate::rule::prelude::*;

rule! {
    /// An image has no tag, so `latest` is pulled.
    ///
    /// Two pods of the same workload may then run different versions, a rollback changes nothing, and nobody can tell what runs.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: registry.example.com:5000/team/web
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
    ///       image: registry.example.com:5000/team/web:1.4.2
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
    ///       image: nginx@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-image-tag",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Reproducibility],
        since: "0.1.0",
        also: &["kube-linter:latest-tag", "kube-score:container-image-tag", "polaris:tagNotSpecified", "trivy:KSV-0013", "checkov:CKV_K8S_14"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
    let reference = image.reference();
    if ctx.completion().has_image(reference.name()) {
        return;
    }
    if reference.tag().is_some() || reference.digest().is_some() || reference.text().trim().is_empty() {
        return;
    }
    let message =
        format!("container {} runs `{}` without a tag, which means `latest`", container.title(), reference.text());
    ctx.report(image.span(), message).help("write the tag of a release");
}

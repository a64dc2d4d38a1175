use crate::rule::prelude::*;

rule! {
    /// An object is of one of the old `extensions` APIs.
    ///
    /// Deployments, Ingresses and others began there, and custom resource definitions in `apiextensions.k8s.io/v1beta1`. No supported
    /// release serves them; `k8s/removed-api` says what to write instead.
    ///
    /// ```yaml bad
    /// apiVersion: extensions/v1beta1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/extensions-v1beta-api",
        level: Level::Error,
        group: Group::OptIn,
        tags: &[Tag::Deprecated],
        since: "0.1.0",
        also: &["kube-linter:no-extensions-v1beta"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let api_version = object.api_version();
    let Some((group, version)) = api_version.value.split_once('/') else { return };
    if matches!(group, "extensions" | "apiextensions.k8s.io") && version.starts_with("v1beta") {
        ctx.report(api_version.span, format!("`{}` is no longer served", api_version.value))
            .help("write the version that took its place");
    }
}

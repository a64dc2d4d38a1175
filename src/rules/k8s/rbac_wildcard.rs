use crate::model::k8s::Role;
use crate::rule::prelude::*;

rule! {
    /// A role allows everything of a kind.
    ///
    /// `*` among resources or verbs means those that come later too, with new releases and custom resources. Kubernetes' own
    /// roles are left alone.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: ["*"]
    ///     verbs: [get, list]
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [apps]
    ///     resources: [deployments]
    ///     verbs: ["*"]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: ["*"]
    ///     resources: [deployments]
    ///     verbs: [get, list]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/rbac-wildcard",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:wildcard-in-rules", "trivy:KSV-0044", "trivy:KSV-0045", "trivy:KSV-0046", "trivy:KSV-0112", "checkov:CKV_K8S_49"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(role) = Role::of(object).filter(|role| !role.is_built_in()) else { return };
    for rule in role.rules() {
        let wild = ["resources", "verbs"].map(|list| rule.strings(list).find(|word| word.value == "*"));
        let message = match &wild {
            [Some(_), Some(_)] => "the role allows everything with all resources",
            [Some(_), None] => "the role is for all resources",
            _ => "the role allows everything with these resources",
        };
        let places: Vec<_> = wild.into_iter().flatten().map(|word| word.span).collect();
        ctx.report_together(places, message, "and this")
            .map(|finding| finding.help("name the resources and verbs that are needed"));
    }
}

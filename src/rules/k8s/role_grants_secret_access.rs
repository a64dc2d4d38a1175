use crate::model::k8s::Role;
use crate::rule::prelude::*;

rule! {
    /// A role lets its holders read secrets.
    ///
    /// Tokens of service accounts are among them, so reading secrets is often the way to more rights. A rule that names the
    /// secrets is left alone, and so is one for all resources, of which `k8s/rbac-wildcard` tells.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [secrets]
    ///     verbs: [get, list]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [secrets]
    ///     resourceNames: [web]
    ///     verbs: [get]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/role-grants-secret-access",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0041", "trivy:KSV-0113", "checkov:CKV2_K8S_5"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(role) = Role::of(object).filter(|role| !role.is_built_in()) else { return };
    for rule in role.rules().filter(|rule| !rule.has("resourceNames")) {
        let reads = rule.strings("verbs").any(|verb| matches!(&*verb.value, "get" | "list" | "watch" | "*"));
        if let Some(secrets) = rule.strings("resources").find(|resource| reads && resource.value == "secrets") {
            ctx.report(secrets.span, "holders of the role may read all secrets that it reaches")
                .help("name the secrets that are needed in `resourceNames`");
        }
    }
}

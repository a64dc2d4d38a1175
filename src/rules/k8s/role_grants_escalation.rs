use crate::model::k8s::Role;
use crate::rule::prelude::*;

rule! {
    /// A role lets its holders take rights that they do not have.
    ///
    /// `escalate` and `bind` go past the check that nobody grants more than they have, and `impersonate` makes somebody
    /// another user. Whoever has one of them has, in the end, everything. Kubernetes' own roles are left alone.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRole
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [rbac.authorization.k8s.io]
    ///     resources: [clusterroles]
    ///     verbs: [get, escalate]
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRole
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [users, groups]
    ///     verbs: [impersonate]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRole
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [rbac.authorization.k8s.io]
    ///     resources: [clusterroles]
    ///     resourceNames: [view]
    ///     verbs: [bind]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/role-grants-escalation",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0043", "trivy:KSV-0050", "checkov:CKV_K8S_157", "checkov:CKV_K8S_158", "checkov:CKV2_K8S_3"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(role) = Role::of(object).filter(|role| !role.is_built_in()) else { return };
    for rule in role.rules().filter(|rule| !rule.has("resourceNames")) {
        let is_for = |wanted: &[&str]| rule.strings("resources").any(|resource| wanted.contains(&&*resource.value));
        for verb in rule.strings("verbs") {
            let what = match &*verb.value {
                "escalate" if is_for(&["roles", "clusterroles"]) => "write roles with rights that they do not have",
                "bind" if is_for(&["roles", "clusterroles"]) => "give away roles that they do not have",
                "impersonate" if is_for(&["users", "groups", "serviceaccounts"]) => "act as somebody else",
                _ => continue,
            };
            ctx.report(verb.span, format!("holders of the role may {what}"))
                .help("leave the verb out, or name what it is for in `resourceNames`");
        }
    }
}

use crate::model::k8s::Role;
use crate::rule::prelude::*;

rule! {
    /// A role lets its holders start pods.
    ///
    /// Whoever starts pods in a namespace may use every secret and service account there, and the node as far as admission
    /// allows.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [apps]
    ///     resources: [deployments]
    ///     verbs: [create]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [apps]
    ///     resources: [deployments]
    ///     verbs: [get, list]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/role-grants-pod-creation",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0048"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

/// What pods are made of.
const WORKLOADS: [&str; 8] =
    ["pods", "deployments", "statefulsets", "replicasets", "cronjobs", "jobs", "daemonsets", "replicationcontrollers"];

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(role) = Role::of(object).filter(|role| !role.is_built_in()) else { return };
    for rule in role.rules() {
        if !rule.strings("verbs").any(|verb| matches!(&*verb.value, "create" | "*")) {
            continue;
        }
        let kinds = rule.strings("resources").filter(|resource| WORKLOADS.contains(&&*resource.value));
        ctx.report_together(kinds.map(|kind| kind.span), "holders of the role may start pods", "by these too");
    }
}

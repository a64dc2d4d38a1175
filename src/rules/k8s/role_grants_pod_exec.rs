use crate::model::k8s::Role;
use crate::rule::prelude::*;

rule! {
    /// A role lets its holders get into running containers.
    ///
    /// Through `exec` and `attach` they are whatever the container is, with its secrets and its token.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [pods/exec]
    ///     verbs: [create]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: web
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [pods, pods/log]
    ///     verbs: [get]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/role-grants-pod-exec",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:rolePodExecAttach", "polaris:clusterrolePodExecAttach", "trivy:KSV-0053", "trivy:KSV-0054"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(role) = Role::of(object).filter(|role| !role.is_built_in()) else { return };
    for rule in role.rules() {
        if !rule.strings("verbs").any(|verb| matches!(&*verb.value, "get" | "create" | "*")) {
            continue;
        }
        let ways = rule.strings("resources").filter(|way| matches!(&*way.value, "pods/exec" | "pods/attach"));
        ctx.report_together(
            ways.map(|way| way.span),
            "holders of the role may get into running containers",
            "this way too",
        );
    }
}

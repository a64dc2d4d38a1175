use crate::model::k8s::facts::AccessRule;
use crate::rule::prelude::*;

rule! {
    /// A binding lets somebody create pods.
    ///
    /// Whoever creates pods in a namespace can run anything there, as any of its service accounts and with any of its Secrets. Said of
    /// the binding, with the rule of the role that allows it.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: deployer
    /// rules:
    ///   - apiGroups: [apps]
    ///     resources: [deployments]
    ///     verbs: [create, patch]
    /// ---
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: deployer
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: Role
    ///   name: deployer
    /// subjects:
    ///   - kind: ServiceAccount
    ///     name: web
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: deployer
    /// rules:
    ///   - apiGroups: [apps]
    ///     resources: [deployments]
    ///     verbs: [get, list]
    /// ---
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: deployer
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: Role
    ///   name: deployer
    /// subjects:
    ///   - kind: ServiceAccount
    ///     name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/binding-grants-pod-creation",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:access-to-create-pods"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

const WORKLOADS: [&str; 8] =
    ["pods", "deployments", "statefulsets", "replicasets", "replicationcontrollers", "cronjobs", "jobs", "daemonsets"];

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let creates = |rule: &AccessRule| rule.verbs.iter().any(|verb| matches!(&**verb, "create" | "*"));
    let allows =
        |rule: &AccessRule| rule.first_resource(|resource| WORKLOADS.contains(&resource)).filter(|_| creates(rule));
    for grant in project.grants(allows) {
        let message = format!("this binds the role `{}`, which allows creating pods", grant.role.facts.name());
        let finding = ctx.report(grant.binding, grant.binding.facts.place, message);
        finding.help("let the cluster's own controllers create pods, and give people and programs narrower verbs");
        finding.label_in(grant.role.file, grant.what, "the role's rule");
    }
}

use crate::model::k8s::facts::AccessRule;
use crate::rule::prelude::*;

rule! {
    /// A binding lets somebody read or write Secrets.
    ///
    /// Whoever reads the Secrets of a namespace has the passwords and tokens of everything in it. Few programs need that: most get the
    /// Secrets they use mounted. Said of the binding, with the rule of the role that allows it.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: reader
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [secrets]
    ///     verbs: [get, list]
    /// ---
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: reader
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: Role
    ///   name: reader
    /// subjects:
    ///   - kind: ServiceAccount
    ///     name: web
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: Role
    /// metadata:
    ///   name: reader
    /// rules:
    ///   - apiGroups: [""]
    ///     resources: [configmaps]
    ///     verbs: [get, list]
    /// ---
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: reader
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: Role
    ///   name: reader
    /// subjects:
    ///   - kind: ServiceAccount
    ///     name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/binding-grants-secret-access",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:access-to-secrets", "checkov:CKV2_K8S_5"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let allows =
        |rule: &AccessRule| rule.first_resource(|resource| resource == "secrets").filter(|_| !rule.verbs.is_empty());
    for grant in project.grants(allows) {
        let message = format!("this binds the role `{}`, which gives access to Secrets", grant.role.facts.name());
        let finding = ctx.report(grant.binding, grant.binding.facts.place, message);
        finding.help("mount the Secrets that are needed, or name them in `resourceNames`");
        finding.label_in(grant.role.file, grant.what, "the role's rule");
    }
}

use crate::model::k8s::Binding;
use crate::rule::prelude::*;

rule! {
    /// Rights are given to everybody, or to a group that cannot be taken away.
    ///
    /// `system:anonymous` and `system:unauthenticated` are all who reach the API server, `system:authenticated` all who have
    /// any account there, those of pods among them, and membership in `system:masters` is beyond all control. Kubernetes'
    /// own public roles are left alone.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRoleBinding
    /// metadata:
    ///   name: web
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: ClusterRole
    ///   name: view
    /// subjects:
    ///   - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: web
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: Role
    ///   name: web
    /// subjects:
    ///   - {kind: User, name: "system:anonymous", apiGroup: rbac.authorization.k8s.io}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRoleBinding
    /// metadata:
    ///   name: web
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: ClusterRole
    ///   name: system:discovery
    /// subjects:
    ///   - {kind: Group, name: "system:authenticated", apiGroup: rbac.authorization.k8s.io}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/binding-for-everybody",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-01011", "trivy:KSV-0122", "trivy:KSV-0123", "kubesec:BindingsToSystemAnonymous"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

/// What Kubernetes itself gives to everybody.
const PUBLIC_ROLES: [&str; 3] = ["system:basic-user", "system:discovery", "system:public-info-viewer"];

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(binding) = Binding::of(object) else { return };
    if binding.cluster_role().is_some_and(|role| PUBLIC_ROLES.contains(&&*role.value)) {
        return;
    }
    for (kind, name) in binding.subjects() {
        let who = match (&*kind.value, &*name.value) {
            ("User", "system:anonymous") | ("Group", "system:unauthenticated") => {
                "everybody who reaches the API server"
            }
            ("Group", "system:authenticated") => "everybody who has an account, pods among them",
            ("Group", "system:masters") => "a group whose rights cannot be taken away",
            _ => continue,
        };
        ctx.report(name.span, format!("`{}` is {who}", name.value))
            .help("name the users, groups or accounts that need it");
    }
}

use crate::model::k8s::Binding;
use crate::rule::prelude::*;

rule! {
    /// Somebody is made administrator of the whole cluster.
    ///
    /// `cluster-admin` allows everything everywhere. A program that has it hands the cluster to whoever breaks into it.
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRoleBinding
    /// metadata:
    ///   name: web
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: ClusterRole
    ///   name: cluster-admin
    /// subjects:
    ///   - {kind: ServiceAccount, name: web, namespace: web}
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
    ///   name: view
    /// subjects:
    ///   - {kind: ServiceAccount, name: web, namespace: web}
    /// ```
    ///
    /// Within one namespace it is another thing:
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata:
    ///   name: web
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: ClusterRole
    ///   name: cluster-admin
    /// subjects:
    ///   - {kind: ServiceAccount, name: web, namespace: web}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/cluster-admin-binding",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:cluster-admin-role-binding", "polaris:clusterrolebindingClusterAdmin", "trivy:KSV-0111"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(binding) = Binding::of(object).filter(|binding| binding.is_cluster_wide()) else { return };
    if let Some(role) = binding.cluster_role().filter(|role| role.value == "cluster-admin") {
        ctx.report(role.span, "whoever is named here may do everything in the whole cluster")
            .help("bind a role with just what is needed");
    }
}

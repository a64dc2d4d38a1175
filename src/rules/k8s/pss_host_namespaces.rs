use crate::rule::prelude::*;

rule! {
    /// A pod shares namespaces of its node, which the baseline standard forbids.
    ///
    /// With the node's processes, memory or network in sight, a container can watch and disturb everything else on the node.
    /// This is the control `hostNamespaces` of the Pod Security Standards.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostNetwork: true
    ///   hostPID: true
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostNetwork: false
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-host-namespaces",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:hostNamespaces"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for key in ["hostNetwork", "hostPID", "hostIPC"] {
        if let Some(span) = pod.switched_on(key) {
            ctx.report(span, format!("the baseline standard forbids `{key}: true`"));
        }
    }
}

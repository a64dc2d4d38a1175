use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A container sees all of `/proc`, which the baseline standard forbids.
    ///
    /// Runtimes hide parts of `/proc` that tell about the node, or change it. This is the control `procMount` of the Pod
    /// Security Standards; since 1.35 it leaves pods with `hostUsers: false` alone.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         procMount: Unmasked
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         procMount: Default
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-proc-mount",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline],
        since: "0.1.0",
        also: &["pss:procMount"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if standard::trusts_user_namespaces(ctx.newest_release()) && pod.has_own_users() {
        return;
    }
    let mounts = pod.security_contexts().filter_map(SecurityContext::proc_mount);
    let places: Vec<_> = mounts.filter(|mount| mount.value != "Default").map(|mount| mount.span).collect();
    ctx.report_together(places, "the baseline standard forbids all `procMount` but `Default`", "and here");
}

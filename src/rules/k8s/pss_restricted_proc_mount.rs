use crate::rule::prelude::*;

rule! {
    /// A container sees all of `/proc`, which the restricted standard forbids.
    ///
    /// Runtimes hide parts of `/proc` that tell about the node, or change it. This is the control `procMount_restricted` of
    /// the Pod Security Standards, since 1.35: a user namespace does not help here. Before, it is the same as at the
    /// baseline.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostUsers: false
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
        id: "k8s/pss-restricted-proc-mount",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:procMount_restricted"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let mounts = pod.security_contexts().filter_map(SecurityContext::proc_mount);
    let places: Vec<_> = mounts.filter(|mount| mount.value != "Default").map(|mount| mount.span).collect();
    ctx.report_together(places, "the restricted standard forbids all `procMount` but `Default`", "and here");
}

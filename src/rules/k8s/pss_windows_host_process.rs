use crate::rule::prelude::*;

rule! {
    /// A Windows container is a process of its node, which the baseline standard forbids.
    ///
    /// Such a container is not contained: it has the node's files, network and accounts. This is the control
    /// `windowsHostProcess` of the Pod Security Standards.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   os: {name: windows}
    ///   hostNetwork: true
    ///   securityContext:
    ///     windowsOptions: {hostProcess: true}
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
    ///   os: {name: windows}
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-windows-host-process",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:windowsHostProcess"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let host_process = pod.security_contexts().filter_map(SecurityContext::host_process);
    let places: Vec<_> = host_process.filter(|on| on.value).map(|on| on.span).collect();
    ctx.report_together(places, "the baseline standard forbids `hostProcess: true`", "and here");
}

use crate::rule::prelude::*;

rule! {
    /// A Windows container is a process of its node.
    ///
    /// Such a container is not contained: it has the node's files, network and accounts. It is meant for those who look
    /// after nodes.
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
        id: "k8s/windows-host-process",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:hostProcess", "trivy:KSV-0103"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let host_process = pod.security_contexts().filter_map(SecurityContext::host_process).filter(|on| on.value);
    let places: Vec<_> = host_process.map(|on| on.span).collect();
    ctx.report_together(places, "containers are processes of their node", "and here");
}

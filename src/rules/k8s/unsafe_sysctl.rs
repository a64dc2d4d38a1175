use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A pod sets a kernel parameter that is not known to stay within it.
    ///
    /// The kubelet refuses such a pod unless its node is told to allow the parameter, and then it may change how other pods
    /// and the node work.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     sysctls:
    ///       - {name: net.core.somaxconn, value: "1024"}
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
    ///   securityContext:
    ///     sysctls:
    ///       - {name: net.ipv4.ip_local_port_range, value: "1024 65535"}
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unsafe-sysctl",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:unsafe-sysctls", "trivy:KSV-0026"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let release = ctx.newest_release();
    for name in pod.security_context().sysctls() {
        // Slashes between the parts are another way to write the same name.
        if !standard::allows_sysctl(&name.value.replace('/', "."), release) {
            let message = format!("`{}` is not known to stay within the pod", name.value);
            ctx.report(name.span, message)
                .help("the kubelet refuses the pod unless `--allowed-unsafe-sysctls` names it");
        }
    }
}

use crate::rule::prelude::*;

rule! {
    /// A container listens at a port that once only root could open.
    ///
    /// Container runtimes have allowed such ports to everybody since 2020. Where they do not, the process has to be root or have the
    /// capability `NET_BIND_SERVICE`; a Service can offer port 80 whatever the container listens at.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       ports:
    ///         - containerPort: 80
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
    ///       image: nginx:1.29.3
    ///       ports:
    ///         - containerPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/privileged-port",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::Network],
        since: "0.1.0",
        also: &["kube-linter:privileged-ports", "trivy:KSV-0117"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for number in container.ports().filter_map(|port| port.number()) {
        if (1..1024).contains(&number.value) {
            ctx.report(number.span, format!("container {} listens at port {}, below 1024", container.title(), number.value))
                .help("listen at a higher port, and map it in the Service");
        }
    }
}

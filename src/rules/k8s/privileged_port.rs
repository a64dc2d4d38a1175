use crate::rule::prelude::*;

rule! {
    /// A container listens on a port below 1024.
    ///
    /// Where the runtime keeps these ports for root, the process has to be root or to have `NET_BIND_SERVICE`. Most runtimes
    /// do not any more.
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
    ///       image: nginx:1.27.2
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
    for port in container.fields().objects("ports") {
        if let Some(number) = port.fields.integer("containerPort").filter(|number| (1..1024).contains(&number.value)) {
            ctx.report(number.span, format!("container {} listens on port {}", container.title(), number.value))
                .help("listen above 1023, and let the Service map the port");
        }
    }
}

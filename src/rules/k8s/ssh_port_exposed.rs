use crate::rule::prelude::*;

rule! {
    /// A container listens at the port of SSH.
    ///
    /// Nobody has to log in to a container over the network: `kubectl exec` does that with the rights of the cluster. A server for SSH
    /// brings its own keys, users and holes.
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
    ///         - containerPort: 22
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
        id: "k8s/ssh-port-exposed",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security, Tag::Network],
        since: "0.1.0",
        also: &["kube-linter:ssh-port"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for port in container.ports().filter(|port| port.is_tcp()) {
        let Some(number) = port.number().filter(|number| number.value == 22) else { continue };
        ctx.report(number.span, format!("container {} listens at port 22, which is that of SSH", container.title()))
            .help("use `kubectl exec` instead");
    }
}

use crate::rule::prelude::*;

rule! {
    /// A container listens for SSH.
    ///
    /// A container with an SSH server has one more way in, with keys and passwords to look after. `kubectl exec` needs none.
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
    ///         - containerPort: 22
    ///           protocol: TCP
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
    ///         - containerPort: 2222
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/ssh-port-exposed",
        level: Level::Info,
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
    for port in container.fields().objects("ports") {
        let is_tcp = port.fields.string("protocol").is_none_or(|protocol| protocol.value == "TCP");
        if let Some(number) = port.fields.integer("containerPort").filter(|number| number.value == 22 && is_tcp) {
            ctx.report(number.span, format!("container {} listens for SSH", container.title()))
                .help("use `kubectl exec`, or let a gateway in front of the cluster speak SSH");
        }
    }
}

use crate::model::k8s::{ContainerPort, PortReference};
use crate::rule::prelude::*;

rule! {
    /// A probe asks at a port whose name its container does not declare.
    ///
    /// The kubelet looks the name up among the ports of the same container. Where it is missing, the probe fails every time: the pod gets no
    /// traffic, or is restarted again and again.
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
    ///         - name: http
    ///           containerPort: 8080
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /ready
    ///           port: htpp
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       ports:
    ///         - name: http
    ///           containerPort: 8080
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /ready
    ///           port: http
    /// ```
    ///
    /// A number needs no name:
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
    ///         - name: http
    ///           containerPort: 8080
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /ready
    ///           port: 8081
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-probe-port",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Runtime, Tag::Correctness],
        since: "0.1.0",
        also: &["kube-linter:liveness-port", "kube-linter:readiness-port", "kube-linter:startup-port"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    for probe in container.probes() {
        let Some(port) = probe.undeclared_port() else { continue };
        let PortReference::Name(name) = &port.value else { continue };
        // Something that is put in before the object is applied.
        if name.contains(['$', '{', '<']) {
            continue;
        }
        let known: Vec<_> = container.ports().filter_map(ContainerPort::name).map(|name| name.value).collect();
        let meant = nearest(name, known.iter().map(|name| &**name));
        let message = format!(
            "container {} declares no port `{name}` of TCP, which its {} asks",
            container.title(),
            probe.kind.name()
        );
        let finding = ctx.report(port.span, message);
        match meant {
            Some(meant) => finding.help(format!("write `{meant}`")).fix(Fix::new(
                Safety::Unsafe,
                format!("write `{meant}`"),
                [Edit::replace(port.span, meant.to_owned())],
            )),
            None => finding.help("declare it under `ports`, or write its number"),
        };
    }
}

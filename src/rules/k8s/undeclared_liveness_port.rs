use crate::model::k8s::{PortReference, Probe, ProbeKind};
use crate::rule::prelude::*;

rule! {
    /// A liveness probe asks at a port that its container does not declare.
    ///
    /// It works, because declaring a port opens nothing. But either the number is wrong, or people and tools that read `ports` are not
    /// told of it.
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
    ///       livenessProbe:
    ///         httpGet:
    ///           path: /healthz
    ///           port: 8081
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
    ///         - name: http
    ///           containerPort: 8080
    ///       livenessProbe:
    ///         httpGet:
    ///           path: /healthz
    ///           port: 8080
    /// ```
    ///
    /// A name that is not declared is another matter: see `k8s/unknown-probe-port`.
    pub static RULE: Rule = Rule {
        id: "k8s/undeclared-liveness-port",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Correctness, Tag::Clarity],
        since: "0.1.0",
        also: &["kube-linter:liveness-port"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(port) = container.probe(ProbeKind::Liveness).and_then(Probe::undeclared_port) else { return };
    if container.role != ContainerRole::Main {
        return;
    }
    let PortReference::Number(number) = port.value else { return };
    ctx.report(
        port.span,
        format!("container {} does not declare port {number}, which its liveness probe asks", container.title()),
    )
    .help("declare it under `ports`");
}

use crate::model::k8s::facts::{PortReference, ServicePort, ServiceType, What};
use crate::rule::prelude::*;

rule! {
    /// An Ingress sends requests to a Service, or to a port of one, that is not there.
    ///
    /// The controller answers such requests with an error. Said of Services that nothing in the run defines, and of ports that the
    /// Service does not have.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   defaultBackend:
    ///     service:
    ///       name: web
    ///       port:
    ///         number: 8080
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///       targetPort: 8080
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   defaultBackend:
    ///     service:
    ///       name: web
    ///       port:
    ///         number: 80
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///       targetPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/dangling-ingress",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:dangling-ingress", "kube-score:ingress-targets-service"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: ingress } in project.ingresses() {
        for backend in &ingress.backends {
            let name = &backend.service.value;
            let services = project.named(member.namespace, name);
            let mut services = services.filter_map(|found| match &found.facts.what {
                What::Service(service) => Some((found, service)),
                _ => None,
            });
            let Some((found, service)) = services.next() else {
                // Its Services are made elsewhere.
                let is_unknown = !project.has_pods(member.namespace) && !ctx.answers_as(Peer::KubeLinter);
                if is_unknown || project.exists_elsewhere(("", "Service"), member.namespace, name) {
                    continue;
                }
                let message = format!("there is no Service `{name}` in the namespace `{}`", member.namespace);
                ctx.report(member, backend.service.span, message).help("name a Service of this namespace, or add it");
                continue;
            };
            let Some(port) = backend.port.as_ref().filter(|_| service.kind != ServiceType::ExternalName) else {
                continue;
            };
            if !service.ports.iter().any(|own| is_meant(own, &port.value)) {
                let message = format!("the Service `{name}` has no port `{}`", port.value);
                let finding = ctx.report(member, port.span, message);
                finding.help("name a port of the Service itself, not of its pods");
                finding.label_in(found.file, found.facts.place, "this Service");
            }
        }
    }
}

fn is_meant(own: &ServicePort, port: &PortReference) -> bool {
    match port {
        PortReference::Number(number) => own.number == Some(*number),
        PortReference::Name(name) => own.name.as_ref() == Some(name),
    }
}

use crate::model::k8s::facts::What;
use crate::rule::prelude::*;

rule! {
    /// A route sends requests to a Service, or to a port of one, that is not there.
    ///
    /// The Gateway answers such requests with an error. Said of Services that nothing in the run defines, and of ports that the Service does
    /// not have.
    ///
    /// ```yaml bad
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: HTTPRoute
    /// metadata:
    ///   name: web
    /// spec:
    ///   parentRefs:
    ///     - name: gateway
    ///   rules:
    ///     - backendRefs:
    ///         - name: web
    ///           port: 8080
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
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: gateway.networking.k8s.io/v1
    /// kind: HTTPRoute
    /// metadata:
    ///   name: web
    /// spec:
    ///   parentRefs:
    ///     - name: gateway
    ///   rules:
    ///     - backendRefs:
    ///         - name: web
    ///           port: 80
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
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/dangling-route",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Availability],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: route } in project.routes() {
        for backend in &route.backends {
            let namespace = backend.namespace.as_deref().unwrap_or(member.namespace);
            // Its Services are made elsewhere.
            if !project.has_pods(namespace) {
                continue;
            }
            let name = &backend.service.value;
            let services = project.named(namespace, name);
            let mut services = services.filter_map(|found| match &found.facts.what {
                What::Service(service) => Some((found, service)),
                _ => None,
            });
            let Some((found, service)) = services.next() else {
                if project.exists_elsewhere(("", "Service"), namespace, name) {
                    continue;
                }
                let message = format!("there is no Service `{name}` in the namespace `{namespace}`");
                ctx.report(member, backend.service.span, message).help("name a Service of this namespace, or add it");
                continue;
            };
            let Some(port) = &backend.port else { continue };
            if !service.ports.iter().any(|own| own.number == Some(port.value)) {
                let finding = ctx.report(member, port.span, format!("the Service `{name}` has no port {}", port.value));
                finding.help("name a port of the Service itself, not of its pods");
                finding.label_in(found.file, found.facts.place, "this Service");
            }
        }
    }
}

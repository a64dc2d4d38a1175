use crate::model::k8s::facts::{PortReference, Workload};
use crate::rule::prelude::*;

rule! {
    /// A Service leads to a port by a name that its pods do not declare.
    ///
    /// The name is looked up in each pod. A pod without a port of that name is no endpoint, and clients connect to nothing.
    ///
    /// ```yaml bad
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
    ///       targetPort: web
    /// ```
    ///
    /// ```yaml good
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
    ///       targetPort: http
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/undeclared-target-port",
        level: Level::Error,
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
    for Entity { member, what: service } in project.services() {
        let Some(selector) = &service.selector else { continue };
        for target in service.ports.iter().filter_map(|port| port.target.as_ref()) {
            let PortReference::Name(name) = &target.value else { continue };
            let declares = |pods: &Entity<'_, Workload>| pods.what.ports().any(|port| port.name.as_ref() == Some(name));
            let mut pods = project.selected(member.namespace, &selector.value).peekable();
            let Some(first) = pods.peek().copied() else { continue };
            // Pods that are injected into or patched may have more ports than are written.
            if pods.any(|pods| declares(&pods)) {
                continue;
            }
            let message = format!("no container of `{}` declares a port called `{name}`", first.member.facts.name());
            let names: Vec<_> = first.what.ports().filter_map(|port| port.name.as_deref()).collect();
            let finding = ctx.report(member, target.span, message);
            match nearest(name, names.iter().copied()).or_else(|| names.first().copied()) {
                Some(known) => finding.help(format!("write the name of a port that it has, such as `{known}`")),
                None => finding.help("write the port's number, or name the port in the container"),
            };
            finding.label_in(first.member.file, first.member.facts.place, "its pods");
        }
    }
}

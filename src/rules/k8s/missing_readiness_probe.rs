use std::collections::HashSet;

use crate::model::k8s::facts::WorkloadContainer;
use crate::rule::prelude::*;

rule! {
    /// Pods behind a Service have no readiness probe.
    ///
    /// A pod gets requests as soon as its containers run, long before most programs can answer, and goes on getting them while it cannot:
    /// each rollout loses requests. Said of workloads that a Service of the run selects.
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
    ///       targetPort: http
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
    ///           readinessProbe:
    ///             httpGet:
    ///               path: /ready
    ///               port: http
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
        id: "k8s/missing-readiness-probe",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:pod-probes"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let mut told = HashSet::new();
    for Entity { member: service, what } in project.services() {
        let Some(selector) = &what.selector else { continue };
        for Entity { member, what: workload } in project.selected(service.namespace, &selector.value) {
            let ready = |container: &WorkloadContainer| container.has_readiness_probe;
            // A pod is ready when all its containers are: one probe is enough to hold requests back.
            let is_ready = workload.containers.iter().filter(|container| container.role.is_long_running()).any(ready);
            if is_ready || workload.runs_to_end || !told.insert((member.file, member.facts.place)) {
                continue;
            }
            let Some(container) = workload.containers.iter().find(|container| container.role == ContainerRole::Main)
            else {
                continue;
            };
            let message = format!(
                "the container `{}` has no readiness probe, and the Service `{}` sends it requests",
                container.name,
                service.facts.name()
            );
            let finding = ctx.report(member, container.place, message);
            finding.help("add a `readinessProbe` that succeeds when the program can answer");
            finding.label_in(service.file, service.facts.place, "this Service");
        }
    }
}

use crate::model::k8s::facts::WorkloadContainer;
use crate::rule::prelude::*;

rule! {
    /// An autoscaler goes by a share of what containers request, and they request nothing.
    ///
    /// The use of a resource as a percentage is a percentage of the request. Of a container without one there is no such number, and
    /// the autoscaler never acts. A request of the very resource in each container, or a metric of another type, makes it work.
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
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   minReplicas: 2
    ///   maxReplicas: 5
    ///   metrics:
    ///     - type: Resource
    ///       resource:
    ///         name: cpu
    ///         target:
    ///           type: Utilization
    ///           averageUtilization: 80
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
    ///           resources:
    ///             requests:
    ///               cpu: 100m
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   minReplicas: 2
    ///   maxReplicas: 5
    ///   metrics:
    ///     - type: Resource
    ///       resource:
    ///         name: cpu
    ///         target:
    ///           type: Utilization
    ///           averageUtilization: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/autoscaler-without-request",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Availability, Tag::Resources],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    for Entity { member, what: autoscaler } in project.autoscalers() {
        let Some(target) = autoscaler.target.as_ref().and_then(|target| project.target_of(member.namespace, target))
        else {
            continue;
        };
        for metric in &autoscaler.metrics {
            let resource = &*metric.resource.value;
            let requests = |container: &WorkloadContainer| match resource {
                "cpu" => container.requests_cpu,
                "memory" => container.requests_memory,
                _ => true,
            };
            let counts = |container: &&WorkloadContainer| match &metric.container {
                Some(name) => container.name == *name,
                None => container.role.is_long_running(),
            };
            let mut without = target.what.containers.iter().filter(counts).filter(|container| !requests(container));
            let Some(first) = without.next() else { continue };
            let message = format!(
                "this goes by the share of `{resource}` that is requested, and the container `{}` of `{}` requests none",
                first.name,
                target.member.facts.name()
            );
            let finding = ctx.report(member, metric.resource.span, message);
            finding.help(format!("set `resources.requests.{resource}` in each container"));
            for container in std::iter::once(first).chain(without) {
                finding.label_in(target.member.file, container.place, format!("no request of `{resource}`"));
            }
        }
    }
}

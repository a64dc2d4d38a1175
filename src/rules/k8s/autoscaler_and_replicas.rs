use crate::rule::prelude::*;

rule! {
    /// A workload that an autoscaler scales says a number of replicas itself.
    ///
    /// Each time the manifest is applied the number of pods jumps to what it says, whatever the load is, until the autoscaler acts
    /// again.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 3
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
        id: "k8s/autoscaler-and-replicas",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured"],
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
        let Some(replicas) = &target.what.replicas else { continue };
        let name = member.facts.name();
        let message = format!("`replicas` is {} here, and the autoscaler `{name}` sets it too", replicas.value);
        let finding = ctx.report(target.member, replicas.span, message);
        finding.help("remove `replicas`: the autoscaler keeps its own minimum");
        finding.label_in(member.file, member.facts.place, "this autoscaler");
    }
}

use crate::model::k8s::facts::What;
use crate::rule::prelude::*;

rule! {
    /// An autoscaler scales what is not there.
    ///
    /// Nothing is scaled, and only the autoscaler's own status says so. Targets of kinds that Kubernetes does not define are left
    /// alone: somebody else may make them.
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
    ///     name: webb
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
        id: "k8s/dangling-autoscaler",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:dangling-horizontalpodautoscaler", "kube-score:horizontalpodautoscaler-has-target"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: autoscaler } in project.autoscalers() {
        let Some(target) = &autoscaler.target else { continue };
        let group = target.api_version.as_deref().map(|version| version.split_once('/').map_or("", |(group, _)| group));
        let is_own = matches!(&*target.kind, "Deployment" | "StatefulSet" | "ReplicaSet" | "ReplicationController");
        let name = &target.name.value;
        if !is_own
            || project.target_of(member.namespace, target).is_some()
            || project.exists_elsewhere((group.unwrap_or("apps"), &target.kind), member.namespace, name)
        {
            continue;
        }
        // What it scales is made elsewhere.
        if !project.has_pods(member.namespace) && !ctx.answers_as(Peer::KubeLinter) {
            continue;
        }
        let message = format!("there is no {} `{name}` in the namespace `{}`", target.kind, member.namespace);
        let other = project.named(member.namespace, name).find(|found| matches!(found.facts.what, What::Workload(_)));
        let finding = ctx.report(member, target.name.span, message);
        match other {
            Some(other) if Some(other.facts.group()) != group || other.facts.id.kind != *target.kind => {
                let kind = &other.facts.id.kind;
                finding.help(format!("write `kind: {kind}` and `apiVersion: {}`", other.facts.id.api_version));
                finding.label_in(other.file, other.facts.place, format!("this is a {kind}"));
            }
            _ => {
                finding.help("name a workload of this namespace, or remove the autoscaler");
            }
        }
    }
}

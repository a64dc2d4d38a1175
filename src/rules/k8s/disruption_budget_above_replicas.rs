use crate::model::k8s::facts::Workload;
use crate::rule::prelude::*;

rule! {
    /// A disruption budget lets no pod of a workload go.
    ///
    /// When as many pods have to be available as there are, none can be evicted: draining a node waits for ever, and with it the upgrade
    /// of the cluster. The smallest number that an autoscaler may choose counts.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 2
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
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    ///
    /// ```yaml good
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
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/disruption-budget-above-replicas",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:pdb-min-available", "polaris:pdbMinAvailableGreaterThanHPAMinReplicas"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

/// The kinds whose number of pods the disruption controller knows.
const SCALED: [&str; 6] =
    ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "DeploymentConfig", "Rollout"];

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    for Entity { member, what: budget } in project.disruption_budgets() {
        let (Some(selector), Some(minimum)) = (&budget.selector, &budget.min_available) else { continue };
        let is_scaled = |pods: &Entity<'_, Workload>| SCALED.contains(&&*pods.member.facts.id.kind);
        let pods: Vec<_> = project.selected(member.namespace, &selector.value).filter(is_scaled).collect();
        // It counts all pods that it selects, whoever made them.
        let total = pods.iter().map(|pods| project.smallest_scale(*pods)).fold(0, i64::saturating_add);
        let Some(first) = pods.first().filter(|_| total > 0 && minimum.value.of_total(total) >= total) else {
            continue;
        };
        let name = match pods.len() - 1 {
            0 => format!("`{}`", first.member.facts.name()),
            1 => format!("`{}` and another workload", first.member.facts.name()),
            others => format!("`{}` and {others} other workloads", first.member.facts.name()),
        };
        let message = match total {
            1 => format!("the only pod of {name} has to be available, so it can never be evicted"),
            _ => format!("all {total} pods of {name} have to be available, so none can ever be evicted"),
        };
        let finding = ctx.report(member, minimum.span, message);
        finding.help("write `maxUnavailable: 1` instead, or run more pods");
        for pods in &pods {
            let facts = pods.member.facts;
            let place = pods.what.replicas.as_ref().map_or(facts.place, |replicas| replicas.span);
            finding.label_in(pods.member.file, place, "its pods");
        }
    }
}

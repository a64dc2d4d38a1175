use std::collections::HashSet;

use crate::rule::prelude::*;

rule! {
    /// No disruption budget covers the pods of a workload.
    ///
    /// When nodes are drained, all of its pods may be evicted at the same time. Workloads of one pod are left out.
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
        id: "k8s/missing-disruption-budget",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:deployment-has-poddisruptionbudget", "kube-score:statefulset-has-poddisruptionbudget", "polaris:missingPodDisruptionBudget"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    let mut covered = HashSet::new();
    for Entity { member, what: budget } in project.disruption_budgets() {
        let Some(selector) = &budget.selector else { continue };
        covered.extend(project.selected(member.namespace, &selector.value).map(|pods| place(pods.member)));
    }
    for workload in project.workloads() {
        let member = workload.member;
        let scales = matches!(&*member.facts.id.kind, "Deployment" | "StatefulSet");
        // kube-score takes a workload that says nothing for one that may have several, Polaris any.
        let is_judged_there = match ctx.peer() {
            Some(Peer::KubeScore) => workload.what.replicas.is_none(),
            Some(Peer::Polaris) => true,
            _ => false,
        };
        let elsewhere = || project.has_kind_elsewhere(("policy", "PodDisruptionBudget"), member.namespace);
        if scales
            && !elsewhere()
            && (is_judged_there || project.smallest_scale(workload) > 1)
            && !covered.contains(&place(member))
        {
            let message = format!("no disruption budget selects the pods of `{}`", member.facts.name());
            ctx.report(member, member.facts.place, message)
                .help("add a PodDisruptionBudget with `maxUnavailable: 1` that selects them");
        }
    }
}

fn place(member: Member<'_>) -> (FileId, Span) {
    (member.file, member.facts.place)
}

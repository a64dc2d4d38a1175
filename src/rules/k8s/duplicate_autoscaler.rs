use std::collections::HashMap;

use crate::rule::prelude::*;

rule! {
    /// Two autoscalers scale the same workload.
    ///
    /// Each undoes what the other does, and the number of pods swings between them.
    ///
    /// ```yaml bad
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
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web-too
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
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: api
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: api
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
        id: "k8s/duplicate-autoscaler",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let mut first_of = HashMap::new();
    for Entity { member, what: autoscaler } in project.autoscalers() {
        let Some(target) = &autoscaler.target else { continue };
        let first = *first_of.entry((member.namespace, &target.kind, &target.name.value)).or_insert(member);
        // The same autoscaler in two files is one object, written twice.
        if first.facts.id == member.facts.id {
            continue;
        }
        let (kind, name) = (&target.kind, &target.name.value);
        let message = format!("`{}` scales the {kind} `{name}` already", first.facts.name());
        let finding = ctx.report(member, target.name.span, message);
        finding.help("keep one autoscaler, with the metrics of both");
        finding.label_in(first.file, first.facts.place, "this autoscaler");
    }
}

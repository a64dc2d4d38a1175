use std::collections::HashMap;

use crate::rule::prelude::*;

rule! {
    /// Two workloads select the same pods.
    ///
    /// Services, disruption budgets and autoscalers that go by these labels take the pods of both for those of one, and the controllers
    /// themselves may count or adopt pods of the other. Selectors cannot be changed later.
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
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: worker
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
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: worker
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: worker
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: worker
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/overlapping-selectors",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Availability, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let mut first = HashMap::new();
    for Entity { member, what: workload } in project.workloads() {
        let Some(selector) = workload.selector.as_ref().filter(|selector| !selector.value.is_empty()) else { continue };
        // Jobs get a label of their own added.
        if workload.runs_to_end {
            continue;
        }
        let pods = (member.namespace, format!("{:?}", selector.value.requirements()));
        let other = *first.entry(pods).or_insert(member);
        // The same object twice is another matter.
        if other.facts.name() == member.facts.name() && other.facts.id.kind == member.facts.id.kind {
            continue;
        }
        let message = format!("`{}` selects the same pods", other.facts.name());
        let finding = ctx.report(member, selector.span, message);
        finding.help("give each a label of its own in its selector and in its template");
        finding.label_in(other.file, other.facts.place, "this workload");
    }
}

use crate::model::k8s::Selector;
use crate::rule::prelude::*;

rule! {
    /// A topology spread constraint does not count the pods it is for.
    ///
    /// The constraint spreads the pods that its selector means. Without one, or with one that does not match the labels of the pod template,
    /// the pods themselves are not counted, and nothing spreads them.
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
    ///       topologySpreadConstraints:
    ///         - maxSkew: 1
    ///           topologyKey: kubernetes.io/hostname
    ///           whenUnsatisfiable: ScheduleAnyway
    ///           labelSelector:
    ///             matchLabels:
    ///               app: api
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
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
    ///       topologySpreadConstraints:
    ///         - maxSkew: 1
    ///           topologyKey: kubernetes.io/hostname
    ///           whenUnsatisfiable: ScheduleAnyway
    ///           labelSelector:
    ///             matchLabels:
    ///               app: web
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/ineffective-topology-spread",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability, Tag::Correctness],
        since: "0.1.0",
        also: &["kube-score:pod-topology-spread-constraints"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let labels = pod.labels();
    for constraint in pod.spread_constraints() {
        let Some(selector) = constraint.object("labelSelector") else {
            let place = constraint.key_span("topologyKey").unwrap_or_else(|| constraint.span());
            ctx.report(place, "the constraint has no `labelSelector`, so it counts no pods")
                .help("select the labels of the pod template");
            continue;
        };
        if !Selector::of(selector).matches(&labels) {
            let place = constraint.key_span("labelSelector").unwrap_or_else(|| constraint.span());
            let finding = ctx.report(place, "the selector does not match the pods that are to be spread");
            finding.help("select the labels of the pod template");
            if let Some(own) = pod.template.metadata().fields().and_then(|metadata| metadata.key_span("labels")) {
                finding.label(own, "their labels");
            }
        }
    }
}

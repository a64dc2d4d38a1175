use crate::rule::prelude::*;

rule! {
    /// Nothing says how the pods of a workload are to be spread.
    ///
    /// Topology spread constraints keep pods on different nodes and in different zones, so that the loss of one is not noticed.
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
    ///           topologyKey: topology.kubernetes.io/zone
    ///           whenUnsatisfiable: ScheduleAnyway
    ///           labelSelector:
    ///             matchLabels:
    ///               app: web
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-topology-spread",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["polaris:topologySpreadConstraint"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if !pod.object().runs_to_completion() && pod.spread_constraints().next().is_none() {
        ctx.report(pod.object().name_span(), "the pods have no `topologySpreadConstraints`")
            .help("add one for `topology.kubernetes.io/zone` or `kubernetes.io/hostname`");
    }
}

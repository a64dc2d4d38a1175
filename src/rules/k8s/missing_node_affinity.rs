use crate::rule::prelude::*;

rule! {
    /// Nothing says on which nodes a pod may run.
    ///
    /// Clusters with several kinds of nodes, by processor, price or owner, may ask every workload to choose.
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
    ///           image: nginx:1.29.3
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
    ///       affinity:
    ///         nodeAffinity:
    ///           requiredDuringSchedulingIgnoredDuringExecution:
    ///             nodeSelectorTerms:
    ///               - matchExpressions:
    ///                   - key: kubernetes.io/arch
    ///                     operator: In
    ///                     values: [amd64]
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-node-affinity",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:no-node-affinity"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let is_standard = pod.object().is_standard_workload();
    if is_standard && pod.fields().at(&["affinity", "nodeAffinity"]).is_none() {
        ctx.report(pod.object().name_span(), "the pod has no `nodeAffinity`").help("add `affinity.nodeAffinity`");
    }
}

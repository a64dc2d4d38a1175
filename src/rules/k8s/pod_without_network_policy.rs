use crate::rule::prelude::*;

rule! {
    /// No network policy selects the pods of a workload.
    ///
    /// The same as `missing-network-policy`, but said of each workload, for teams that keep a policy for each. Pods that use the
    /// network of their node are left out, since policies do not apply to them.
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
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: web
    /// spec:
    ///   podSelector:
    ///     matchLabels:
    ///       app: web
    ///   policyTypes: [Ingress]
    ///   ingress:
    ///     - from:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pod-without-network-policy",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:non-isolated-pod", "kube-score:pod-networkpolicy", "polaris:missingNetworkPolicy"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for workload in project.workloads() {
        let member = workload.member;
        // kube-linter does not take a namespace that is left out for `default`.
        let as_written = ctx.answers_as(Peer::KubeLinter);
        let is_for_it = |policy: &Member<'_>| !as_written || policy.facts.id.namespace == member.facts.id.namespace;
        if project.policies_for(workload).any(|policy| is_for_it(&policy.member)) {
            continue;
        }
        let beyond = workload.what.host_network || project.has_foreign_network_policies(member.namespace);
        if beyond && ctx.peer().is_none() {
            continue;
        }
        let message = format!("no network policy selects the pods of `{}`", member.facts.name());
        ctx.report(member, member.facts.place, message)
            .help(format!("add a NetworkPolicy that selects them in the namespace `{}`", member.namespace));
    }
}

use std::collections::HashSet;

use crate::rule::prelude::*;

rule! {
    /// Pods may talk to others, but not ask for their addresses.
    ///
    /// As soon as a policy limits what leaves a pod, questions to name servers are forbidden too, unless a rule allows port 53. Connections
    /// to names then fail with timeouts, though the connection itself is allowed.
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
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: web
    /// spec:
    ///   podSelector:
    ///     matchLabels:
    ///       app: web
    ///   policyTypes: [Egress]
    ///   egress:
    ///     - to:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: db
    ///       ports:
    ///         - port: 5432
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
    ///   policyTypes: [Egress]
    ///   egress:
    ///     - to:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: db
    ///       ports:
    ///         - port: 5432
    ///     - ports:
    ///         - port: 53
    ///           protocol: UDP
    ///         - port: 53
    ///           protocol: TCP
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/network-policy-without-dns",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    let mut told = HashSet::new();
    for workload in project.workloads() {
        if workload.what.host_network || project.has_foreign_network_policies(workload.member.namespace) {
            continue;
        }
        let policies: Vec<_> = project.policies_for(workload).filter(|policy| policy.what.limits_egress).collect();
        // Pods that may talk to nobody need no addresses.
        let Some(policy) = policies.iter().find(|policy| policy.what.has_egress_rules) else { continue };
        if policies.iter().any(|policy| policy.what.lets_dns_out) {
            continue;
        }
        let Member { file, facts, .. } = policy.member;
        if told.insert((file, facts.place)) {
            let name = workload.member.facts.name();
            let message = format!("the pods of `{name}` may not ask name servers, which no policy allows at port 53");
            let finding = ctx.report(policy.member, facts.place, message);
            finding.help("add a rule for port 53 of `UDP` and `TCP`");
            finding.label_in(workload.member.file, workload.member.facts.place, "these pods");
        }
    }
}

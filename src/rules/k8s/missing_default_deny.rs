use std::collections::HashSet;

use crate::model::k8s::facts::NetworkPolicy;
use crate::rule::prelude::*;

rule! {
    /// A namespace has no policy that denies what is not allowed.
    ///
    /// Policies add up: each allows something to the pods that it selects, and pods that none selects stay open. One policy that selects
    /// all pods of the namespace and allows nothing makes forgetting safe.
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
    ///   policyTypes: [Ingress]
    ///   ingress:
    ///     - from:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: web
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
    ///   name: deny-all
    /// spec:
    ///   podSelector: {}
    ///   policyTypes: [Ingress]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-default-deny",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Security],
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
    let denies = |policy: &Entity<'_, NetworkPolicy>| {
        let what = policy.what;
        what.pods.value.is_empty() && what.limits_ingress && !what.has_ingress_rules
    };
    let mut denied: HashSet<_> =
        project.network_policies().filter(denies).map(|policy| policy.member.namespace).collect();
    for Entity { member, what } in project.workloads() {
        if what.host_network
            || project.has_foreign_network_policies(member.namespace)
            || !denied.insert(member.namespace)
        {
            continue;
        }
        let message = format!("the namespace `{}` has no network policy that denies by default", member.namespace);
        ctx.report(member, member.facts.place, message)
            .help("add a NetworkPolicy with `podSelector: {}`, `policyTypes: [Ingress]` and no rules");
    }
}

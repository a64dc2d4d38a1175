use std::collections::BTreeMap;

use crate::model::k8s::facts::Workload;
use crate::rule::prelude::*;

rule! {
    /// No network policy covers the pods of a namespace.
    ///
    /// Without a policy that selects it, a pod takes connections from every other pod of the cluster and may connect anywhere, so one
    /// broken container reaches all the others. Said once for a namespace. Pods that use the network of their node are left out,
    /// since policies do not apply to them, and so are namespaces with policies of Cilium, Calico or the cluster's administrator.
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
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   labels:
    ///     app: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
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
    ///     - ports:
    ///         - port: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-network-policy",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_K8S_6"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

/// Of how many others the place is shown; the message counts all.
const SHOWN: usize = 4;

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    let mut open: BTreeMap<&str, Vec<Entity<'_, Workload>>> = BTreeMap::new();
    for workload in project.workloads().filter(|workload| project.policies_for(*workload).next().is_none()) {
        if !workload.what.host_network && !project.has_foreign_network_policies(workload.member.namespace) {
            open.entry(workload.member.namespace).or_default().push(workload);
        }
    }
    for (namespace, workloads) in open {
        let Some((first, others)) = workloads.split_first() else { continue };
        let others_named = match others.len() {
            0 => String::new(),
            1 => " and one other".to_owned(),
            count => format!(" and {count} others"),
        };
        let name = first.member.facts.name();
        let message =
            format!("no network policy selects the pods of `{name}`{others_named} in the namespace `{namespace}`");
        let finding = ctx.report(first.member, first.member.facts.place, message);
        finding.help(
            "add a NetworkPolicy with `podSelector: {}` that denies all, and one for each connection that is needed",
        );
        for other in others.iter().take(SHOWN) {
            finding.label_in(other.member.file, other.member.facts.place, "nor of this");
        }
    }
}

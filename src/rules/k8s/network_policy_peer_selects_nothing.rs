use crate::model::k8s::facts::Direction;
use crate::rule::prelude::*;

rule! {
    /// A network policy lets pods through that do not exist.
    ///
    /// The rule lets nothing through, so a connection that it was written for is refused. Peers with a namespace selector are left
    /// alone.
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
    ///               app: webb
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
        id: "k8s/network-policy-peer-selects-nothing",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Network],
        since: "0.1.0",
        also: &["kube-linter:dangling-networkpolicypeer-podselector"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: policy } in project.network_policies() {
        for peer in &policy.peers {
            if project.selected(member.namespace, &peer.pods).next().is_some() {
                continue;
            }
            let way = match peer.direction {
                Direction::Ingress => "from",
                Direction::Egress => "to",
            };
            let message = format!(
                "this lets connections {way} pods through that do not exist in the namespace `{}`",
                member.namespace
            );
            ctx.report(member, peer.place, message).help(
                "select labels that some pods have, or add a `namespaceSelector` if they are in another namespace",
            );
        }
    }
}

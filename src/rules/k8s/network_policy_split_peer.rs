use crate::rule::prelude::*;

rule! {
    /// Two entries of a list of peers look like one.
    ///
    /// An entry with `namespaceSelector` and `podSelector` means these pods in these namespaces. Written as two entries, each stands alone:
    /// all pods of these namespaces, and these pods of the policy's own. One dash makes the difference.
    ///
    /// ```yaml bad
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
    ///         - namespaceSelector:
    ///             matchLabels:
    ///               team: shop
    ///         - podSelector:
    ///             matchLabels:
    ///               app: proxy
    /// ```
    ///
    /// ```yaml good
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
    ///         - namespaceSelector:
    ///             matchLabels:
    ///               team: shop
    ///           podSelector:
    ///             matchLabels:
    ///               app: proxy
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/network-policy-split-peer",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Security, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["networking.k8s.io", "extensions"], "NetworkPolicy") {
        return;
    }
    let Some(spec) = object.spec() else { return };
    for (list, peers) in [("ingress", "from"), ("egress", "to")] {
        for rule in spec.objects(list) {
            let peers: Vec<_> = rule.fields.objects(peers).map(|peer| peer.fields).collect();
            let [first, second] = peers[..] else { continue };
            let only = |peer: Fields<'_>, name: &str, other: &str| peer.key_span(name).filter(|_| !peer.has(other));
            let namespaces = only(first, "namespaceSelector", "podSelector");
            let (Some(namespaces), Some(pods)) = (namespaces, only(second, "podSelector", "namespaceSelector")) else {
                continue;
            };
            // Plainly all pods of the policy's own namespace.
            if second.object("podSelector").is_some_and(|selector| selector.mapping().is_empty()) {
                continue;
            }
            ctx.report(
                pods,
                "this means pods of the policy's own namespace, not of those that the entry before selects",
            )
            .help("remove the dash before `podSelector` if both have to hold")
            .label(namespaces, "all pods of these namespaces");
        }
    }
}

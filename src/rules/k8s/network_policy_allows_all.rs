use crate::rule::prelude::*;

rule! {
    /// A network policy lets everything through.
    ///
    /// A rule without peers and ports, or for `0.0.0.0/0`, allows all traffic of its direction, whatever the other rules say.
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
    ///     - {}
    /// ```
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
    ///   policyTypes: [Egress]
    ///   egress:
    ///     - to:
    ///         - ipBlock:
    ///             cidr: 0.0.0.0/0
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
    ///   policyTypes: [Egress]
    ///   egress:
    ///     - to:
    ///         - ipBlock:
    ///             cidr: 0.0.0.0/0
    ///             except: [10.0.0.0/8]
    ///       ports:
    ///         - port: 443
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/network-policy-allows-all",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Security],
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
    for (list, peers, what) in [("ingress", "from", "all traffic in"), ("egress", "to", "all traffic out")] {
        for rule in spec.objects(list) {
            if rule.fields.items("ports").next().is_some() {
                continue;
            }
            let whole = match rule.fields.items(peers).next() {
                None => Some(rule.fields.span()),
                Some(_) => rule.fields.objects(peers).find_map(|peer| all_addresses(peer.fields)),
            };
            if let Some(span) = whole {
                ctx.report(span, format!("this rule lets {what}")).help("name the peers or the ports that are needed");
            }
        }
    }
}

/// Where a peer says that it is every address there is.
fn all_addresses(peer: Fields<'_>) -> Option<Span> {
    let block = peer.object("ipBlock").filter(|block| block.items("except").next().is_none())?;
    block.string("cidr").filter(|range| matches!(&*range.value, "0.0.0.0/0" | "::/0")).map(|range| range.span)
}

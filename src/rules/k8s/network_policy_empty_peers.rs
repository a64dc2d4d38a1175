use crate::rule::prelude::*;

rule! {
    /// A list of peers is empty, which means everybody.
    ///
    /// In a network policy `from: []` reads like "from nobody", and is the same as no `from` at all: it lets everybody in. Who is to be kept
    /// out needs a policy without the rule.
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
    ///     - from: []
    ///       ports:
    ///         - port: 8080
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
    ///     - ports:
    ///         - port: 8080
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
    ///   ingress: []
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/network-policy-empty-peers",
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
    for (list, peers, what) in [("ingress", "from", "lets everybody in"), ("egress", "to", "lets everything out")] {
        for rule in spec.objects(list) {
            let Some(entry) = rule.fields.entry(peers) else { continue };
            if entry.value.as_sequence().is_some_and(|list| list.items().next().is_none()) {
                ctx.report(entry.span(), format!("an empty `{peers}` {what}"))
                    .help(format!("remove the rule to allow nothing, or `{peers}` to say plainly that all are meant"));
            }
        }
    }
}

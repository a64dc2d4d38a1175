use crate::rule::prelude::*;

rule! {
    /// A network policy has rules for a direction that it does not limit.
    ///
    /// `policyTypes` decides which directions a policy is about. Rules for the other one are accepted and do nothing: what they were written
    /// to forbid stays allowed.
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
    ///         - podSelector:
    ///             matchLabels:
    ///               app: proxy
    ///   egress:
    ///     - to:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: db
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
    ///   policyTypes: [Ingress, Egress]
    ///   ingress:
    ///     - from:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: proxy
    ///   egress:
    ///     - to:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: db
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/network-policy-ignored-rules",
        level: Level::Warning,
        group: Group::Default,
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
    let Some(types) = spec.key_span("policyTypes").filter(|_| spec.items("policyTypes").next().is_some()) else {
        return;
    };
    for (list, direction) in [("ingress", "Ingress"), ("egress", "Egress")] {
        let is_limited = spec.strings("policyTypes").any(|name| name.value == direction);
        let Some(key) = spec.key_span(list).filter(|_| !is_limited && spec.items(list).next().is_some()) else {
            continue;
        };
        ctx.report(key, format!("these rules do nothing, because `policyTypes` lacks `{direction}`"))
            .help(format!("add `{direction}` to `policyTypes`, or remove `{list}`"))
            .label(types, "what the policy limits");
    }
}

use crate::rule::prelude::*;

rule! {
    /// A namespace does not say which pods it admits.
    ///
    /// Without `pod-security.kubernetes.io/enforce`, the cluster's own default holds, and unless somebody set one that is no
    /// restriction at all.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   labels:
    ///     pod-security.kubernetes.io/enforce: baseline
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/namespace-without-pod-security",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let is_said = || object.metadata().labels().any(|(key, _)| key.value == "pod-security.kubernetes.io/enforce");
    if object.is(&[""], "Namespace") && !is_said() {
        ctx.report(object.name_span(), "the namespace does not say which pods it admits")
            .help("label it `pod-security.kubernetes.io/enforce: baseline`, or stricter");
    }
}

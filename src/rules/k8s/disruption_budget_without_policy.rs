use crate::rule::prelude::*;

rule! {
    /// A disruption budget says neither how many pods have to stay nor how many may go.
    ///
    /// It then promises nothing that anybody could rely on. The API server takes it.
    ///
    /// ```yaml bad
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   maxUnavailable: 1
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/disruption-budget-without-policy",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability, Tag::Correctness],
        since: "0.1.0",
        also: &["kube-score:poddisruptionbudget-has-policy"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(spec) = object.spec().filter(|_| object.is(&["policy"], "PodDisruptionBudget")) else { return };
    if !spec.has("minAvailable") && !spec.has("maxUnavailable") {
        ctx.report(object.name_span(), "the budget has neither `minAvailable` nor `maxUnavailable`")
            .help("write `maxUnavailable: 1`");
    }
}

use crate::rule::prelude::*;

rule! {
    /// A disruption budget lets no pod be evicted.
    ///
    /// Nodes cannot be drained any more: an upgrade of the cluster waits for ever, or is forced at last and ends all pods at once.
    ///
    /// ```yaml bad
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   maxUnavailable: 0
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   maxUnavailable: 1
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   minAvailable: 100%
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   maxUnavailable: 1
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
    ///   minAvailable: 50%
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/disruption-budget-blocks-eviction",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:pdb-max-unavailable", "kube-linter:pdb-min-available", "polaris:pdbDisruptionsIsZero"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["policy"], "PodDisruptionBudget") {
        return;
    }
    let Some(spec) = object.spec() else { return };
    for (field, is_all) in [("maxUnavailable", "0"), ("minAvailable", "100%")] {
        let Some(value) = spec.get(field) else { continue };
        let Some(text) = value.as_str() else { continue };
        if text == is_all || field == "maxUnavailable" && text == "0%" {
            let finding = ctx.report(value.span(), format!("`{field}: {text}` lets no pod be evicted"));
            finding.help("write `maxUnavailable: 1`");
            if let Some(mut edits) = spec.rename(field, "maxUnavailable") {
                edits.push(Edit::replace(value.span(), "1"));
                finding.fix(Fix::new(Safety::Unsafe, "write `maxUnavailable: 1`", edits));
            }
        }
    }
}

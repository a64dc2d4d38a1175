use crate::model::k8s::Value;
use crate::rule::prelude::*;

rule! {
    /// A disruption budget does not say what is to happen to pods that are not ready.
    ///
    /// By default they count as needed while fewer than the wanted number are ready. A workload that does not come up then keeps its nodes
    /// from being drained, although nothing is lost by evicting its pods.
    ///
    /// ```yaml bad
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
    ///   unhealthyPodEvictionPolicy: AlwaysAllow
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata:
    ///   name: web
    /// spec:
    ///   maxUnavailable: 1
    ///   unhealthyPodEvictionPolicy: IfHealthyBudget
    ///   selector:
    ///     matchLabels:
    ///       app: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-unhealthy-pod-eviction-policy",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:pdb-unhealthy-pod-eviction-policy"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let is_budget = object.is(&["policy"], "PodDisruptionBudget") && object.api_version().value == "policy/v1";
    let Some(spec) = object.spec().filter(|spec| is_budget && !spec.has("unhealthyPodEvictionPolicy")) else { return };
    let finding = ctx.report(object.name_span(), "the budget has no `unhealthyPodEvictionPolicy`");
    finding.help("write `unhealthyPodEvictionPolicy: AlwaysAllow`");
    if let Some(edits) = spec.set(&["unhealthyPodEvictionPolicy"], Value::Text("AlwaysAllow")) {
        finding.fix(Fix::new(Safety::Unsafe, "write `unhealthyPodEvictionPolicy: AlwaysAllow`", edits));
    }
}

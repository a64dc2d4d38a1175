use crate::rule::prelude::*;

rule! {
    /// An autoscaler has the same number for its fewest and its most replicas.
    ///
    /// It computes and decides nothing: the workload always has that number of replicas.
    ///
    /// ```yaml bad
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   minReplicas: 10
    ///   maxReplicas: 10
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   minReplicas: 3
    ///   maxReplicas: 10
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/autoscaler-cannot-scale",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Availability, Tag::Correctness],
        since: "0.1.0",
        also: &["polaris:hpaMaxAvailability"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["autoscaling"], "HorizontalPodAutoscaler") {
        return;
    }
    let Some(spec) = object.spec() else { return };
    let Some(most) = spec.integer("maxReplicas") else { return };
    let fewest = spec.integer("minReplicas");
    if most.value <= fewest.map_or(1, |fewest| fewest.value) {
        let finding = ctx.report(most.span, format!("the workload always has {} replicas", most.value));
        finding.help("raise `maxReplicas`, or set `replicas` of the workload and do without the autoscaler");
        if let Some(fewest) = fewest {
            finding.label(fewest.span, "the fewest");
        }
    }
}

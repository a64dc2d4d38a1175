use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// An autoscaler may leave fewer replicas than it takes to get over a loss.
    ///
    /// When there is little to do it goes down to `minReplicas`, one by default, and then every restart is a time without the service.
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
    ///
    /// ```toml
    /// min = 2
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
    ///   minReplicas: 2
    ///   maxReplicas: 10
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/too-few-autoscaled-replicas",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:hpa-minimum-three-replicas", "kube-score:horizontalpodautoscaler-replicas", "polaris:hpaMinAvailability"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Object(check),
    };
}

/// What kube-linter asks for.
const DEFAULT_MIN: u32 = 3;

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// How many replicas an autoscaler has to leave.
    min: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { min: DEFAULT_MIN }
    }
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let min = match (ctx.options::<Options>().min, ctx.peer()) {
        (DEFAULT_MIN, Some(Peer::KubeScore | Peer::Polaris)) => 2,
        (min, _) => min,
    };
    if !object.is(&["autoscaling"], "HorizontalPodAutoscaler") {
        return;
    }
    let Some(spec) = object.spec() else { return };
    let (place, message) = match spec.integer("minReplicas") {
        Some(count) if count.value >= i64::from(min) => return,
        Some(count) => (count.span, format!("it goes down to {} of its replicas", count.value)),
        None => (object.name_span(), "it goes down to one replica, because `minReplicas` is not set".to_owned()),
    };
    ctx.report(place, message).help(format!("set `minReplicas` to at least {min}"));
}

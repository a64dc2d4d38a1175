use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A workload runs fewer replicas than it takes to get over a loss.
    ///
    /// With one replica every restart, drain of a node and rollout is a time without the service. Three keep a majority when one is lost.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 3
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// A workload that is scaled to nothing is meant to be:
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 0
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```toml
    /// min = 2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/too-few-replicas",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:minimum-three-replicas", "kube-score:deployment-replicas", "polaris:deploymentMissingReplicas"],
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
    /// How many replicas a workload has to have.
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
    let Some(replicas) = object.replicas() else { return };
    // None at all is a choice, if not to kube-linter.
    let is_off = replicas.count == 0 && !ctx.answers_as(Peer::KubeLinter);
    if is_off || replicas.count >= i64::from(min) {
        return;
    }
    let message = match (replicas.span, replicas.count) {
        (None, _) => "it runs one replica, because `replicas` is not set".to_owned(),
        (Some(_), 0) => "it runs no replica".to_owned(),
        (Some(_), 1) => "it runs one replica".to_owned(),
        (Some(_), count) => format!("it runs {count} replicas"),
    };
    ctx.report(replicas.span.unwrap_or_else(|| object.name_span()), message).help(format!("run at least {min}"));
}

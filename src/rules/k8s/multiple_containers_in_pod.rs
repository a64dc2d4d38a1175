use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A pod runs several programs that could run in pods of their own.
    ///
    /// Containers of a pod are placed, scaled, restarted and rolled out together. Programs that only talk to each other over the network are
    /// better off in pods of their own.
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
    ///         - name: cache
    ///           image: redis:8.2
    /// ```
    ///
    /// Init containers, native sidecars and well-known helpers do not count:
    ///
    /// ```yaml good
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
    ///       initContainers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    ///         - name: logs
    ///           image: example/log-shipper:2.0.1
    ///           restartPolicy: Always
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    ///         - name: istio-proxy
    ///           image: istio/proxyv2:1.28.0
    /// ```
    ///
    /// Helpers of your own, by the name of the container:
    ///
    /// ```toml
    /// sidecars = ["log-shipper"]
    /// ```
    ///
    /// ```yaml good
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
    ///         - name: log-shipper
    ///           image: example/log-shipper:2.0.1
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/multiple-containers-in-pod",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Availability, Tag::Clarity],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::PodSpec(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// How many ordinary containers a pod may have.
    max: usize,
    /// Names of containers that do not count.
    sidecars: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { max: 1, sidecars: Vec::new() }
    }
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let options: &Options = ctx.options();
    let named = |container: &Container<'_>| {
        container.name().is_some_and(|name| options.sidecars.iter().any(|sidecar| *sidecar == *name.value))
    };
    let programs: Vec<_> =
        pod.main_containers().filter(|container| container.known_sidecar().is_none() && !named(container)).collect();
    if programs.len() <= options.max {
        return;
    }
    let titles: Vec<_> = programs.iter().map(|container| container.title()).collect();
    let Some((last, others)) = titles.split_last() else { return };
    let message = format!("the pod runs {} programs: {} and {last}", programs.len(), others.join(", "));
    let places = programs.iter().map(|container| container.name_span());
    if let Some(finding) = ctx.report_together(places, message, "and this") {
        finding.help("run each in a pod of its own, or make helpers native sidecars");
    }
}

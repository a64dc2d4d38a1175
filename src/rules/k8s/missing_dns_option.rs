use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A pod does not set an option of the resolver that is asked for.
    ///
    /// With the default `ndots: 5`, a name of another domain is first tried with every search domain of the cluster: five questions for
    /// each answer. With `ndots: 2` only names of Services are.
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
    ///       dnsConfig:
    ///         options:
    ///           - name: ndots
    ///             value: "2"
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```toml
    /// name = "timeout"
    /// value = "1"
    /// ```
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
    ///       dnsConfig:
    ///         options:
    ///           - name: timeout
    ///             value: "5"
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-dns-option",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Network],
        since: "0.1.0",
        also: &["kube-linter:dnsconfig-options"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::PodSpec(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The name of the option.
    name: String,
    /// Its value.
    value: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { name: "ndots".into(), value: "2".into() }
    }
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Options { name, value } = ctx.options();
    let config = pod.fields().object("dnsConfig");
    let is = |fields: Fields<'_>, field, text: &str| fields.string(field).is_some_and(|own| own.value == text);
    let mut options = config.into_iter().flat_map(|config| config.objects("options")).map(|item| item.fields);
    let is_set = options.any(|option| is(option, "name", name) && is(option, "value", value));
    if is_set || !pod.object().is_standard_workload() {
        return;
    }
    let message = format!("the pod does not set the resolver's option `{name}:{value}`");
    let help = format!("add `{{ name: {name}, value: \"{value}\" }}` to `dnsConfig.options`");
    let place = pod.fields().key_span("dnsConfig").unwrap_or_else(|| pod.object().name_span());
    ctx.report(place, message).help(help);
}

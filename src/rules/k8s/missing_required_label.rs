use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// An object that runs pods lacks a label that every one has to have.
    ///
    /// Labels tell whom to ask, what a thing belongs to and who pays. They do so only when all have them.
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
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   labels:
    ///     owner: team-a
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// Other labels:
    ///
    /// ```toml
    /// keys = ["app.kubernetes.io/name"]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   labels:
    ///     app.kubernetes.io/name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-required-label",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &["kube-linter:required-label-owner"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Object(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The keys of the labels.
    keys: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { keys: vec!["owner".into()] }
    }
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is_standard_workload() {
        return;
    }
    let labels = object.metadata().fields().and_then(|metadata| metadata.object("labels"));
    let missing = |key: &&String| labels.and_then(|labels| labels.string(key)).is_none();
    let keys: Vec<_> = ctx.options::<Options>().keys.iter().filter(missing).cloned().collect();
    for key in keys {
        ctx.report(object.name_span(), format!("it has no label `{key}`")).help(format!("add the label `{key}`"));
    }
}

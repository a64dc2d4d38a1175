use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A pod asks for a priority that it may not have.
    ///
    /// Pods of a higher priority push others off their nodes. A cluster whose teams share nodes may allow just some classes.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priorityClassName: urgent
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priorityClassName: system-node-critical
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    ///
    /// ```toml
    /// allow = ["urgent"]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priorityClassName: urgent
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/priority-class-not-allowed",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:priority-class-name"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::PodSpec(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The classes that pods may have.
    allow: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { allow: vec!["system-cluster-critical".to_owned(), "system-node-critical".to_owned()] }
    }
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(class) = pod.fields().string("priorityClassName").filter(|class| !class.value.is_empty()) else { return };
    let options: &Options = ctx.options();
    if !options.allow.iter().any(|allowed| *allowed == class.value) {
        ctx.report(class.span, format!("`{}` is none of the priority classes that are allowed", class.value));
    }
}

use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// An object that runs pods lacks an annotation that every one has to have.
    ///
    /// Annotations tell whom to ask and where to read on. They do so only when all have them.
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
    /// The value of `email` has to be an address:
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     email: team-a
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     email: team-a@example.com
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// Other annotations:
    ///
    /// ```toml
    /// keys = ["example.com/runbook"]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     example.com/runbook: run/web.md
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-required-annotation",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &["kube-linter:required-annotation-email"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Object(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The keys of the annotations.
    keys: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { keys: vec!["email".into()] }
    }
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is_standard_workload() {
        return;
    }
    for key in ctx.options::<Options>().keys.clone() {
        match object.metadata().annotation(&key) {
            None => {
                ctx.report(object.name_span(), format!("it has no annotation `{key}`"))
                    .help(format!("add the annotation `{key}`"));
            }
            Some(value) if key == "email" && !has_address(&value.value) => {
                ctx.report(value.span, "the annotation `email` holds no address").help("write `name@example.com`");
            }
            Some(_) => {}
        }
    }
}

/// Whether there is something like `name@example.com` in `text`.
fn has_address(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';')).any(|word| {
        let Some((name, host)) = word.split_once('@') else { return false };
        !name.is_empty() && host.split_once('.').is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty())
    })
}

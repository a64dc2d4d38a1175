use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A pod has a priority that is not one of those accepted.
    ///
    /// A pod of high priority pushes others off their nodes when there is no room. Where only some workloads may do so, their classes are
    /// listed here.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priorityClassName: very-important
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
    /// spec:
    ///   priorityClassName: system-node-critical
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// ```toml
    /// accepted = ["batch"]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   priorityClassName: batch
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unaccepted-priority-class",
        level: Level::Info,
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
    /// The names of the classes.
    accepted: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { accepted: vec!["system-cluster-critical".into(), "system-node-critical".into()] }
    }
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(class) = pod.fields().string("priorityClassName").filter(|class| !class.value.is_empty()) else { return };
    if !ctx.options::<Options>().accepted.iter().any(|accepted| *accepted == *class.value) {
        ctx.report(class.span, format!("the pod is of the priority class `{}`", class.value))
            .help("remove it, or accept the class in the options of this rule");
    }
}

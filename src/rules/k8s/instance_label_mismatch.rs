use crate::rule::prelude::*;

rule! {
    /// The label `app.kubernetes.io/instance` is not the name of the object.
    ///
    /// Where each installation consists of one workload, both are the same, and tools find the one by the other.
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
    ///     app.kubernetes.io/instance: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/instance-label-mismatch",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &["polaris:metadataAndInstanceMismatched"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

const KEY: &str = "app.kubernetes.io/instance";

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let object = pod.object();
    let Some(name) = object.metadata().name() else { return };
    let labels = object.metadata().fields().and_then(|metadata| metadata.object("labels"));
    match labels.and_then(|labels| labels.string(KEY)) {
        Some(value) if value.value == name.value => {}
        Some(value) => {
            ctx.report(value.span, format!("`{KEY}` is `{}`, the object is `{}`", value.value, name.value))
                .help(format!("write `{}`", name.value))
                .label(name.span, "the name");
        }
        None => {
            ctx.report(name.span, format!("it has no label `{KEY}`")).help(format!("add `{KEY}: {}`", name.value));
        }
    }
}

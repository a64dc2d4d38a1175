use crate::rule::prelude::*;

rule! {
    /// A Pod stands for itself.
    ///
    /// When its node goes, nothing starts it again, and it cannot be rolled out or scaled. A Deployment does all that, a Job runs something to
    /// its end.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
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
    /// ```
    ///
    /// One that runs once, is a test of a Helm chart, or runs on a node of its own is left alone:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   restartPolicy: Never
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/naked-pod",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let object = pod.object();
    let runs_once = || pod.fields().string("restartPolicy").is_some_and(|policy| policy.value == "Never");
    let is_owned = || object.metadata().fields().is_some_and(|metadata| metadata.has("ownerReferences"));
    let is_hook = || object.metadata().annotation("helm.sh/hook").is_some();
    let is_static = || {
        let priority = pod.fields().string("priorityClassName");
        priority.is_some_and(|class| class.value.starts_with("system-")) || pod.fields().has("nodeName")
    };
    if object.is(&[""], "Pod") && !runs_once() && !is_owned() && !is_hook() && !is_static() {
        ctx.report(object.kind().span, "nothing starts this Pod again when its node goes")
            .help("make it the template of a Deployment, or of a Job if it ends");
    }
}

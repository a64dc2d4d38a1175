use crate::rule::prelude::*;

rule! {
    /// A pod has no priority class.
    ///
    /// When there is no room, pods without one are the first to be pushed off their nodes by those that have one.
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
        id: "k8s/missing-priority-class",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["polaris:priorityClassNotSet"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.fields().string("priorityClassName").is_none_or(|class| class.value.is_empty()) {
        ctx.report(pod.object().name_span(), "the pod has no `priorityClassName`").help("set `priorityClassName`");
    }
}

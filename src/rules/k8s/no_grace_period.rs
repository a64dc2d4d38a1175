use crate::rule::prelude::*;

rule! {
    /// A pod is killed without having been asked to stop.
    ///
    /// With `terminationGracePeriodSeconds: 0` programs neither end their requests nor write what they have in memory; and in a StatefulSet
    /// a new pod may start while the old one still runs.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   terminationGracePeriodSeconds: 0
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
    ///   terminationGracePeriodSeconds: 10
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/no-grace-period",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Availability, Tag::Runtime],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(seconds) = pod.fields().integer("terminationGracePeriodSeconds") else { return };
    if seconds.value == 0 {
        ctx.report(seconds.span, "the pod is killed at once when it is to stop")
            .help("give it the time that it needs to end");
    }
}

use crate::rule::prelude::*;

rule! {
    /// A CronJob allows less time for a start than passes between two looks at it.
    ///
    /// The controller looks every ten seconds. With a shorter `startingDeadlineSeconds` a run is mostly late already, and is not started.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: nightly
    /// spec:
    ///   schedule: "0 3 * * *"
    ///   startingDeadlineSeconds: 5
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///             - name: report
    ///               image: example/report:1.4.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: nightly
    /// spec:
    ///   schedule: "0 3 * * *"
    ///   startingDeadlineSeconds: 60
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///             - name: report
    ///               image: example/report:1.4.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/cron-job-deadline-too-short",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(spec) = object.spec().filter(|_| object.is(&["batch"], "CronJob")) else { return };
    let Some(seconds) = spec.integer("startingDeadlineSeconds") else { return };
    if (0..10).contains(&seconds.value) {
        let message = format!("runs may start {} seconds late, but are looked at every ten", seconds.value);
        ctx.report(seconds.span, message).help("allow at least 10 seconds");
    }
}

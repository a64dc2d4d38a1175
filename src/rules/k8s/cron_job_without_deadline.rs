use crate::rule::prelude::*;

rule! {
    /// A CronJob does not say how late a run may start.
    ///
    /// After a time in which the controller could not work, it starts what was missed, however long ago that was; when it missed more than
    /// a hundred runs, it starts none any more.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: nightly
    /// spec:
    ///   schedule: "0 3 * * *"
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
    ///   startingDeadlineSeconds: 300
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
        id: "k8s/cron-job-without-deadline",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["kube-score:cronjob-has-deadline"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(spec) = object.spec().filter(|_| object.is(&["batch"], "CronJob")) else { return };
    if !spec.has("startingDeadlineSeconds") {
        let place = spec.key_span("schedule").unwrap_or_else(|| object.name_span());
        ctx.report(place, "a missed run starts however late it is: there is no `startingDeadlineSeconds`")
            .help("set `startingDeadlineSeconds`");
    }
}

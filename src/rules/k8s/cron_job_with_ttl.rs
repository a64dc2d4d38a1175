use crate::rule::prelude::*;

rule! {
    /// The Jobs of a CronJob are deleted at two different times.
    ///
    /// `successfulJobsHistoryLimit` and `failedJobsHistoryLimit` say how many finished Jobs are kept. `ttlSecondsAfterFinished` of the
    /// template deletes them after a while all the same, so that the logs of a failure may be gone.
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
    ///       ttlSecondsAfterFinished: 3600
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
    ///   failedJobsHistoryLimit: 3
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
        id: "k8s/cron-job-with-ttl",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["kube-linter:job-ttl-seconds-after-finished"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["batch"], "CronJob") {
        return;
    }
    let template = object.fields().at(&["spec", "jobTemplate", "spec"]);
    if let Some(place) = template.and_then(|spec| spec.key_span("ttlSecondsAfterFinished")) {
        ctx.report(place, "`ttlSecondsAfterFinished` deletes Jobs that the history limits of the CronJob keep")
            .help("remove it and set `successfulJobsHistoryLimit` and `failedJobsHistoryLimit`");
    }
}

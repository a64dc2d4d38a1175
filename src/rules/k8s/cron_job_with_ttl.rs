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
    /// ```yaml fixed
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
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["batch"], "CronJob") {
        return;
    }
    const FIELD: &str = "ttlSecondsAfterFinished";
    let Some(template) = object.fields().at(&["spec", "jobTemplate", "spec"]) else { return };
    let Some(place) = template.key_span(FIELD) else { return };
    let finding = ctx.report(place, format!("`{FIELD}` deletes Jobs that the history limits of the CronJob keep"));
    finding.help("remove it and set `successfulJobsHistoryLimit` and `failedJobsHistoryLimit`");
    if let Some(edits) = template.remove(&[FIELD]) {
        finding.fix(Fix::new(Safety::Unsafe, format!("remove `{FIELD}`"), edits));
    }
}

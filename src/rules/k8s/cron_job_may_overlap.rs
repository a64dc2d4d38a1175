use crate::rule::prelude::*;

rule! {
    /// A run of a CronJob may start before the last one has ended.
    ///
    /// The default for `concurrencyPolicy` is `Allow`. A run that takes longer than the time between two then meets the next, and slow runs
    /// pile up.
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
    ///   concurrencyPolicy: Forbid
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
        id: "k8s/cron-job-may-overlap",
        level: Level::Info,
        group: Group::Strict,
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
    if !spec.has("concurrencyPolicy") {
        let place = spec.key_span("schedule").unwrap_or_else(|| object.name_span());
        ctx.report(place, "a run may start before the last one has ended: there is no `concurrencyPolicy`")
            .help("write `concurrencyPolicy: Forbid` or `Replace`, or `Allow` if that is meant");
    }
}

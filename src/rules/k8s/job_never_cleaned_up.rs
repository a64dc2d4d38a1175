use crate::rule::prelude::*;

rule! {
    /// A Job stays when it is done, and its pods too.
    ///
    /// Nothing deletes finished Jobs that no CronJob owns, unless they say when. Their number grows until lists are slow.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   ttlSecondsAfterFinished: 86400
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/job-never-cleaned-up",
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
    let Some(spec) = object.spec().filter(|_| object.is(&["batch"], "Job")) else { return };
    if !spec.has("ttlSecondsAfterFinished") {
        ctx.report(object.name_span(), "the Job stays when it is done: it has no `ttlSecondsAfterFinished`")
            .help("set `ttlSecondsAfterFinished`");
    }
}

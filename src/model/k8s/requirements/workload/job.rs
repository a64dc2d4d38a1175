//! Jobs and CronJobs.

use crate::model::k8s::Metadata;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::Findings;
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::workload::cron;

/// A CronJob's name gets eleven characters more for each Job.
const MOST_CRON_JOB_NAME: usize = 52;

/// Labels that the server gives to a Job's pods, with the Job's unique number.
const UNIQUE_LABELS: &[&str] = &["controller-uid", "batch.kubernetes.io/controller-uid"];

/// Labels that the server gives to a Job's pods, with the Job's name.
const NAME_LABELS: &[&str] = &["job-name", "batch.kubernetes.io/job-name"];

pub(crate) fn job(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    job_spec(spec, found);
    labels::selector(spec, "selector", found);
    if spec.is_true("manualSelector") {
        found.required(spec, "selector");
        return;
    }
    if let Some(selector) = spec.part("selector")
        && !selector.fields().mapping().is_empty()
    {
        found
            .tell(Topic::ForbiddenField, selector.place(), "`selector` may not be set without `manualSelector: true`")
            .help("remove `selector`: the server makes one");
    }
    let Some(template) = spec.part("template") else { return };
    let name = whole.part("metadata").and_then(|metadata| metadata.text("name"));
    for (key, value) in Metadata::of(template.fields()).labels() {
        let is_unique = UNIQUE_LABELS.contains(&&*key.value);
        let is_other =
            NAME_LABELS.contains(&&*key.value) && name.as_ref().is_some_and(|name| name.value != value.value);
        if is_unique || is_other {
            let message = format!("the server itself sets the label `{}`, to another value", key.value);
            found.tell(Topic::ForbiddenField, key.span, message).help("remove the label");
        }
    }
}

pub(crate) fn cron_job(whole: Part<'_>, found: &mut Findings) {
    if let Some(name) = whole.part("metadata").and_then(|metadata| metadata.text("name"))
        && name.value.len() > MOST_CRON_JOB_NAME
    {
        let message =
            format!("the name has {} characters, the most for a CronJob is {MOST_CRON_JOB_NAME}", name.value.len());
        found.tell(Topic::Name, name.span, message);
    }
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    found.required(spec, "schedule");
    if let Some(schedule) = spec.text("schedule")
        && let Err(trouble) = cron::check(&schedule.value)
    {
        found.tell(Topic::CronSchedule, schedule.span, format!("`schedule` is no cron schedule: {trouble}"));
    }
    if let Some(zone) = spec.fields().string("timeZone") {
        let is_zone = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-/".contains(&byte);
        if zone.value.is_empty() || zone.value.eq_ignore_ascii_case("Local") || !zone.value.bytes().all(is_zone) {
            found
                .tell(Topic::CronSchedule, zone.span, format!("`timeZone` is `{}`, which is no time zone", zone.value))
                .help("write one like `Europe/Berlin` or `Etc/UTC`");
        }
    }
    found.one_of(spec, "concurrencyPolicy", &["Allow", "Forbid", "Replace"]);
    found.not_negative(spec, &["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"]);
    if let Some(job) = spec.at(&["jobTemplate", "spec"]) {
        job_spec(job, found);
        if job.is_true("manualSelector") {
            found.forbidden(job, "manualSelector", "in the template of a CronJob");
        }
    }
}

fn job_spec(spec: Part<'_>, found: &mut Findings) {
    found.not_negative(
        spec,
        &[
            "parallelism",
            "completions",
            "activeDeadlineSeconds",
            "backoffLimit",
            "backoffLimitPerIndex",
            "ttlSecondsAfterFinished",
            "maxFailedIndexes",
        ],
    );
    found.one_of_and_not_empty(spec, "completionMode", &["Indexed", "NonIndexed"]);
    let is_indexed = spec.is("completionMode", "Indexed");
    if is_indexed && !spec.has("completions") {
        found
            .tell(
                Topic::MissingValue,
                spec.key("completionMode"),
                "`completionMode` is `Indexed`, but there is no `completions`",
            )
            .help("add `completions`");
    }
    if !is_indexed {
        for name in ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"] {
            found.forbidden(spec, name, "without `completionMode: Indexed`");
        }
    }
    if spec.has("maxFailedIndexes") && !spec.has("backoffLimitPerIndex") {
        found
            .tell(
                Topic::MissingValue,
                spec.key("maxFailedIndexes"),
                "`maxFailedIndexes` is set, but there is no `backoffLimitPerIndex`",
            )
            .help("add `backoffLimitPerIndex`");
    }
    found.one_of_and_not_empty(spec, "podReplacementPolicy", &["TerminatingOrFailed", "Failed"]);
    let Some(policy) = spec.part("podFailurePolicy") else { return };
    if !spec
        .part("template")
        .and_then(|template| template.part("spec"))
        .is_some_and(|pod| pod.is("restartPolicy", "Never"))
    {
        found
            .tell(Topic::RestartPolicy, policy.place(), "`podFailurePolicy` wants pods with `restartPolicy: Never`")
            .help("set `restartPolicy: Never` in the template");
    }
    for rule in policy.parts("rules") {
        found.one_of(rule, "action", &["FailJob", "FailIndex", "Ignore", "Count"]);
        let has_codes = rule.has("onExitCodes");
        if has_codes == rule.is_set("onPodConditions") {
            found.exactly_one(rule, &["onExitCodes", "onPodConditions"]);
        }
    }
}

//! Deployments and their like.

pub(super) mod autoscaling;
mod cron;
pub(super) mod job;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Amount, Findings};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::storage;
use crate::model::k8s::{Labels, Metadata, Selector};

/// Seconds that a Deployment may take to progress where nobody says how many.
const DEFAULT_PROGRESS_DEADLINE: i64 = 600;

pub(crate) fn deployment(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = required_spec(whole, found) else { return };
    found.not_negative(spec, &["replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"]);
    selects_its_template(spec, found);
    let ready = spec.integer("minReadySeconds").map_or(0, |seconds| seconds.value);
    if !spec.has("progressDeadlineSeconds") && ready >= DEFAULT_PROGRESS_DEADLINE {
        let message =
            format!("`minReadySeconds` is {ready}, not below `progressDeadlineSeconds`, {DEFAULT_PROGRESS_DEADLINE}");
        found.tell(Topic::Number, spec.span("minReadySeconds"), message).help("set `progressDeadlineSeconds` higher");
    }
    if let Some(deadline) = spec.integer("progressDeadlineSeconds")
        && deadline.value >= 0
        && deadline.value <= ready
    {
        let message = format!("`progressDeadlineSeconds` is {}, not above `minReadySeconds`, {ready}", deadline.value);
        found.tell(Topic::Number, deadline.span, message);
    }
    let Some(strategy) = spec.part("strategy") else { return };
    found.one_of(strategy, "type", &["Recreate", "RollingUpdate"]);
    if strategy.is("type", "Recreate") {
        found.forbidden(strategy, "rollingUpdate", "when `type` is `Recreate`");
        return;
    }
    let Some(rolling) = strategy.part("rollingUpdate") else { return };
    let unavailable = found.count_or_percentage(rolling, "maxUnavailable");
    let surge = found.count_or_percentage(rolling, "maxSurge");
    at_most_all(rolling, "maxUnavailable", unavailable, found);
    if is_zero(unavailable) && is_zero(surge) {
        found
            .tell(Topic::Number, rolling.span("maxUnavailable"), "`maxUnavailable` and `maxSurge` are both zero")
            .help("let one of them be more than zero, or no pod can ever be replaced");
    }
}

pub(crate) fn replica_set(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = required_spec(whole, found) else { return };
    found.not_negative(spec, &["replicas", "minReadySeconds"]);
    if !spec.has("template") {
        found.required(spec, "template");
    }
    selects_its_template(spec, found);
}

pub(crate) fn daemon_set(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = required_spec(whole, found) else { return };
    found.not_negative(spec, &["minReadySeconds", "revisionHistoryLimit"]);
    selects_its_template(spec, found);
    let Some(strategy) = spec.part("updateStrategy") else { return };
    found.one_of(strategy, "type", &["OnDelete", "RollingUpdate"]);
    let Some(rolling) = strategy.part("rollingUpdate").filter(|_| !strategy.is("type", "OnDelete")) else { return };
    let unavailable = found.count_or_percentage(rolling, "maxUnavailable");
    let surge = found.count_or_percentage(rolling, "maxSurge");
    at_most_all(rolling, "maxUnavailable", unavailable, found);
    at_most_all(rolling, "maxSurge", surge, found);
    // The server sets `maxUnavailable` to 1 where nobody does.
    let has_unavailable = !rolling.has("maxUnavailable") || unavailable.is_some_and(|amount| amount.number > 0);
    if has_unavailable && surge.is_some_and(|amount| amount.number > 0) {
        found
            .tell(Topic::ForbiddenField, rolling.key("maxSurge"), "`maxSurge` is set and `maxUnavailable` is not zero")
            .help("set `maxUnavailable` to 0");
    }
    if is_zero(unavailable) && surge.is_none_or(|amount| amount.number == 0) {
        found.tell(Topic::Number, rolling.span("maxUnavailable"), "`maxUnavailable` and `maxSurge` are both zero");
    }
}

pub(crate) fn stateful_set(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = required_spec(whole, found) else { return };
    found.not_negative(spec, &["replicas", "minReadySeconds", "revisionHistoryLimit"]);
    found.name(spec, "serviceName", Grammar::Label);
    found.one_of(spec, "podManagementPolicy", &["OrderedReady", "Parallel"]);
    selects_its_template(spec, found);
    if let Some(ordinals) = spec.part("ordinals") {
        found.not_negative(ordinals, &["start"]);
    }
    if let Some(policy) = spec.part("persistentVolumeClaimRetentionPolicy") {
        for name in ["whenDeleted", "whenScaled"] {
            found.one_of(policy, name, &["Retain", "Delete"]);
        }
    }
    let Some(strategy) = spec.part("updateStrategy") else { return };
    found.one_of(strategy, "type", &["OnDelete", "RollingUpdate"]);
    if strategy.is("type", "OnDelete") {
        found.forbidden(strategy, "rollingUpdate", "when `type` is `OnDelete`");
    } else if let Some(rolling) = strategy.part("rollingUpdate") {
        found.not_negative(rolling, &["partition"]);
    }
}

pub(crate) fn replication_controller(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = required_spec(whole, found) else { return };
    found.not_negative(spec, &["replicas", "minReadySeconds"]);
    if !spec.has("template") {
        found.required(spec, "template");
        return;
    }
    let of_template = Labels::of(Metadata::of(spec.part("template").map_or(spec.fields(), Part::fields)).labels());
    labels::labels(spec, "selector", found);
    let Some(selector) = spec.part("selector").filter(|selector| !selector.fields().mapping().is_empty()) else {
        // Without a selector the template's labels are taken.
        if of_template.is_empty() {
            found
                .tell(Topic::SelectorMismatch, spec.place(), "there is no selector and the template has no labels")
                .help("give the template labels");
        }
        return;
    };
    mismatch(spec, &Selector::of_map(selector.fields()), &of_template, found);
}

/// The `spec`, which without is as good as an empty one.
fn required_spec<'t>(whole: Part<'t>, found: &mut Findings) -> Option<Part<'t>> {
    let spec = whole.part("spec");
    if spec.is_none() {
        found.required(whole, "spec");
    }
    spec
}

/// The selector may not be empty and has to match the labels of the template.
fn selects_its_template(spec: Part<'_>, found: &mut Findings) {
    labels::selector(spec, "selector", found);
    for claim in spec.parts("volumeClaimTemplates") {
        if let Some(spec) = claim.part("spec") {
            storage::claim_spec(spec, found);
        }
    }
    let Some(selector) = spec.part("selector") else {
        found.required(spec, "selector");
        return;
    };
    let wanted = Selector::of(selector.fields());
    if wanted.is_empty() {
        // An expression that cannot be read is told by itself.
        if !selector.is_set("matchExpressions") {
            found
                .tell(Topic::SelectorMismatch, selector.place(), "the selector is empty")
                .help("select the labels of the template");
        }
        return;
    }
    let Some(template) = spec.part("template") else { return };
    mismatch(spec, &wanted, &Labels::of(Metadata::of(template.fields()).labels()), found);
}

fn mismatch(spec: Part<'_>, wanted: &Selector, labels: &Labels, found: &mut Findings) {
    let Some(unmet) = wanted.requirements().iter().find(|requirement| !requirement.is_met_by(labels)) else { return };
    let template = spec.part("template");
    let place = template
        .and_then(|template| template.at(&["metadata", "labels"]))
        .or_else(|| template.and_then(|template| template.part("metadata")))
        .map_or_else(|| spec.key("template"), Part::place);
    let message = match labels.get(&unmet.key) {
        Some(value) => format!("the selector does not match the template: its label `{}` is `{value}`", unmet.key),
        None => format!("the selector does not match the template: it has no label `{}`", unmet.key),
    };
    found
        .tell(Topic::SelectorMismatch, spec.key("selector"), message)
        .label(place, "the template's labels")
        .help("give the template the labels that the selector wants");
}

/// The percentage, if it is one, may not be above all there is.
pub(crate) fn at_most_all(part: Part<'_>, name: &'static str, amount: Option<Amount>, found: &mut Findings) {
    if let Some(amount) = amount.filter(|amount| amount.is_percentage && amount.number > 100) {
        found.tell(Topic::Number, part.span(name), format!("`{name}` is {} %, more than all", amount.number));
    }
}

fn is_zero(amount: Option<Amount>) -> bool {
    amount.is_some_and(|amount| amount.number == 0)
}

//! Quotas, limit ranges, and priority classes.

use crate::model::k8s::Quantity;
use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::resources;

/// Resources of a quota that have no domain.
const QUOTA_RESOURCES: &[&str] = &[
    "cpu",
    "memory",
    "ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.storage",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "persistentvolumeclaims",
    "configmaps",
    "services.nodeports",
    "services.loadbalancers",
];

const SCOPES: &[&str] = &[
    "BestEffort",
    "CrossNamespacePodAffinity",
    "NotBestEffort",
    "NotTerminating",
    "PriorityClass",
    "Terminating",
    "VolumeAttributesClass",
];

/// The highest priority that is not the system's own.
const MOST_PRIORITY: i64 = 1_000_000_000;

pub(crate) fn resource_quota(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    for (name, amount) in spec.part("hard").into_iter().flat_map(|hard| hard.fields().quantity_entries()) {
        let text = &*name.value;
        let plain = text.strip_prefix("requests.").unwrap_or(text);
        let fits = if text.contains('/') {
            Grammar::Qualified.accepts(text)
        } else {
            QUOTA_RESOURCES.contains(&text) || plain.starts_with("hugepages-")
        };
        if !fits {
            found.tell(Topic::Resource, name.span, format!("`{}` is no resource that a quota can have", short(text)));
        }
        let is_count = text.contains('/') || QUOTA_RESOURCES[10..].contains(&text);
        if amount.value.is_negative() {
            found.tell(Topic::Resource, amount.span, format!("the amount of `{}` is negative", short(text)));
        } else if is_count && !text.ends_with("storage") && !amount.value.is_whole() {
            found.tell(Topic::Resource, amount.span, format!("the amount of `{}` is not a whole number", short(text)));
        }
    }
    for scope in spec.fields().strings("scopes") {
        found.value_one_of(&scope, "scopes", SCOPES);
    }
    let Some(selector) = spec.part("scopeSelector") else { return };
    for expression in selector.parts("matchExpressions") {
        found.one_of(expression, "scopeName", SCOPES);
        labels::requirement(expression, &["In", "NotIn", "Exists", "DoesNotExist"], found);
    }
}

pub(crate) fn limit_range(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    for limit in spec.parts("limits") {
        found.required(limit, "type");
        let is_pod = limit.is("type", "Pod");
        if is_pod {
            for name in ["default", "defaultRequest"] {
                found.forbidden(limit, name, "when `type` is `Pod`");
            }
        }
        if limit.is("type", "PersistentVolumeClaim") {
            let has = |name| limit.part(name).is_some_and(|amounts| amounts.has("storage"));
            if !has("min") && !has("max") {
                found
                    .tell(
                        Topic::MissingValue,
                        limit.place(),
                        "a limit of claims has neither a least nor a largest `storage`",
                    )
                    .help("add `min` or `max` with `storage`");
            }
        }
        for (lower, upper) in [
            ("min", "max"),
            ("min", "defaultRequest"),
            ("min", "default"),
            ("defaultRequest", "default"),
            ("defaultRequest", "max"),
            ("default", "max"),
        ] {
            ordered(limit, lower, upper, found);
        }
        for (name, ratio) in
            limit.part("maxLimitRequestRatio").into_iter().flat_map(|part| part.fields().quantity_entries())
        {
            if ratio.value < Quantity::whole(1) {
                found.tell(Topic::Number, ratio.span, format!("the ratio of `{}` is below 1", short(&name.value)));
            }
        }
    }
}

/// No amount of `lower` may be above that of `upper`.
fn ordered(limit: Part<'_>, lower: &'static str, upper: &'static str, found: &mut Findings) {
    let (Some(low), Some(high)) = (limit.part(lower), limit.part(upper)) else { return };
    for (name, amount) in low.fields().quantity_entries() {
        if let Some(most) = high.fields().quantity(&name.value).filter(|most| amount.value > most.value) {
            let message = format!("`{lower}` of `{}` is above `{upper}`", short(&name.value));
            found.tell(Topic::RequestAboveLimit, amount.span, message).label(most.span, format!("`{upper}`"));
        }
        resources::amount_of(&name.value, &amount, found);
    }
}

pub(crate) fn priority_class(whole: Part<'_>, found: &mut Findings) {
    let name = whole.part("metadata").and_then(|metadata| metadata.text("name"));
    let is_system = |name: &str| ["system-node-critical", "system-cluster-critical"].contains(&name);
    if let Some(name) = name {
        if is_system(&name.value) {
            return;
        }
        if name.value.starts_with("system-") {
            found.tell(Topic::Name, name.span, "names that begin with `system-` are the system's own");
        }
    }
    if let Some(value) = whole.integer("value").filter(|value| value.value > MOST_PRIORITY) {
        let message = format!("`value` is {}, the most is {MOST_PRIORITY}", value.value);
        found.tell(Topic::Number, value.span, message);
    }
    found.one_of_and_not_empty(whole, "preemptionPolicy", &["PreemptLowerPriority", "Never"]);
}

//! Disruption budgets and horizontal autoscalers.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, quoted};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::workload::at_most_all;

/// Types of metrics and the fields that hold them.
const METRICS: &[(&str, &str)] = &[
    ("ContainerResource", "containerResource"),
    ("External", "external"),
    ("Object", "object"),
    ("Pods", "pods"),
    ("Resource", "resource"),
];

pub(crate) fn disruption_budget(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    found.at_most_one(spec, &["minAvailable", "maxUnavailable"]);
    for name in ["minAvailable", "maxUnavailable"] {
        let amount = found.count_or_percentage(spec, name);
        at_most_all(spec, name, amount, found);
    }
    labels::selector(spec, "selector", found);
    found.one_of_and_not_empty(spec, "unhealthyPodEvictionPolicy", &["AlwaysAllow", "IfHealthyBudget"]);
}

pub(crate) fn autoscaler(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    let most = spec.integer("maxReplicas");
    if let Some(most) = &most
        && most.value < 1
    {
        found.tell(Topic::Number, most.span, format!("`maxReplicas` is {}, the least is 1", most.value));
    } else if let (Some(most), Some(least)) = (&most, spec.integer("minReplicas"))
        && most.value < least.value
    {
        found
            .tell(Topic::Number, most.span, format!("`maxReplicas` is {}, below `minReplicas`", most.value))
            .label(least.span, "`minReplicas`");
    }
    // Zero is for clusters that have the feature gate `HPAScaleToZero`.
    found.range(spec, "minReplicas", 1..=i64::MAX);
    if let Some(target) = spec.part("scaleTargetRef") {
        found.required_name(target, "kind", Grammar::PathSegment);
        found.required_name(target, "name", Grammar::PathSegment);
        // Of the kinds that can be scaled only one is of the core group.
        let is_core = target.fields().string("apiVersion").is_none_or(|version| !version.value.contains('/'));
        if is_core && !target.is("kind", "ReplicationController") {
            let message = "the kind to scale is not of the group that `apiVersion` says";
            let place = target.span(if target.has("apiVersion") { "apiVersion" } else { "kind" });
            found.tell(Topic::UnsupportedValue, place, message).help("write it with the group, like `apps/v1`");
        }
    }
    found.range(spec, "targetCPUUtilizationPercentage", 1..=i64::MAX);
    for metric in spec.parts("metrics") {
        self::metric(metric, found);
    }
    let Some(behavior) = spec.part("behavior") else { return };
    for name in ["scaleUp", "scaleDown"] {
        let Some(rules) = behavior.part(name) else { continue };
        found.range(rules, "stabilizationWindowSeconds", 0..=3600);
        found.one_of_and_not_empty(rules, "selectPolicy", &["Max", "Min", "Disabled"]);
        if rules.has("policies") {
            found.required(rules, "policies");
        }
        for policy in rules.parts("policies") {
            found.one_of(policy, "type", &["Pods", "Percent"]);
            found.range(policy, "value", 1..=i64::MAX);
            found.range(policy, "periodSeconds", 1..=1800);
        }
    }
}

fn metric(metric: Part<'_>, found: &mut Findings) {
    found.required(metric, "type");
    let Some(ty) = metric.text("type") else { return };
    let Some((_, field)) = METRICS.iter().find(|(name, _)| *name == ty.value) else {
        let names: Vec<_> = METRICS.iter().map(|(name, _)| *name).collect();
        found.value_one_of(&ty, "type", &names);
        return;
    };
    let Some(source) = metric.part(field) else {
        let message = format!("the metric is of the type `{}`, but has no `{field}`", ty.value);
        found.tell(Topic::MissingValue, ty.span, message).help(format!("add `{field}`"));
        return;
    };
    if let Some((_, other)) = METRICS.iter().find(|(_, other)| other != field && metric.has(other)) {
        let message = format!("`{other}` may not be set when `type` is `{}`", ty.value);
        found.tell(Topic::ForbiddenField, metric.key(other), message);
    }
    if let Some(name) = source.part("metric") {
        found.required_name(name, "name", Grammar::PathSegment);
    } else if field.to_ascii_lowercase().ends_with("resource") {
        found.required(source, "name");
    }
    let Some(target) = source.part("target") else { return };
    let types = &["Utilization", "Value", "AverageValue"];
    found.required(target, "type");
    found.one_of(target, "type", types);
    found.range(target, "averageUtilization", 1..=i64::MAX);
    for name in ["value", "averageValue"] {
        if let Some(amount) = target.fields().quantity(name)
            && (amount.value.is_negative() || amount.value.is_zero())
        {
            found.tell(Topic::Number, amount.span, format!("`{name}` is not above zero"));
        }
    }
    let wanted: &[&str] = match *field {
        "resource" | "containerResource" => &["averageUtilization", "averageValue"],
        "pods" => &["averageValue"],
        _ => &["value", "averageValue"],
    };
    if !wanted.iter().any(|name| target.has(name)) {
        found
            .tell(Topic::MissingValue, target.place(), format!("the target has none of {}", quoted(wanted)))
            .help(format!("add one of {}", quoted(wanted)));
    }
}

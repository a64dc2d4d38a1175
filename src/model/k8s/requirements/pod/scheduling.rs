//! Tolerations, affinity, and topology spread constraints.

use std::collections::HashSet;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;

pub(crate) fn check(spec: Part<'_>, found: &mut Findings) {
    for toleration in spec.parts("tolerations") {
        self::toleration(toleration, found);
    }
    for constraint in spec.parts("topologySpreadConstraints") {
        spread(constraint, found);
    }
    let Some(affinity) = spec.part("affinity") else { return };
    if let Some(node) = affinity.part("nodeAffinity") {
        if let Some(required) = node.part("requiredDuringSchedulingIgnoredDuringExecution") {
            node_terms(required, found);
        }
        for preferred in node.parts("preferredDuringSchedulingIgnoredDuringExecution") {
            found.range(preferred, "weight", 1..=100);
            if let Some(term) = preferred.part("preference") {
                node_term(term, found);
            }
        }
    }
    for name in ["podAffinity", "podAntiAffinity"] {
        let Some(pods) = affinity.part(name) else { continue };
        for term in pods.parts("requiredDuringSchedulingIgnoredDuringExecution") {
            pod_term(term, found);
        }
        for preferred in pods.parts("preferredDuringSchedulingIgnoredDuringExecution") {
            found.range(preferred, "weight", 1..=100);
            if let Some(term) = preferred.part("podAffinityTerm") {
                pod_term(term, found);
            }
        }
    }
}

fn toleration(toleration: Part<'_>, found: &mut Findings) {
    let operator = toleration.text("operator");
    let exists = operator.as_ref().is_some_and(|operator| operator.value == "Exists");
    match toleration.text("key") {
        Some(key) => labels::label_key(&key.value, key.span, found),
        None if !exists => {
            let place = operator.as_ref().map_or(toleration.place(), |operator| operator.span);
            found
                .tell(Topic::Selector, place, "a toleration without a key wants the operator `Exists`")
                .help("add a `key`, or write `operator: Exists`");
        }
        None => {}
    }
    if let Some(operator) = &operator {
        found.value_one_of(operator, "operator", &["Exists", "Equal"]);
    }
    if let Some(value) = toleration.text("value") {
        if exists {
            found.tell(Topic::Selector, value.span, "the operator `Exists` takes no `value`").help("remove `value`");
        } else {
            found.grammar(Topic::Label, &value, "value", Grammar::LabelValue);
        }
    }
    found.one_of(toleration, "effect", &["NoSchedule", "PreferNoSchedule", "NoExecute"]);
    if toleration.has("tolerationSeconds") && !toleration.is("effect", "NoExecute") {
        found
            .tell(
                Topic::ForbiddenField,
                toleration.key("tolerationSeconds"),
                "`tolerationSeconds` wants the effect `NoExecute`",
            )
            .help("remove `tolerationSeconds`, or write `effect: NoExecute`");
    }
}

/// The terms of a node selector, of which there has to be one.
pub(crate) fn node_terms(selector: Part<'_>, found: &mut Findings) {
    found.required(selector, "nodeSelectorTerms");
    for term in selector.parts("nodeSelectorTerms") {
        node_term(term, found);
    }
}

fn node_term(term: Part<'_>, found: &mut Findings) {
    for expression in term.parts("matchExpressions") {
        match expression.text("key") {
            Some(key) => labels::label_key(&key.value, key.span, found),
            None => found.required(expression, "key"),
        }
        labels::requirement(expression, &["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"], found);
    }
    for expression in term.parts("matchFields") {
        found.one_of(expression, "key", &["metadata.name"]);
        labels::requirement(expression, &["In", "NotIn"], found);
    }
}

fn pod_term(term: Part<'_>, found: &mut Findings) {
    topology_key(term, found);
    labels::selector(term, "labelSelector", found);
    labels::selector(term, "namespaceSelector", found);
    for namespace in term.fields().strings("namespaces") {
        found.grammar(Topic::Name, &namespace, "namespaces", Grammar::Label);
    }
}

fn topology_key(part: Part<'_>, found: &mut Findings) {
    found.required(part, "topologyKey");
    if let Some(key) = part.text("topologyKey") {
        labels::label_key(&key.value, key.span, found);
    }
}

fn spread(constraint: Part<'_>, found: &mut Findings) {
    found.range(constraint, "maxSkew", 1..=i64::MAX);
    found.required(constraint, "topologyKey");
    found.required(constraint, "whenUnsatisfiable");
    found.one_of(constraint, "whenUnsatisfiable", &["DoNotSchedule", "ScheduleAnyway"]);
    found.range(constraint, "minDomains", 1..=i64::MAX);
    if constraint.has("minDomains") && constraint.is("whenUnsatisfiable", "ScheduleAnyway") {
        found.forbidden(constraint, "minDomains", "unless `whenUnsatisfiable` is `DoNotSchedule`");
    }
    for name in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
        found.one_of(constraint, name, &["Ignore", "Honor"]);
    }
    labels::selector(constraint, "labelSelector", found);
    let keys: HashSet<_> = constraint
        .at(&["labelSelector", "matchLabels"])
        .into_iter()
        .flat_map(|labels| labels.fields().string_entries())
        .map(|(key, _)| key.value)
        .collect();
    for key in constraint.fields().strings("matchLabelKeys") {
        labels::label_key(&key.value, key.span, found);
        if keys.contains(&key.value) {
            let message = format!("`{}` is in `matchLabelKeys` and in `labelSelector`", short(&key.value));
            found.tell(Topic::Selector, key.span, message);
        }
    }
}

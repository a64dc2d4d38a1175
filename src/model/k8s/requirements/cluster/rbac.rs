//! Roles and their bindings.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::Findings;
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;

const GROUP: &str = "rbac.authorization.k8s.io";

/// Where roles and bindings count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Namespace,
    Cluster,
}

pub(crate) fn role(whole: Part<'_>, found: &mut Findings) {
    rules(whole, Scope::Namespace, found);
}

pub(crate) fn cluster_role(whole: Part<'_>, found: &mut Findings) {
    rules(whole, Scope::Cluster, found);
    let Some(aggregation) = whole.part("aggregationRule") else { return };
    found.required(aggregation, "clusterRoleSelectors");
    for selector in aggregation.parts("clusterRoleSelectors") {
        labels::labels(selector, "matchLabels", found);
    }
}

fn rules(whole: Part<'_>, scope: Scope, found: &mut Findings) {
    for rule in whole.parts("rules") {
        found.required(rule, "verbs");
        if rule.is_set("nonResourceURLs") {
            if scope == Scope::Namespace {
                found.forbidden(rule, "nonResourceURLs", "in a Role: they are in no namespace");
            }
            for name in ["apiGroups", "resources", "resourceNames"] {
                if let Some(violation) = found.forbidden(rule, name, "together with `nonResourceURLs`") {
                    violation.label(rule.key("nonResourceURLs"), "`nonResourceURLs` set here");
                }
            }
            continue;
        }
        found.required(rule, "apiGroups");
        found.required(rule, "resources");
    }
}

pub(crate) fn binding(whole: Part<'_>, scope: Scope, found: &mut Findings) {
    if let Some(role) = whole.part("roleRef") {
        found.one_of(role, "apiGroup", &[GROUP]);
        let kinds: &[&'static str] = if scope == Scope::Cluster { &["ClusterRole"] } else { &["Role", "ClusterRole"] };
        found.required(role, "kind");
        found.one_of(role, "kind", kinds);
        found.required_name(role, "name", Grammar::PathSegment);
    }
    for subject in whole.parts("subjects") {
        found.required(subject, "name");
        found.required(subject, "kind");
        let Some(kind) = subject.text("kind") else { continue };
        match &*kind.value {
            "ServiceAccount" => {
                found.name(subject, "name", Grammar::Subdomain);
                if let Some(group) = subject.text("apiGroup") {
                    found
                        .tell(
                            Topic::UnsupportedValue,
                            group.span,
                            format!("`apiGroup` of a ServiceAccount cannot be `{}`", group.value),
                        )
                        .help("remove `apiGroup`");
                }
                if scope == Scope::Cluster {
                    found.required(subject, "namespace");
                }
            }
            "User" | "Group" => found.one_of(subject, "apiGroup", &[GROUP]),
            _ => found.value_one_of(&kind, "kind", &["ServiceAccount", "User", "Group"]),
        }
    }
}

//! Environment variables and where their values come from.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::part::Part;

/// Where a single value can come from.
const SOURCES: &[&str] = &["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

/// Fields of the pod that can be told to its containers.
const ENVIRONMENT_FIELDS: &[&str] = &[
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.host",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

pub(crate) fn check(container: Part<'_>, found: &mut Findings) {
    for variable in container.parts("env") {
        found.required_name(variable, "name", Grammar::EnvironmentVariable);
        let Some(source) = variable.part("valueFrom") else { continue };
        if variable.is_set("value") {
            found.at_most_one(variable, &["value", "valueFrom"]);
        }
        found.exactly_one(source, SOURCES);
        for name in ["configMapKeyRef", "secretKeyRef"] {
            let Some(reference) = source.part(name) else { continue };
            found.required(reference, "key");
            found.required_name(reference, "name", Grammar::Subdomain);
            if let Some(key) = reference.text("key") {
                found.grammar(Topic::ConfigKey, &key, "key", Grammar::ConfigKey);
            }
        }
        if let Some(field) = source.part("fieldRef") {
            field_path(field, ENVIRONMENT_FIELDS, found);
        }
        if let Some(resource) = source.part("resourceFieldRef") {
            resource_of_container(resource, found);
        }
    }
    for source in container.parts("envFrom") {
        found.exactly_one(source, &["configMapRef", "secretRef"]);
        found.name(source, "prefix", Grammar::EnvironmentVariable);
        for name in ["configMapRef", "secretRef"] {
            if let Some(reference) = source.part(name) {
                found.required_name(reference, "name", Grammar::Subdomain);
            }
        }
    }
}

/// A `fieldRef` to one of the `fields`, or to a single label or annotation.
pub(crate) fn field_path(reference: Part<'_>, fields: &[&str], found: &mut Findings) {
    found.required(reference, "fieldPath");
    let Some(path) = reference.text("fieldPath") else { return };
    let key = |map: &str| path.value.strip_prefix(map)?.strip_prefix("['")?.strip_suffix("']");
    let is_key = key("metadata.labels")
        .or_else(|| key("metadata.annotations"))
        .is_some_and(|key| Grammar::AnnotationKey.accepts(key));
    if !is_key && !fields.contains(&&*path.value) {
        let message = format!("`{}` is no field of a pod that its containers can be told", short(&path.value));
        found.tell(Topic::UnsupportedValue, path.span, message);
    }
}

/// A `resourceFieldRef`.
pub(crate) fn resource_of_container(reference: Part<'_>, found: &mut Findings) {
    found.required(reference, "resource");
    let Some(resource) = reference.text("resource") else { return };
    let known = ["limits.", "requests."].iter().find_map(|prefix| resource.value.strip_prefix(prefix));
    let fits = known
        .is_some_and(|name| ["cpu", "memory", "ephemeral-storage"].contains(&name) || name.starts_with("hugepages-"));
    if !fits {
        let message = format!("`{}` is no request or limit that containers can be told", short(&resource.value));
        found.tell(Topic::UnsupportedValue, resource.span, message);
    }
}

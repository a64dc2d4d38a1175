//! What the API server wants of every object's metadata.

use crate::model::k8s::Object;
use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::schema::{Kind, Scope};

/// What can be told of metadata.
pub(super) const TOPICS: &[Topic] = &[Topic::MissingName, Topic::Name, Topic::Label, Topic::MissingValue];

/// Kinds that are questions rather than objects, and go without a name.
const NAMELESS: &[&str] = &[
    "TokenReview",
    "TokenRequest",
    "SelfSubjectReview",
    "SubjectAccessReview",
    "LocalSubjectAccessReview",
    "SelfSubjectAccessReview",
    "SelfSubjectRulesReview",
    "Eviction",
    "DeleteOptions",
];

/// Finalizers that go without a domain.
const PLAIN_FINALIZERS: &[&str] = &["kubernetes", "orphan", "foregroundDeletion"];

/// Kinds whose names only have to be a part of a path, at least as far as their grammar goes.
const PATH_NAMED: &[&str] = &[
    "APIService",
    "CertificateSigningRequest",
    "ClusterTrustBundle",
    "IPAddress",
    "PodDisruptionBudget",
    "StorageVersion",
];

/// Groups whose objects may have finalizers without a domain.
const FREE_FINALIZERS: &[&str] =
    &["admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "policy"];

/// The grammar of an object's name.
fn grammar(api_version: &str, kind: &str) -> Grammar {
    match (api_version, kind) {
        ("v1", "Namespace") | ("apps/v1", "StatefulSet") => Grammar::Label,
        ("v1", "Service") => Grammar::Label1035,
        (_, kind) if kind == "Event" || PATH_NAMED.contains(&kind) => Grammar::PathSegment,
        ("rbac.authorization.k8s.io/v1", _) => Grammar::PathSegment,
        _ => Grammar::Subdomain,
    }
}

pub(super) fn check(whole: Part<'_>, object: Object<'_>, found: &mut Findings) {
    let kind = object.kind();
    if NAMELESS.contains(&&*kind.value) {
        return;
    }
    let metadata = whole.part("metadata");
    let text = |name| metadata.and_then(|metadata| metadata.text(name));
    let (name, generated) = (text("name"), text("generateName"));
    // A name of another type is told by the schema.
    let has = |name| metadata.is_some_and(|metadata| metadata.is_set(name));
    if !has("name") && !has("generateName") {
        let place = match metadata {
            Some(metadata) if metadata.has("name") => metadata.key("name"),
            Some(metadata) => metadata.place(),
            None => kind.span,
        };
        let message = format!("`{}` has neither `metadata.name` nor `metadata.generateName`", kind.value);
        found.tell(Topic::MissingName, place, message).help("give it a `metadata.name`");
    }
    let grammar = grammar(&object.api_version().value, &kind.value);
    if let Some(name) = name {
        found.grammar(Topic::Name, &name, "name", grammar);
    }
    if let Some(prefix) = generated.filter(|prefix| !grammar.accepts_prefix(&prefix.value)) {
        let message = format!("`generateName` is `{}`, which cannot begin {}", short(&prefix.value), grammar.title());
        found.tell(Topic::Name, prefix.span, message).help(grammar.advice());
    }
    let Some(metadata) = metadata else { return };
    if object.schema().and_then(Kind::scope) == Some(Scope::Namespaced) {
        found.name(metadata, "namespace", Grammar::Label);
    }
    labels::labels(metadata, "labels", found);
    labels::annotations(metadata, found);
    for finalizer in metadata.fields().strings("finalizers") {
        let is_plain = !finalizer.value.contains('/') && !FREE_FINALIZERS.contains(&&*object.group());
        let fits = if is_plain {
            PLAIN_FINALIZERS.contains(&&*finalizer.value)
        } else {
            Grammar::Qualified.accepts(&finalizer.value)
        };
        if !fits {
            let message = format!("the finalizer `{}` has no domain before its name", short(&finalizer.value));
            found.tell(Topic::Name, finalizer.span, message).help("write it like `example.com/cleanup`");
        }
    }
    for owner in metadata.parts("ownerReferences") {
        for name in ["apiVersion", "kind", "name", "uid"] {
            found.required(owner, name);
        }
    }
}

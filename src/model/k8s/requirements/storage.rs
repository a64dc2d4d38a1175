//! Persistent volumes, claims of them, and their classes.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::scheduling;

const ACCESS_MODES: &[&str] = &["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/// Keys of a persistent volume that say where it is.
const SOURCES: &[&str] = &[
    "awsElasticBlockStore",
    "azureDisk",
    "azureFile",
    "cephfs",
    "cinder",
    "csi",
    "fc",
    "flexVolume",
    "flocker",
    "gcePersistentDisk",
    "glusterfs",
    "hostPath",
    "iscsi",
    "local",
    "nfs",
    "photonPersistentDisk",
    "portworxVolume",
    "quobyte",
    "rbd",
    "scaleIO",
    "storageos",
    "vsphereVolume",
];

pub(super) fn claim(whole: Part<'_>, found: &mut Findings) {
    match whole.part("spec") {
        Some(spec) => claim_spec(spec, found),
        None => found.required(whole, "spec"),
    }
}

/// What a claim asks for; templates of claims have the same.
pub(super) fn claim_spec(spec: Part<'_>, found: &mut Findings) {
    access_modes(spec, found);
    labels::selector(spec, "selector", found);
    found.name(spec, "storageClassName", Grammar::Subdomain);
    found.one_of_and_not_empty(spec, "volumeMode", &["Block", "Filesystem"]);
    match spec.at(&["resources", "requests"]).and_then(|requests| requests.fields().quantity("storage")) {
        None => {
            let has_text = spec.at(&["resources", "requests"]).is_some_and(|requests| requests.has("storage"));
            if !has_text {
                let place =
                    spec.at(&["resources", "requests"]).or_else(|| spec.part("resources")).unwrap_or(spec).place();
                found
                    .tell(Topic::MissingValue, place, "the claim does not say how much it wants")
                    .help("add `resources.requests.storage`");
            }
        }
        Some(amount) if amount.value.is_negative() || amount.value.is_zero() => {
            found.tell(Topic::Resource, amount.span, "the claim asks for nothing");
        }
        Some(_) => {}
    }
    for name in ["dataSource", "dataSourceRef"] {
        if let Some(source) = spec.part(name) {
            found.required(source, "name");
            found.required(source, "kind");
        }
    }
}

pub(super) fn persistent_volume(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    access_modes(spec, found);
    match spec.part("capacity") {
        None => found.required(spec, "capacity"),
        Some(capacity) => {
            let only_storage = capacity.fields().mapping().entries().count() == 1 && capacity.has("storage");
            if !only_storage {
                found.tell(Topic::Resource, capacity.place(), "`capacity` has to have `storage` and nothing else");
            }
            if let Some(amount) = capacity.fields().quantity("storage")
                && (amount.value.is_negative() || amount.value.is_zero())
            {
                found.tell(Topic::Resource, amount.span, "the volume holds nothing");
            }
        }
    }
    found.exactly_one(spec, SOURCES);
    for source in SOURCES.iter().filter_map(|name| spec.part(name)) {
        for name in source.required() {
            if source.has(name) {
                found.required(source, name);
            }
        }
    }
    found.name(spec, "storageClassName", Grammar::Subdomain);
    found.one_of_and_not_empty(spec, "volumeMode", &["Block", "Filesystem"]);
    found.one_of(spec, "persistentVolumeReclaimPolicy", &["Delete", "Recycle", "Retain"]);
    let affinity = spec.part("nodeAffinity");
    if spec.has("local") && !affinity.is_some_and(|affinity| affinity.has("required")) {
        found
            .tell(Topic::MissingValue, spec.key("local"), "a local volume has no `nodeAffinity`")
            .help("say which node it is on, in `nodeAffinity.required`");
    }
    if let Some(required) = affinity.and_then(|affinity| affinity.part("required")) {
        scheduling::node_terms(required, found);
    }
}

fn access_modes(spec: Part<'_>, found: &mut Findings) {
    found.required(spec, "accessModes");
    let modes: Vec<_> = spec.fields().strings("accessModes").collect();
    for mode in &modes {
        found.value_one_of(mode, "accessModes", ACCESS_MODES);
    }
    if let Some(single) = modes.iter().find(|mode| mode.value == "ReadWriteOncePod").filter(|_| modes.len() > 1) {
        found.tell(Topic::ForbiddenField, single.span, "`ReadWriteOncePod` may not be together with other modes");
    }
}

pub(super) fn storage_class(whole: Part<'_>, found: &mut Findings) {
    found.required(whole, "provisioner");
    if let Some(provisioner) = whole.text("provisioner")
        && !Grammar::AnnotationKey.accepts(&provisioner.value)
    {
        let message = format!("`provisioner` is `{}`, which is no qualified name", short(&provisioner.value));
        found.tell(Topic::Name, provisioner.span, message).help(Grammar::Qualified.advice());
    }
    found.one_of(whole, "reclaimPolicy", &["Delete", "Retain"]);
    found.one_of_and_not_empty(whole, "volumeBindingMode", &["Immediate", "WaitForFirstConsumer"]);
    if let Some(parameters) = whole.part("parameters") {
        for (key, _) in parameters.fields().string_entries() {
            if key.value.is_empty() {
                found.tell(Topic::MissingValue, key.span, "a parameter has no name");
            }
        }
    }
    for topology in whole.parts("allowedTopologies") {
        for expression in topology.parts("matchLabelExpressions") {
            if let Some(key) = expression.text("key") {
                labels::label_key(&key.value, key.span, found);
            }
            found.required(expression, "values");
        }
    }
}

pub(super) fn volume_attachment(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    found.required_name(spec, "attacher", Grammar::Subdomain);
    found.name(spec, "nodeName", Grammar::Subdomain);
    if let Some(source) = spec.part("source") {
        found.exactly_one(source, &["inlineVolumeSpec", "persistentVolumeName"]);
    }
}

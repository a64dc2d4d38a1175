//! Volumes of pods and what each kind of them wants.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::environment;
use crate::model::k8s::requirements::storage;

/// Keys of a volume that say where it comes from.
const SOURCES: &[&str] = &[
    "awsElasticBlockStore",
    "azureDisk",
    "azureFile",
    "cephfs",
    "cinder",
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "fc",
    "flexVolume",
    "flocker",
    "gcePersistentDisk",
    "gitRepo",
    "glusterfs",
    "hostPath",
    "image",
    "iscsi",
    "nfs",
    "persistentVolumeClaim",
    "photonPersistentDisk",
    "portworxVolume",
    "projected",
    "quobyte",
    "rbd",
    "scaleIO",
    "secret",
    "storageos",
    "vsphereVolume",
];

/// Fields of the pod that files can tell.
const FILE_FIELDS: &[&str] =
    &["metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations"];

/// The largest mode of a file: all permissions for all.
const MOST_MODE: i64 = 0o777;

/// The names of volumes that a pod has.
pub(crate) struct Volumes<'t> {
    names: HashSet<Cow<'t, str>>,
}

impl<'t> Volumes<'t> {
    /// Those of `pod`, and those that a StatefulSet adds to it.
    pub(crate) fn of(pod: Part<'t>, claims: impl Iterator<Item = Cow<'t, str>>) -> Self {
        let own = pod.parts("volumes").filter_map(|volume| volume.text("name")).map(|name| name.value);
        Self { names: own.chain(claims).collect() }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }
}

pub(crate) fn check(pod: Part<'_>, found: &mut Findings) {
    for volume in pod.parts("volumes") {
        found.required_name(volume, "name", Grammar::Label);
        // The server makes an empty directory of a volume without a source.
        found.at_most_one(volume, SOURCES);
        for source in SOURCES.iter().filter_map(|name| volume.part(name)) {
            required_texts(source, found);
        }
        sources(volume, found);
    }
}

/// What a schema requires may not be empty either.
fn required_texts(source: Part<'_>, found: &mut Findings) {
    for name in source.required() {
        if source.has(name) {
            found.required(source, name);
        }
    }
}

fn sources(volume: Part<'_>, found: &mut Findings) {
    if let Some(path) = volume.part("hostPath") {
        found.one_of(
            path,
            "type",
            &["DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"],
        );
        no_way_back(path, "path", found);
    }
    if let Some(directory) = volume.part("emptyDir")
        && let Some(limit) = directory.fields().quantity("sizeLimit").filter(|limit| limit.value.is_negative())
    {
        found.tell(Topic::Resource, limit.span, "`sizeLimit` is negative");
    }
    if let Some(secret) = volume.part("secret") {
        found.required(secret, "secretName");
        files(secret, found);
    }
    if let Some(map) = volume.part("configMap") {
        found.required(map, "name");
        files(map, found);
    }
    if let Some(share) = volume.part("nfs")
        && let Some(path) = share.text("path").filter(|path| !path.value.starts_with('/'))
    {
        found.tell(Topic::Path, path.span, format!("`path` is `{}`, which is not absolute", short(&path.value)));
    }
    if let Some(pod) = volume.part("downwardAPI") {
        told_by_pod(pod, found);
    }
    if let Some(driver) = volume.part("csi") {
        found.name(driver, "driver", Grammar::Subdomain);
    }
    if let Some(image) = volume.part("image") {
        found.required(image, "reference");
        found.one_of(image, "pullPolicy", &["Always", "IfNotPresent", "Never"]);
    }
    if let Some(ephemeral) = volume.part("ephemeral") {
        found.required(ephemeral, "volumeClaimTemplate");
        if let Some(spec) = ephemeral.at(&["volumeClaimTemplate", "spec"]) {
            storage::claim_spec(spec, found);
        }
    }
    if let Some(projected) = volume.part("projected") {
        mode(projected, "defaultMode", found);
        for source in projected.parts("sources") {
            projection(source, found);
        }
    }
}

fn projection(source: Part<'_>, found: &mut Findings) {
    found.exactly_one(
        source,
        &["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle", "podCertificate"],
    );
    for name in ["secret", "configMap"] {
        if let Some(part) = source.part(name) {
            found.required(part, "name");
            files(part, found);
        }
    }
    if let Some(pod) = source.part("downwardAPI") {
        told_by_pod(pod, found);
    }
    if let Some(token) = source.part("serviceAccountToken") {
        found.required(token, "path");
        found.range(token, "expirationSeconds", 600..=1 << 32);
    }
}

/// The items of a Secret or ConfigMap and their modes.
fn files(source: Part<'_>, found: &mut Findings) {
    mode(source, "defaultMode", found);
    for item in source.parts("items") {
        found.required(item, "key");
        found.required(item, "path");
        stays_inside(item, "path", found);
        mode(item, "mode", found);
    }
}

fn told_by_pod(source: Part<'_>, found: &mut Findings) {
    mode(source, "defaultMode", found);
    for item in source.parts("items") {
        found.required(item, "path");
        stays_inside(item, "path", found);
        mode(item, "mode", found);
        found.exactly_one(item, &["fieldRef", "resourceFieldRef"]);
        if let Some(field) = item.part("fieldRef") {
            environment::field_path(field, FILE_FIELDS, found);
        }
        if let Some(resource) = item.part("resourceFieldRef") {
            found.required(resource, "containerName");
            environment::resource_of_container(resource, found);
        }
    }
}

fn mode(part: Part<'_>, name: &'static str, found: &mut Findings) {
    let Some(mode) = part.integer(name).filter(|mode| !(0..=MOST_MODE).contains(&mode.value)) else { return };
    let help = "write it in octal, such as `0644`; JSON takes the decimal number, here at most 511";
    let message = format!("`{name}` is {} in decimal, which is not in 0 to {MOST_MODE}", mode.value);
    found.tell(Topic::Number, mode.span, message).help(help);
}

/// The path, if it is there, has to be relative and may not lead up.
pub(crate) fn stays_inside(part: Part<'_>, name: &'static str, found: &mut Findings) {
    if let Some(path) = part.text(name).filter(|path| path.value.starts_with('/')) {
        found.tell(Topic::Path, path.span, format!("`{name}` is `{}`, which is absolute", short(&path.value)));
    }
    no_way_back(part, name, found);
}

/// The path, if it is there, may not have `..` in it.
fn no_way_back(part: Part<'_>, name: &'static str, found: &mut Findings) {
    if let Some(path) = part.text(name).filter(|path| path.value.split('/').any(|step| step == "..")) {
        found.tell(Topic::Path, path.span, format!("`{name}` is `{}`, which has `..` in it", short(&path.value)));
    }
}

//! Our views of objects against the official types: whatever an object says, both have to read the same in it. Over a set of
//! objects of our own, and over the manifests of the reference corpus that the official types can read.
#![allow(clippy::print_stdout, reason = "the figures are what one runs this for")]

mod oracle_openapi {
    pub(crate) mod differences;
    pub(crate) mod json;
    pub(crate) mod pod;
    pub(crate) mod related;
    pub(crate) mod security;
    pub(crate) mod workload;
}

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use k8s_openapi::api::{apps, autoscaling, batch, core, networking, policy, rbac};
use oracle_openapi::differences::Differences;
use oracle_openapi::json::{decode, json};
use oracle_openapi::workload::Pods;
use oracle_openapi::{related, workload};
use shipworthy::diagnostic::ObjectId;
use shipworthy::model::k8s::facts::ObjectFacts;
use shipworthy::model::k8s::{Manifest, Object};
use shipworthy::syntax::yaml::Tree;

/// Objects that say a lot; one file of them, as people write them.
const OWN: &str = include_str!("oracle_openapi/objects.yaml");

/// What came of comparing an object.
enum Outcome {
    Compared,
    /// The official type cannot read it: it is of the wrong shape.
    Unreadable,
    /// It is of a kind that no view is about.
    OtherKind,
}

/// Compares all that our views say of `object` with what the official type says.
fn compare(object: Object<'_>, found: &mut Differences) -> Outcome {
    let value = json(object.fields().mapping().node());
    let facts = ObjectFacts::of(object);
    let (api_version, kind) = (object.api_version().value, object.kind().value);
    macro_rules! with {
        ($type:ty, $look:expr) => {
            match decode::<$type>(&value) {
                Some(official) => {
                    related::metadata(object, &official.metadata, found);
                    ($look)(official);
                    Outcome::Compared
                }
                None => Outcome::Unreadable,
            }
        };
    }
    macro_rules! pods {
        ($type:ty, $pods:expr) => {
            with!($type, |official: $type| workload::compare(object, &facts, &$pods(official), found))
        };
    }
    match (&*api_version, &*kind) {
        ("v1", "Pod") => pods!(core::v1::Pod, Pods::of_pod),
        ("v1", "PodTemplate") => pods!(core::v1::PodTemplate, Pods::of_template),
        ("v1", "ReplicationController") => pods!(core::v1::ReplicationController, Pods::of_controller),
        ("apps/v1", "Deployment") => pods!(apps::v1::Deployment, Pods::of_deployment),
        ("apps/v1", "ReplicaSet") => pods!(apps::v1::ReplicaSet, Pods::of_replica_set),
        ("apps/v1", "StatefulSet") => pods!(apps::v1::StatefulSet, Pods::of_stateful_set),
        ("apps/v1", "DaemonSet") => pods!(apps::v1::DaemonSet, Pods::of_daemon_set),
        ("batch/v1", "Job") => pods!(batch::v1::Job, Pods::of_job),
        ("batch/v1", "CronJob") => pods!(batch::v1::CronJob, Pods::of_cron_job),
        ("v1", "Service") => with!(core::v1::Service, |official| related::service(&facts, &official, found)),
        ("networking.k8s.io/v1", "Ingress") => {
            with!(networking::v1::Ingress, |official| related::ingress(&facts, &official, found))
        }
        ("networking.k8s.io/v1", "NetworkPolicy") => {
            with!(networking::v1::NetworkPolicy, |official| related::network_policy(&facts, &official, found))
        }
        ("policy/v1", "PodDisruptionBudget") => {
            with!(policy::v1::PodDisruptionBudget, |official| related::disruption_budget(&facts, &official, found))
        }
        ("autoscaling/v2", "HorizontalPodAutoscaler") => {
            with!(autoscaling::v2::HorizontalPodAutoscaler, |official| related::autoscaler(&facts, &official, found))
        }
        ("rbac.authorization.k8s.io/v1", "Role") => {
            with!(rbac::v1::Role, |official: rbac::v1::Role| related::role(object, &facts, official.rules, found))
        }
        ("rbac.authorization.k8s.io/v1", "ClusterRole") => {
            with!(rbac::v1::ClusterRole, |official: rbac::v1::ClusterRole| {
                related::role(object, &facts, official.rules, found);
            })
        }
        ("rbac.authorization.k8s.io/v1", "RoleBinding") => {
            with!(rbac::v1::RoleBinding, |official: rbac::v1::RoleBinding| {
                related::binding(object, &facts, &official.role_ref, official.subjects, found);
            })
        }
        ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding") => {
            with!(rbac::v1::ClusterRoleBinding, |official: rbac::v1::ClusterRoleBinding| {
                related::binding(object, &facts, &official.role_ref, official.subjects, found);
            })
        }
        ("v1", "PersistentVolumeClaim") => {
            with!(core::v1::PersistentVolumeClaim, |official| related::claim(&facts, &official, found))
        }
        ("v1", "ConfigMap") => with!(core::v1::ConfigMap, |official: core::v1::ConfigMap| {
            related::configuration(&facts, [keys(official.data), keys(official.binary_data)].concat(), found);
        }),
        ("v1", "Secret") => with!(core::v1::Secret, |official: core::v1::Secret| {
            related::configuration(&facts, [keys(official.data), keys(official.string_data)].concat(), found);
        }),
        _ => Outcome::OtherKind,
    }
}

fn keys<T>(map: Option<BTreeMap<String, T>>) -> Vec<String> {
    map.into_iter().flatten().map(|(key, _)| key).collect()
}

/// How many objects were compared, by outcome.
#[derive(Debug, Default)]
struct Count {
    compared: usize,
    unreadable: usize,
    other_kinds: usize,
}

/// Compares those objects of a file that are `valid`.
fn compare_file(name: &str, text: &str, valid: impl Fn(&ObjectId) -> bool, found: &mut Differences, count: &mut Count) {
    let tree = Tree::parse(text);
    for object in Manifest::new(&tree).objects() {
        let id = object.id();
        if !valid(&id) {
            continue;
        }
        found.enter(format!("{name}: {} {}", id.kind, id.name.as_deref().unwrap_or_default()));
        match compare(*object, found) {
            Outcome::Compared => count.compared += 1,
            Outcome::Unreadable => count.unreadable += 1,
            Outcome::OtherKind => count.other_kinds += 1,
        }
    }
}

#[test]
fn the_views_read_our_objects_as_the_official_types_do() {
    let (mut found, mut count) = (Differences::default(), Count::default());
    compare_file("objects.yaml", OWN, |_| true, &mut found, &mut count);
    assert_eq!(
        (count.unreadable, count.other_kinds),
        (0, 0),
        "all of them are objects that the official types can read"
    );
    assert!(count.compared > 15, "{count:?}");
    assert!(found.looked_at > 400, "{} values were compared", found.looked_at);
    found.assert_none();
}

#[test]
fn the_views_read_real_manifests_as_the_official_types_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(verdicts) = fs::read_to_string(folder.join("verdicts/kubeconform.tsv")) else {
        println!("{} is not there: nothing is compared", folder.display());
        return;
    };
    let (mut found, mut count) = (Differences::default(), Count::default());
    for (file, valid) in valid_objects(&verdicts) {
        let Ok(text) = fs::read_to_string(folder.join(file)) else { continue };
        let is_valid =
            |id: &ObjectId| valid.contains(&(&*id.api_version, &*id.kind, id.name.as_deref().unwrap_or_default()));
        compare_file(file, &text, is_valid, &mut found, &mut count);
    }
    println!("{count:?}, {} values", found.looked_at);
    assert!(count.compared > 3_000, "{count:?}");
    found.assert_none();
}

/// apiVersion, kind and name.
type Name<'v> = (&'v str, &'v str, &'v str);

/// The objects of each file that kubeconform finds valid. Of the others the official types read defaults where something is
/// missing, and our views nothing.
fn valid_objects(verdicts: &str) -> BTreeMap<&str, HashSet<Name<'_>>> {
    let mut valid: BTreeMap<_, HashSet<_>> = BTreeMap::new();
    for line in verdicts.lines() {
        let [file, api_version, kind, name, "valid", ..] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        valid.entry(file).or_default().insert((api_version, kind, name));
    }
    valid
}

//! The table of Kubernetes schemas: laws that it keeps whatever it holds, facts that it must hold, and its agreement with
//! what `lifecycle` says by hand.

use std::collections::{BTreeSet, HashSet};

use shipworthy::schema::lifecycle::{self, Lifecycle, Migration, Stage};
use shipworthy::schema::{
    Declaration, Field, IntegerFormat, Kind, ListKind, ObjectType, Scope, Shape, StringFormat, Type, Version,
    VersionSet,
};

fn versions(text: &str) -> VersionSet {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn kind(api_version: &str, name: &str) -> Kind {
    Kind::find(api_version, name).unwrap_or_else(|| panic!("no {api_version} {name}"))
}

fn object(name: &str) -> ObjectType {
    ObjectType::find(name).unwrap_or_else(|| panic!("no {name}"))
}

fn field(object_name: &str, name: &str) -> Field {
    object(object_name).field(name).unwrap_or_else(|| panic!("no {name} in {object_name}"))
}

/// How the newest release declares a field.
fn newest(object_name: &str, name: &str) -> Type {
    let declaration = field(object_name, name).in_version(Version::NEWEST);
    declaration.unwrap_or_else(|| panic!("{object_name}.{name} is gone")).ty()
}

fn values(ty: Type) -> Vec<&'static str> {
    match innermost(ty).shape {
        Shape::String(string) => string.values().collect(),
        _ => Vec::new(),
    }
}

/// The type inside all lists and maps.
fn innermost(mut ty: Type) -> Type {
    loop {
        ty = match ty.shape {
            Shape::Array(array) => array.items(),
            Shape::Map(map) => map.values(),
            _ => return ty,
        };
    }
}

fn is_strictly_ascending<T: Ord>(items: impl Iterator<Item = T>) -> bool {
    items.collect::<Vec<_>>().is_sorted_by(|a, b| a < b)
}

#[test]
fn everything_is_sorted_and_found_by_its_name() {
    assert!(is_strictly_ascending(Kind::all().map(|kind| (kind.api_version(), kind.name()))));
    assert!(is_strictly_ascending(ObjectType::all().map(ObjectType::name)));
    for kind in Kind::all() {
        assert_eq!(Kind::find(kind.api_version(), kind.name()), Some(kind));
        assert!(Kind::in_api_version(kind.api_version()).any(|found| found == kind));
    }
    for object in ObjectType::all() {
        assert_eq!(ObjectType::find(object.name()), Some(object));
        assert!(is_strictly_ascending(object.fields().map(Field::name)), "{}", object.name());
        for field in object.fields() {
            assert_eq!(object.field(field.name()), Some(field), "{}.{}", object.name(), field.name());
        }
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for (api_version, name) in [("", ""), ("apps/v1", ""), ("apps/v1", "deployment"), ("v1", "Zzz"), ("zzz", "Pod")] {
        assert_eq!(Kind::find(api_version, name), None, "{api_version} {name}");
    }
    assert_eq!(Kind::in_api_version("apps/v2").count(), 0);
    assert_eq!(ObjectType::find("core.v1.Podspec"), None);
    for name in ["", "a", "Containers", "containers ", "zzz"] {
        assert_eq!(object("core.v1.PodSpec").field(name), None, "{name}");
    }
}

#[test]
fn declarations_of_a_field_never_overlap_nor_outlive_its_object() {
    for object in ObjectType::all() {
        for field in object.fields() {
            let mut seen = VersionSet::EMPTY;
            for declaration in field.declarations(VersionSet::ALL) {
                let place = format!("{}.{}", object.name(), field.name());
                assert!((seen & declaration.versions()).is_empty(), "{place} is declared twice in one release");
                seen = seen | declaration.versions();
            }
            assert!(object.versions().contains_all(seen));
            assert!(!seen.is_empty() && seen == field.versions());
        }
    }
}

#[test]
fn a_declaration_is_narrowed_to_the_releases_asked_for() {
    for object in ObjectType::all() {
        for field in object.fields() {
            for version in Version::all() {
                let declared: Vec<_> = field.declarations(version.into()).collect();
                assert!(declared.len() <= 1);
                assert!(declared.iter().all(|declaration| declaration.versions() == version.into()));
                assert_eq!(declared.is_empty(), !field.versions().contains(version));
                assert_eq!(declared.first().copied(), field.in_version(version));
            }
        }
    }
}

#[test]
fn required_names_what_is_declared_so() {
    for object in ObjectType::all() {
        for version in Version::all() {
            let listed: Vec<_> = object.required(version.into()).map(|(field, _)| field.name()).collect();
            let declared = object.fields().filter_map(|field| field.in_version(version));
            let declared: Vec<_> = declared.filter(|field| field.is_required()).map(Declaration::name).collect();
            assert_eq!(listed, declared, "{} in {version}", object.name());
        }
        let names = object.required(VersionSet::ALL).map(|(field, _)| field.name());
        assert!(is_strictly_ascending(names), "{}: a field comes once however often it changed", object.name());
    }
}

/// Every link is followed, every word read: a broken one would panic.
#[test]
fn every_kind_of_every_release_can_be_walked_to_its_end() {
    for version in Version::all() {
        let mut kinds = 0;
        for kind in Kind::all() {
            let Some(root) = kind.in_version(version) else { continue };
            kinds += 1;
            let mut seen = HashSet::from([root]);
            let mut open = vec![root];
            while let Some(object) = open.pop() {
                assert!(object.versions().contains(version), "{} is used in {version}", object.name());
                for field in object.fields().filter_map(|field| field.in_version(version)) {
                    let mut ty = field.ty();
                    loop {
                        ty = match ty.shape {
                            Shape::Object(next) => {
                                if seen.insert(next) {
                                    open.push(next);
                                }
                                break;
                            }
                            Shape::Array(array) => array.items(),
                            Shape::Map(map) => map.values(),
                            _ => break,
                        };
                    }
                }
            }
            assert!(seen.len() > 1 || kind.scope().is_none(), "{} {}", kind.api_version(), kind.name());
        }
        assert!(kinds > 100, "{kinds} kinds in {version}");
    }
}

#[test]
fn lists_are_keyed_by_fields_of_their_items() {
    let mut keyed = 0;
    for object in ObjectType::all() {
        for declaration in object.fields().flat_map(|field| field.declarations(VersionSet::ALL)) {
            let Shape::Array(array) = declaration.ty().shape else { continue };
            assert_eq!(array.keys().len() > 0, array.list_kind() == ListKind::ByKeys);
            if array.list_kind() != ListKind::ByKeys {
                continue;
            }
            keyed += 1;
            let Shape::Object(item) = array.items().shape else {
                panic!("{}.{}: items without fields", object.name(), declaration.name());
            };
            for key in array.keys() {
                let versions = item.field(key).map_or(VersionSet::EMPTY, Field::versions);
                assert!(versions.contains_all(declaration.versions()), "{}: no {key}", item.name());
            }
        }
    }
    assert!(keyed > 50, "{keyed}");
}

#[test]
fn texts_are_whole_and_short() {
    for object in ObjectType::all() {
        assert!(!object.name().is_empty());
        for field in object.fields() {
            assert!(!field.name().is_empty());
            for text in [object.description(), field.description()] {
                assert!(text.len() <= 255 && !text.contains('\n'), "{text}");
            }
            for declaration in field.declarations(VersionSet::ALL) {
                assert!(is_strictly_ascending(values(declaration.ty()).into_iter()));
            }
        }
    }
    assert!(object("core.v1.PodSpec").field("containers").is_some_and(|f| f.description().contains("containers")));
}

#[test]
fn the_kinds_everyone_writes_exist_in_every_release() {
    for (api_version, name) in [
        ("v1", "Pod"),
        ("v1", "Service"),
        ("v1", "ConfigMap"),
        ("v1", "Secret"),
        ("v1", "Namespace"),
        ("v1", "ServiceAccount"),
        ("v1", "PersistentVolumeClaim"),
        ("v1", "ReplicationController"),
        ("v1", "PodList"),
        ("apps/v1", "Deployment"),
        ("apps/v1", "DaemonSet"),
        ("apps/v1", "StatefulSet"),
        ("apps/v1", "ReplicaSet"),
        ("batch/v1", "Job"),
        ("batch/v1", "CronJob"),
        ("autoscaling/v1", "HorizontalPodAutoscaler"),
        ("autoscaling/v2", "HorizontalPodAutoscaler"),
        ("networking.k8s.io/v1", "Ingress"),
        ("networking.k8s.io/v1", "NetworkPolicy"),
        ("policy/v1", "PodDisruptionBudget"),
        ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
        ("storage.k8s.io/v1", "StorageClass"),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
        ("apiregistration.k8s.io/v1", "APIService"),
    ] {
        assert_eq!(kind(api_version, name).versions(), VersionSet::ALL, "{api_version} {name}");
    }
}

#[test]
fn kinds_come_and_go() {
    let since = |api_version, name| kind(api_version, name).versions().since().map(Version::minor);
    let until = |api_version, name| kind(api_version, name).versions().until().map(Version::minor);
    assert_eq!(until("autoscaling/v2beta2", "HorizontalPodAutoscaler"), Some(25));
    assert_eq!(until("storage.k8s.io/v1beta1", "CSIStorageCapacity"), Some(26));
    assert_eq!(until("flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema"), Some(28));
    assert_eq!(until("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema"), Some(31));
    assert_eq!(since("flowcontrol.apiserver.k8s.io/v1", "FlowSchema"), Some(29));
    assert_eq!(since("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"), Some(30));
    assert_eq!(since("networking.k8s.io/v1", "IPAddress"), Some(33));
    assert_eq!(since("resource.k8s.io/v1", "ResourceClaim"), Some(34));
    assert_eq!((since("v1", "Pod"), until("v1", "Pod")), (None, None));
    assert_eq!(kind("autoscaling/v2beta2", "HorizontalPodAutoscaler").in_version(Version::new(26)), None);
}

#[test]
fn fields_come_and_change() {
    let since = |object, name| field(object, name).versions().since().map(Version::minor);
    assert_eq!(since("core.v1.PodSpec", "hostUsers"), None, "1.25 had it");
    assert_eq!(since("core.v1.Container", "restartPolicy"), Some(28));
    assert_eq!(since("core.v1.SecurityContext", "appArmorProfile"), Some(30));
    assert_eq!(since("core.v1.ServiceSpec", "trafficDistribution"), Some(30));
    assert_eq!(since("core.v1.Volume", "image"), Some(31));
    assert_eq!(since("core.v1.PodSpec", "resources"), Some(32));
    assert_eq!(since("batch.v1.JobSpec", "podReplacementPolicy"), Some(28));

    let required = object("apps.v1.StatefulSetSpec").required(VersionSet::ALL);
    let required: Vec<_> = required.map(|(field, versions)| (field.name(), versions)).collect();
    assert_eq!(
        required,
        [("selector", VersionSet::ALL), ("serviceName", versions("..1.32")), ("template", VersionSet::ALL)]
    );

    let resources = field("core.v1.PersistentVolumeClaimSpec", "resources");
    let types: Vec<_> = resources
        .declarations(versions("1.27..1.30"))
        .map(|declaration| {
            let Shape::Object(object) = declaration.ty().shape else { panic!("resources is an object") };
            (declaration.versions().to_string(), object.name())
        })
        .collect();
    assert_eq!(
        types,
        [
            ("1.27..1.28".to_owned(), "core.v1.ResourceRequirements"),
            ("1.29..1.30".to_owned(), "core.v1.VolumeResourceRequirements"),
        ]
    );
}

#[test]
fn types_say_what_a_value_may_be() {
    let replicas = newest("apps.v1.DeploymentSpec", "replicas");
    assert_eq!((replicas.shape, replicas.nullable), (Shape::Integer(IntegerFormat::Int32), true));
    let grace = newest("core.v1.PodSpec", "terminationGracePeriodSeconds");
    assert_eq!(grace.shape, Shape::Integer(IntegerFormat::Int64));
    assert_eq!(newest("core.v1.PodSpec", "hostNetwork").shape, Shape::Boolean);
    assert_eq!(newest("core.v1.ServicePort", "targetPort").shape, Shape::IntOrString);
    assert_eq!(newest("apps.v1.RollingUpdateDeployment", "maxSurge").shape, Shape::IntOrString);
    assert_eq!(innermost(newest("core.v1.ResourceRequirements", "limits")).shape, Shape::Quantity);
    assert_eq!(newest("core.v1.EmptyDirVolumeSource", "sizeLimit").shape, Shape::Quantity);
    assert_eq!(newest("apiextensions.v1.JSONSchemaProps", "default").shape, Shape::Any);
    assert_eq!(newest("apiextensions.v1.JSONSchemaProps", "maximum").shape, Shape::Number);

    let format = |ty: Type| match innermost(ty).shape {
        Shape::String(string) => string.format(),
        other => panic!("{other:?}"),
    };
    assert_eq!(format(newest("core.v1.Secret", "data")), StringFormat::Base64);
    assert_eq!(format(newest("core.v1.Secret", "stringData")), StringFormat::Plain);
    assert_eq!(format(newest("meta.v1.ObjectMeta", "creationTimestamp")), StringFormat::DateTime);

    let properties = newest("apiextensions.v1.JSONSchemaProps", "properties");
    assert_eq!(innermost(properties).shape, Shape::Object(object("apiextensions.v1.JSONSchemaProps")));
}

#[test]
fn containers_are_a_required_list_keyed_by_name() {
    let containers = field("core.v1.PodSpec", "containers").in_version(Version::NEWEST).expect("pods have containers");
    assert!(containers.is_required() && !containers.ty().nullable);
    let Shape::Array(array) = containers.ty().shape else { panic!("containers are a list") };
    assert_eq!(array.items().shape, Shape::Object(object("core.v1.Container")));
    assert_eq!(array.list_kind(), ListKind::ByKeys);
    assert!(array.keys().eq(["name"]));
}

#[test]
fn closed_enumerations_list_their_values() {
    assert_eq!(values(newest("core.v1.PodSpec", "restartPolicy")), ["Always", "Never", "OnFailure"]);
    assert_eq!(values(newest("core.v1.Container", "imagePullPolicy")), ["Always", "IfNotPresent", "Never"]);
    assert_eq!(values(newest("core.v1.ServicePort", "protocol")), ["SCTP", "TCP", "UDP"]);
    assert_eq!(values(newest("networking.v1.NetworkPolicySpec", "policyTypes")), ["Egress", "Ingress"], "of the items");
    assert_eq!(
        values(newest("networking.v1.HTTPIngressPath", "pathType")),
        ["Exact", "ImplementationSpecific", "Prefix"]
    );
    assert!(values(newest("certificates.v1.CertificateSigningRequestSpec", "usages")).contains(&"digital signature"));
    assert_eq!(values(newest("apps.v1.Deployment", "apiVersion")), ["apps/v1"]);
    assert_eq!(values(newest("core.v1.Secret", "type")), [""; 0], "anyone may define a type of secret");

    // `Gt` and `Lt` came with 1.35.
    let operator = field("core.v1.Toleration", "operator");
    let known: Vec<_> = operator
        .declarations(VersionSet::ALL)
        .map(|declaration| (declaration.versions(), values(declaration.ty())))
        .collect();
    assert_eq!(
        known,
        [(versions("..1.34"), vec!["Equal", "Exists"]), (versions("1.35.."), vec!["Equal", "Exists", "Gt", "Lt"])]
    );
}

/// What `kubectl api-resources --namespaced=false` lists, and what alpha and beta APIs add.
#[test]
fn the_cluster_wide_kinds_are_these() {
    let expected = BTreeSet::from([
        "APIService",
        "CSIDriver",
        "CSINode",
        "CertificateSigningRequest",
        "ClusterCIDR",
        "ClusterRole",
        "ClusterRoleBinding",
        "ClusterTrustBundle",
        "ComponentStatus",
        "CustomResourceDefinition",
        "DeviceClass",
        "DeviceTaintRule",
        "FlowSchema",
        "IPAddress",
        "IngressClass",
        "MutatingAdmissionPolicy",
        "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "ResourceClass",
        "ResourcePoolStatusRequest",
        "ResourceSlice",
        "RuntimeClass",
        "SelfSubjectAccessReview",
        "SelfSubjectReview",
        "SelfSubjectRulesReview",
        "ServiceCIDR",
        "StorageClass",
        "StorageVersion",
        "StorageVersionMigration",
        "SubjectAccessReview",
        "TokenReview",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
        "VolumeAttributesClass",
    ]);
    let cluster = Kind::all().filter(|kind| kind.scope() == Some(Scope::Cluster)).map(Kind::name);
    assert_eq!(cluster.collect::<BTreeSet<_>>(), expected);
}

/// Subresources and messages have none: they cannot be applied.
#[test]
fn everything_that_can_be_applied_has_a_scope() {
    let without = Kind::all().filter(|kind| kind.scope().is_none() && !kind.name().ends_with("List"));
    let without: BTreeSet<_> = without.map(Kind::name).collect();
    let expected =
        ["APIGroup", "APIVersions", "Binding", "DeleteOptions", "Scale", "Status", "TokenRequest", "WatchEvent"];
    assert_eq!(without, BTreeSet::from(expected));
    for name in ["Pod", "Service", "ConfigMap", "Event"] {
        assert_eq!(kind("v1", name).scope(), Some(Scope::Namespaced), "{name}");
    }
}

fn lives() -> impl Iterator<Item = (&'static Lifecycle, &'static str)> {
    lifecycle::all().iter().flat_map(|life| life.kinds.iter().map(move |kind| (life, *kind)))
}

#[test]
fn each_kind_has_one_life() {
    let mut seen = HashSet::new();
    for (life, kind) in lives() {
        assert!(seen.insert((life.api_version, kind)), "{} {kind} twice", life.api_version);
        assert_eq!(lifecycle::of(life.api_version, kind), Some(life));
        assert_eq!(lifecycle::of(life.api_version, &format!("{kind}List")), Some(life));
    }
    assert_eq!(lifecycle::of("apps/v1", "Deployment"), None);
    let releases: Vec<_> = lifecycle::all().iter().map(|life| life.removed.unwrap_or(Version::new(u8::MAX))).collect();
    assert!(releases.is_sorted());
}

#[test]
fn lives_run_forwards() {
    for (life, kind) in lives() {
        let milestones = [life.introduced, life.deprecated, life.removed].into_iter().flatten();
        assert!(is_strictly_ascending(milestones), "{} {kind}", life.api_version);
    }
}

/// The table knows which release serves what; the lives must say the same wherever they speak of a covered release.
#[test]
fn lives_agree_with_the_table() {
    for (life, name) in lives() {
        let served = Kind::find(life.api_version, name).map_or(VersionSet::EMPTY, Kind::versions);
        // kubeadm's and the audit policy's files are read by other programs than the API server; AdmissionReview and
        // discovery only pass over the wire. The OpenAPI file has none of them.
        let group = life.api_version.split('/').next().unwrap_or_default();
        if matches!(group, "kubeadm.k8s.io" | "audit.k8s.io" | "apidiscovery.k8s.io" | "admission.k8s.io") {
            assert!(served.is_empty());
            continue;
        }
        for version in Version::all() {
            match life.stage(version) {
                Stage::Removed => assert!(!served.contains(version), "{} {name} in {version}", life.api_version),
                // Alphas may reach the OpenAPI file a release or two after the marker's.
                Stage::Future => assert!(!served.contains(version), "{} {name} in {version}", life.api_version),
                Stage::Current | Stage::Deprecated => {
                    let late = served.first().is_some_and(|first| version < first);
                    assert!(served.contains(version) || late, "{} {name} in {version}", life.api_version);
                }
            }
        }
    }
}

#[test]
fn whatever_leaves_the_table_has_a_life() {
    for kind in Kind::all().filter(|kind| kind.scope().is_some()) {
        let Some(last) = kind.versions().until() else { continue };
        let life = lifecycle::of(kind.api_version(), kind.name());
        let removed = life.and_then(|life| life.removed);
        assert_eq!(removed, Some(Version::new(last.minor() + 1)), "{} {}", kind.api_version(), kind.name());
    }
}

#[test]
fn a_replacement_is_served_when_it_is_needed() {
    for (life, kind) in lives() {
        let needed = Version::all().filter(|version| life.stage(*version) == Stage::Removed);
        for version in needed.filter(|_| life.migration != Migration::Impossible) {
            let replacement = life.replacement(kind, version.into());
            // Early alphas went before their successors came.
            let gap = life.api_version.contains("alpha") && version < Version::NEWEST;
            assert!(replacement.is_some() || gap, "{} {kind} in {version}", life.api_version);
            assert_ne!(replacement, Some(life.api_version));
        }
    }
    let flow_schema = lifecycle::of("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema").expect("it went in 1.26");
    let replacement = |text| flow_schema.replacement("FlowSchema", versions(text));
    assert_eq!(replacement("1.28"), Some("flowcontrol.apiserver.k8s.io/v1beta3"));
    assert_eq!(replacement("1.29.."), Some("flowcontrol.apiserver.k8s.io/v1"));
    assert_eq!(replacement("1.28..1.32"), None, "no apiVersion is served by all of them");
}

/// What the last release of `old` lets an object write that `new` does not know or takes for another type, and what `new`
/// requires in addition; in the release that serves both, or else the next that serves `new`.
fn lost_fields(old: Kind, new: Kind) -> Vec<String> {
    let last = old.versions().last().expect("every kind is in some release");
    let next = new.versions().into_iter().find(|version| *version >= last);
    let (old_versions, new_versions) = (last.into(), next.expect("a replacement outlives what it replaces").into());
    let mut lost = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![(old.object(), new.object())];
    while let Some((old, new)) = open.pop() {
        if !seen.insert((old, new)) {
            continue;
        }
        for was in old.fields().flat_map(|field| field.declarations(old_versions)) {
            if matches!(was.name(), "apiVersion" | "status") {
                continue;
            }
            let is = new.field(was.name()).and_then(|field| field.declarations(new_versions).next());
            let same = is.is_some_and(|is| match (innermost(was.ty()).shape, innermost(is.ty()).shape) {
                (Shape::Object(was), Shape::Object(is)) => {
                    open.push((was, is));
                    true
                }
                (Shape::String(_), Shape::String(_)) => true,
                (was, is) => was == is,
            });
            if !same {
                lost.push(format!("{}.{}", old.name(), was.name()));
            }
        }
        for (required, _) in new.required(new_versions) {
            if old.field(required.name()).is_none() {
                lost.push(format!("{}.{} is required", new.name(), required.name()));
            }
        }
    }
    lost
}

/// Where both are in the table: an object of which only the apiVersion changes must be known to the other in every field,
/// and one of which more changes must not.
#[test]
fn only_the_version_changes_where_that_is_said() {
    let mut compared = 0;
    for (life, name) in lives() {
        let Some(old) = Kind::find(life.api_version, name) else { continue };
        let (to, kind) = match life.migration {
            Migration::Impossible => continue,
            Migration::VersionOnly(to) | Migration::Meaning { to, .. } | Migration::Fields { to, .. } => (to, name),
            Migration::Kind { to, kind, .. } => (to, kind),
        };
        let others = to.iter().filter_map(|api_version| Kind::find(api_version, kind)).filter(|other| *other != old);
        let lost: Vec<_> = others.map(|other| lost_fields(old, other)).collect();
        compared += lost.len();
        let keeps_fields = matches!(life.migration, Migration::VersionOnly(_) | Migration::Meaning { .. });
        assert_eq!(lost.iter().all(Vec::is_empty), keeps_fields, "{} {name}: {lost:?}", life.api_version);
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn deprecated_fields_are_known_on_both_sides() {
    for row in lifecycle::deprecated_fields() {
        let field = field(row.object, row.field);
        match row.value {
            None => assert_eq!(lifecycle::of_field(row.object, row.field), Some(row)),
            Some(value) => {
                assert_eq!(lifecycle::of_value(row.object, row.field, value), Some(row));
                let known = field.declarations(VersionSet::ALL).flat_map(|declaration| values(declaration.ty()));
                let known: Vec<_> = known.collect();
                assert!(known.is_empty() || known.contains(&value), "{}.{}: {value}", row.object, row.field);
            }
        }
        assert!(row.deprecated.is_none_or(|deprecated| row.ineffective.is_none_or(|release| deprecated < release)));
    }
    assert!(is_strictly_ascending(lifecycle::deprecated_fields().iter().map(|row| (row.object, row.field, row.value))));
    for object in ObjectType::all() {
        for field in object.fields().filter(|field| field.is_deprecated()) {
            assert!(lifecycle::of_field(object.name(), field.name()).is_some(), "{}.{}", object.name(), field.name());
        }
    }
}

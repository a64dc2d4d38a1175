//! Objects that other objects are related by, and the metadata of all.

use std::collections::BTreeMap;

use k8s_openapi::api::{autoscaling::v2 as autoscaling, core::v1 as core, networking::v1 as networking};
use k8s_openapi::api::{policy::v1 as policy, rbac::v1 as rbac};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use shipworthy::model::k8s::facts::{Amount, Direction, IngressBackend, ObjectFacts, PortReference, ServiceType, What};
use shipworthy::model::k8s::{Binding, Condition, Object, Role, Selector};

use super::differences::Differences;

/// A requirement as text: key, operator, values.
type Requirement = (String, &'static str, Vec<String>);

/// What our selector wants. A wanted label is the same as being in a list of one.
pub(crate) fn requirements(selector: &Selector) -> Vec<Requirement> {
    let texts = |values: &[Box<str>]| values.iter().map(ToString::to_string).collect();
    let of = |requirement: &shipworthy::model::k8s::Requirement| {
        let (operator, values) = match &requirement.condition {
            Condition::In(values) => ("In", texts(values)),
            Condition::NotIn(values) => ("NotIn", texts(values)),
            Condition::Exists => ("Exists", Vec::new()),
            Condition::DoesNotExist => ("DoesNotExist", Vec::new()),
        };
        (requirement.key.to_string(), operator, values)
    };
    selector.requirements().iter().map(of).collect()
}

/// What an official selector wants.
pub(crate) fn requirements_of(selector: &LabelSelector) -> Vec<Requirement> {
    let labels = selector.match_labels.iter().flatten();
    let labels = labels.map(|(key, value)| (key.clone(), "In", vec![value.clone()]));
    let expressions = selector.match_expressions.iter().flatten().filter_map(|expression| {
        let operator =
            ["In", "NotIn", "Exists", "DoesNotExist"].into_iter().find(|name| *name == expression.operator)?;
        let values = if operator.ends_with("In") { expression.values.clone().unwrap_or_default() } else { Vec::new() };
        Some((expression.key.clone(), operator, values))
    });
    labels.chain(expressions).collect()
}

/// What all objects have.
pub(crate) fn metadata(object: Object<'_>, official: &ObjectMeta, found: &mut Differences) {
    let metadata = object.metadata();
    found.same("name", &metadata.name().map(|name| name.value.into_owned()), &official.name);
    found.same("namespace", &metadata.namespace().map(|name| name.value.into_owned()), &official.namespace);
    let labels: BTreeMap<_, _> =
        metadata.labels().map(|(key, value)| (key.value.into_owned(), value.value.into_owned())).collect();
    found.same("labels", &labels, &official.labels.clone().unwrap_or_default());
    let annotations: BTreeMap<_, _> =
        metadata.annotations().map(|(key, value)| (key.value.into_owned(), value.value.into_owned())).collect();
    found.same("annotations", &annotations, &official.annotations.clone().unwrap_or_default());
    for (key, value) in official.annotations.iter().flatten() {
        let own = metadata.annotation(key).map(|value| value.value.into_owned());
        found.same("annotation", &own, &Some(value.clone()));
    }
    let facts = ObjectFacts::of(object);
    found.same("name in the project", &facts.name().to_owned(), &official.name.clone().unwrap_or_default());
    let own: BTreeMap<_, _> = facts.labels.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    found.same("labels in the project", &own, &official.labels.clone().unwrap_or_default());
}

macro_rules! what {
    ($facts:expr, $kind:ident, $found:expr) => {
        match &$facts.what {
            What::$kind(what) => what,
            other => {
                $found.same("kind of facts", &format!("{other:?}"), &stringify!($kind).to_owned());
                return;
            }
        }
    };
}

fn port(port: &PortReference) -> String {
    port.to_string()
}

fn int_or_string(value: &IntOrString) -> String {
    match value {
        IntOrString::Int(number) => number.to_string(),
        IntOrString::String(text) => text.clone(),
    }
}

pub(crate) fn service(facts: &ObjectFacts, official: &core::Service, found: &mut Differences) {
    let ours = what!(facts, Service, found);
    let spec = official.spec.clone().unwrap_or_default();
    let selector = LabelSelector { match_labels: spec.selector, match_expressions: None };
    let own = ours.selector.as_ref().map(|selector| requirements(&selector.value)).unwrap_or_default();
    found.same("selector", &own, &requirements_of(&selector));
    let kind = match ours.kind {
        ServiceType::ClusterIp => "ClusterIP",
        ServiceType::NodePort => "NodePort",
        ServiceType::LoadBalancer => "LoadBalancer",
        ServiceType::ExternalName => "ExternalName",
    };
    let official_kind = spec.type_.filter(|kind| !kind.is_empty()).unwrap_or_else(|| "ClusterIP".to_owned());
    found.same("type", &kind.to_owned(), &official_kind);
    found.same("headless", &ours.is_headless, &(spec.cluster_ip.as_deref() == Some("None")));
    let ports = ours.ports.iter().map(|own| {
        let target = own.target.as_ref().map(|target| port(&target.value));
        (own.name.as_deref().map(str::to_owned), own.number, target, own.protocol.to_string())
    });
    let officials = spec.ports.iter().flatten().map(|port| {
        let protocol = port.protocol.clone().unwrap_or_else(|| "TCP".to_owned());
        (port.name.clone(), Some(i64::from(port.port)), port.target_port.as_ref().map(int_or_string), protocol)
    });
    found.same("ports", &ports.collect::<Vec<_>>(), &officials.collect());
}

pub(crate) fn ingress(facts: &ObjectFacts, official: &networking::Ingress, found: &mut Differences) {
    let ours = what!(facts, Ingress, found);
    let spec = official.spec.clone().unwrap_or_default();
    let paths = spec.rules.iter().flatten().filter_map(|rule| rule.http.as_ref()).flat_map(|http| &http.paths);
    let backends = spec.default_backend.iter().chain(paths.map(|path| &path.backend));
    let officials = backends.filter_map(|backend| {
        let service = backend.service.as_ref()?;
        let number = |port: &networking::ServiceBackendPort| port.number.map(|number| number.to_string());
        let port = service.port.as_ref().and_then(|port| number(port).or_else(|| port.name.clone()));
        Some((service.name.clone(), port))
    });
    let own = |backend: &IngressBackend| {
        (backend.service.value.to_string(), backend.port.as_ref().map(|own| port(&own.value)))
    };
    found.same("backends", &ours.backends.iter().map(own).collect::<Vec<_>>(), &officials.collect());
}

pub(crate) fn network_policy(facts: &ObjectFacts, official: &networking::NetworkPolicy, found: &mut Differences) {
    let ours = what!(facts, NetworkPolicy, found);
    let spec = official.spec.clone().unwrap_or_default();
    let pods = spec.pod_selector.as_ref().map(requirements_of).unwrap_or_default();
    found.same("podSelector", &requirements(&ours.pods.value), &pods);
    let (ingress, egress) = (spec.ingress.clone().unwrap_or_default(), spec.egress.clone().unwrap_or_default());
    let types = spec.policy_types.clone().unwrap_or_default();
    // Defaulting: Ingress always, Egress when there are rules for it.
    let has = |name: &str| types.iter().any(|kind| kind == name);
    found.same("limits ingress", &ours.limits_ingress, &(types.is_empty() || has("Ingress")));
    let limits_egress = if types.is_empty() { !egress.is_empty() } else { has("Egress") };
    found.same("limits egress", &ours.limits_egress, &limits_egress);
    found.same("ingress rules", &ours.has_ingress_rules, &!ingress.is_empty());
    found.same("egress rules", &ours.has_egress_rules, &!egress.is_empty());
    let from = ingress.iter().flat_map(|rule| rule.from.iter().flatten()).map(|peer| (Direction::Ingress, peer));
    let to = egress.iter().flat_map(|rule| rule.to.iter().flatten()).map(|peer| (Direction::Egress, peer));
    let officials = from.chain(to).filter_map(|(direction, peer)| {
        let own_namespace = peer.namespace_selector.is_none() && peer.ip_block.is_none();
        own_namespace.then_some(())?;
        Some((direction, requirements_of(peer.pod_selector.as_ref()?)))
    });
    let own = ours.peers.iter().map(|peer| (peer.direction, requirements(&peer.pods)));
    found.same("peers", &own.collect::<Vec<_>>(), &officials.collect());
}

pub(crate) fn disruption_budget(facts: &ObjectFacts, official: &policy::PodDisruptionBudget, found: &mut Differences) {
    let ours = what!(facts, DisruptionBudget, found);
    let spec = official.spec.clone().unwrap_or_default();
    let own = ours.selector.as_ref().map(|selector| requirements(&selector.value));
    found.same("selector", &own, &spec.selector.as_ref().map(requirements_of));
    let text = |amount: Amount| match amount {
        Amount::Count(count) => count.to_string(),
        Amount::Percent(percent) => format!("{percent}%"),
    };
    let minimum = ours.min_available.as_ref().map(|amount| text(amount.value));
    found.same("minAvailable", &minimum, &spec.min_available.as_ref().map(int_or_string));
    let maximum = ours.max_unavailable.as_ref().map(|amount| text(amount.value));
    found.same("maxUnavailable", &maximum, &spec.max_unavailable.as_ref().map(int_or_string));
}

pub(crate) fn autoscaler(
    facts: &ObjectFacts,
    official: &autoscaling::HorizontalPodAutoscaler,
    found: &mut Differences,
) {
    let ours = what!(facts, Autoscaler, found);
    let spec = official.spec.clone();
    let target = ours.target.as_ref().map(|target| (target.kind.to_string(), target.name.value.to_string()));
    // Without a spec the official type reads one of defaults.
    let official_target = Some((spec.scale_target_ref.kind, spec.scale_target_ref.name));
    found.same("target", &target, &official_target.filter(|(_, name)| !name.is_empty()));
    found.same("minimum", &ours.minimum.as_ref().map(|number| number.value), &spec.min_replicas.map(i64::from));
    let maximum = ours.maximum.as_ref().map(|number| number.value);
    found.same("maximum", &maximum, &Some(i64::from(spec.max_replicas)).filter(|maximum| *maximum != 0));
    let officials = spec.metrics.iter().flatten().filter_map(|metric| match &*metric.type_ {
        "Resource" => {
            let resource = metric.resource.as_ref()?;
            resource.target.average_utilization?;
            Some((resource.name.clone(), None))
        }
        "ContainerResource" => {
            let resource = metric.container_resource.as_ref()?;
            resource.target.average_utilization?;
            Some((resource.name.clone(), Some(resource.container.clone())))
        }
        _ => None,
    });
    let own = ours
        .metrics
        .iter()
        .map(|metric| (metric.resource.value.to_string(), metric.container.as_deref().map(str::to_owned)));
    found.same("metrics", &own.collect::<Vec<_>>(), &officials.collect());
}

pub(crate) fn role(
    object: Object<'_>,
    facts: &ObjectFacts,
    official: Option<Vec<rbac::PolicyRule>>,
    found: &mut Differences,
) {
    let ours = what!(facts, AccessRole, found);
    let official = official.unwrap_or_default();
    found.same("rules", &Role::of(object).map(|role| role.rules().count()), &Some(official.len()));
    let texts = |texts: &[Box<str>]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let own = ours.rules.iter().map(|rule| {
        let resources: Vec<_> = rule.resources.iter().map(|resource| resource.value.to_string()).collect();
        (texts(&rule.groups), resources, texts(&rule.verbs))
    });
    let officials = official
        .into_iter()
        .map(|rule| (rule.api_groups.unwrap_or_default(), rule.resources.unwrap_or_default(), rule.verbs));
    found.same("what the rules allow", &own.collect::<Vec<_>>(), &officials.collect());
}

pub(crate) fn binding(
    object: Object<'_>,
    facts: &ObjectFacts,
    role: &rbac::RoleRef,
    subjects: Option<Vec<rbac::Subject>>,
    found: &mut Differences,
) {
    let ours = what!(facts, RoleBinding, found);
    let own = ours.role.as_ref().map(|role| (role.is_cluster_role, role.name.value.to_string()));
    found.same("role", &own, &Some((role.kind == "ClusterRole", role.name.clone())));
    let subjects = subjects.unwrap_or_default();
    let own = ours.subjects.iter().map(|subject| {
        let namespace = subject.namespace.as_deref().map(str::to_owned);
        (subject.kind.to_string(), subject.name.value.to_string(), namespace)
    });
    let officials =
        subjects.iter().map(|subject| (subject.kind.clone(), subject.name.clone(), subject.namespace.clone()));
    found.same("subjects", &own.collect::<Vec<_>>(), &officials.collect());
    let Some(binding) = Binding::of(object) else {
        found.same("is a binding", &false, &true);
        return;
    };
    let cluster_role = binding.cluster_role().map(|name| name.value.into_owned());
    found.same("cluster role", &cluster_role, &Some(role.name.clone()).filter(|_| role.kind == "ClusterRole"));
    found.same("number of subjects", &binding.subjects().count(), &subjects.len());
}

pub(crate) fn claim(facts: &ObjectFacts, official: &core::PersistentVolumeClaim, found: &mut Differences) {
    let ours = what!(facts, Claim, found);
    let own: Vec<_> = ours.access_modes.iter().map(ToString::to_string).collect();
    let modes = official.spec.as_ref().and_then(|spec| spec.access_modes.clone()).unwrap_or_default();
    found.same("accessModes", &own, &modes);
}

pub(crate) fn configuration(facts: &ObjectFacts, mut official: Vec<String>, found: &mut Differences) {
    let ours = what!(facts, Configuration, found);
    let mut own: Vec<_> = ours.keys.iter().map(ToString::to_string).collect();
    own.sort();
    official.sort();
    found.same("keys", &own, &official);
}

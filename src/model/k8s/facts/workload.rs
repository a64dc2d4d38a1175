//! What makes pods: how many, with which labels, ports and references.

use super::{selector, text};
use crate::model::k8s::fields::Fields;
use crate::model::k8s::object::Object;
use crate::model::k8s::pod::{Container, ContainerRole, PodSpec};
use crate::model::k8s::selector::{Labels, Selector};
use crate::model::k8s::workload::{self, ContainerPort, ProbeKind};
use crate::text::{Span, Spanned};

/// An object that embeds a pod.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    /// The labels of its pods.
    pub pod_labels: Labels,
    /// Its own selector, with the place of its key.
    pub selector: Option<Spanned<Selector>>,
    /// The Service that a StatefulSet says gives its pods their names.
    pub governing_service: Option<Spanned<Box<str>>>,
    /// `replicas`, where it stands; `None` when it says nothing or has no such field.
    pub replicas: Option<Spanned<i64>>,
    /// Whether its pods use the network of their node.
    pub host_network: bool,
    /// Whether its pods run to their end: a Job, a CronJob, or a Pod that is not started again.
    pub runs_to_end: bool,
    /// The service account of its pods, when they name one.
    pub service_account: Option<Spanned<Box<str>>>,
    /// The claims that its pods mount.
    pub claims: Vec<Spanned<Box<str>>>,
    /// What its containers' variables are read from.
    pub references: Vec<Reference>,
    /// Its containers of all roles.
    pub containers: Vec<WorkloadContainer>,
    /// Whether another object made it, so that nobody writes it by hand.
    pub is_owned: bool,
}

/// A container, as others see it.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkloadContainer {
    /// Its name; empty when it has none.
    pub name: Box<str>,
    /// Where a finding about it belongs.
    pub place: Span,
    /// What it is for.
    pub role: ContainerRole,
    /// The ports it declares.
    pub ports: Vec<Port>,
    /// Whether it has a readiness probe.
    pub has_readiness_probe: bool,
    /// Whether it asks for CPU time; a limit is a request too.
    pub requests_cpu: bool,
    /// Whether it asks for memory; a limit is a request too.
    pub requests_memory: bool,
}

/// A port that a container declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// Its name.
    pub name: Option<Box<str>>,
    /// Its number.
    pub number: i64,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: Box<str>,
}

/// A port by number or by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortReference {
    /// By number.
    Number(i64),
    /// By name.
    Name(Box<str>),
}

impl PortReference {
    /// The port under `name`.
    pub(super) fn of(fields: Fields<'_>, name: &str) -> Option<Spanned<Self>> {
        let port = workload::PortReference::of(fields, name)?;
        Some(port.map(|port| match port {
            workload::PortReference::Number(number) => Self::Number(number),
            workload::PortReference::Name(name) => Self::Name(name.into()),
        }))
    }
}

impl std::fmt::Display for PortReference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

/// A variable that is read from a key of a ConfigMap or Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// `ConfigMap` or `Secret`.
    pub kind: &'static str,
    /// The name of the object.
    pub name: Spanned<Box<str>>,
    /// The key in it; `None` for all of them.
    pub key: Option<Spanned<Box<str>>>,
    /// Whether pods start without it.
    pub optional: bool,
}

impl Workload {
    pub(super) fn of(object: Object<'_>) -> Option<Self> {
        let template = object.pod_template()?;
        let pod = template.pod()?;
        let spec = object.spec();
        let own_selector = match &*object.kind().value {
            "ReplicationController" | "DeploymentConfig" => spec.and_then(|spec| {
                let map = spec.object("selector")?;
                Some(Spanned::new(Selector::of_map(map), spec.key_span("selector")?))
            }),
            _ => selector(spec, "selector"),
        };
        let fields = pod.fields();
        let ends = |policy: &str| matches!(policy, "Never" | "OnFailure");
        let account = fields.string("serviceAccountName").or_else(|| fields.string("serviceAccount"));
        Some(Self {
            pod_labels: Labels::of(template.metadata().labels()),
            selector: own_selector,
            governing_service: text(
                spec.and_then(|spec| spec.string("serviceName")).filter(|name| !name.value.is_empty()),
            ),
            replicas: object.replicas().and_then(|replicas| Some(Spanned::new(replicas.count, replicas.span?))),
            host_network: pod.switched_on("hostNetwork").is_some(),
            runs_to_end: object.runs_to_completion()
                || fields.string("restartPolicy").is_some_and(|policy| ends(&policy.value)),
            service_account: text(account.filter(|account| !account.value.is_empty())),
            claims: claims(pod),
            references: pod.containers().flat_map(references).collect(),
            containers: pod.containers().map(WorkloadContainer::of).collect(),
            is_owned: object.metadata().fields().is_some_and(|fields| fields.items("ownerReferences").next().is_some()),
        })
    }

    /// How many pods it makes when nothing scales it.
    #[must_use]
    pub fn replicas(&self) -> i64 {
        self.replicas.as_ref().map_or(1, |replicas| replicas.value)
    }

    /// The ports that its long-running containers declare.
    pub fn ports(&self) -> impl Iterator<Item = &Port> {
        self.containers
            .iter()
            .filter(|container| container.role.is_long_running())
            .flat_map(|container| &container.ports)
    }
}

fn claims(pod: PodSpec<'_>) -> Vec<Spanned<Box<str>>> {
    pod.volumes().filter_map(|volume| text(volume.claim())).collect()
}

fn references(container: Container<'_>) -> Vec<Reference> {
    let reference = |source: Fields<'_>, field: &str, kind, has_key: bool| {
        let source = source.object(field)?;
        Some(Reference {
            kind,
            name: text(source.string("name"))?,
            key: if has_key { Some(text(source.string("key"))?) } else { None },
            optional: source.boolean("optional").is_some_and(|optional| optional.value),
        })
    };
    let from = container.fields().objects("env").filter_map(|variable| variable.fields.object("valueFrom"));
    let keys = from.flat_map(|from| {
        [reference(from, "configMapKeyRef", "ConfigMap", true), reference(from, "secretKeyRef", "Secret", true)]
    });
    let whole = container.fields().objects("envFrom").flat_map(|from| {
        [
            reference(from.fields, "configMapRef", "ConfigMap", false),
            reference(from.fields, "secretRef", "Secret", false),
        ]
    });
    keys.chain(whole).flatten().collect()
}

impl WorkloadContainer {
    fn of(container: Container<'_>) -> Self {
        let port = |port: ContainerPort<'_>| {
            let name = port.name().map(|name| name.value.into());
            Some(Port { name, number: port.number()?.value, protocol: port.protocol().into() })
        };
        Self {
            name: container.name().map_or_else(Box::default, |name| name.value.into()),
            place: container.name_span(),
            role: container.role,
            ports: container.ports().filter_map(port).collect(),
            has_readiness_probe: container.probe(ProbeKind::Readiness).is_some(),
            requests_cpu: container.has_resources(|resources| resources.has_request("cpu")),
            requests_memory: container.has_resources(|resources| resources.has_request("memory")),
        }
    }
}

//! Who reaches pods, and who may: Services, Ingresses, monitors and network policies.

use super::workload::PortReference;
use super::{selector, text};
use crate::model::k8s::fields::Fields;
use crate::model::k8s::object::Object;
use crate::model::k8s::selector::Selector;
use crate::text::{Span, Spanned};

/// The annotation that names the class of an Ingress.
const CLASS_ANNOTATION: &str = "kubernetes.io/ingress.class";

/// The annotation of ingress-nginx that has an Ingress share requests with another one.
const CANARY_ANNOTATION: &str = "nginx.ingress.kubernetes.io/canary";

/// The port of the domain name system.
const DNS: i64 = 53;

/// A Service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Which pods it leads to, with the place of the key; `None` when it names none, so that its endpoints are made otherwise.
    pub selector: Option<Spanned<Selector>>,
    /// How it is reached.
    pub kind: ServiceType,
    /// Whether it is headless: clients get the addresses of the pods.
    pub is_headless: bool,
    /// Its ports.
    pub ports: Vec<ServicePort>,
}

/// How a Service is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the `type` of that name")]
pub enum ServiceType {
    ClusterIp,
    NodePort,
    LoadBalancer,
    ExternalName,
}

/// A port of a Service.
#[derive(Debug, Clone, PartialEq)]
pub struct ServicePort {
    /// Its name.
    pub name: Option<Box<str>>,
    /// Its number.
    pub number: Option<i64>,
    /// The port of the pods that it leads to, when it is not the number itself.
    pub target: Option<Spanned<PortReference>>,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: Box<str>,
}

impl Service {
    pub(super) fn of(object: Object<'_>) -> Self {
        let spec = object.spec();
        let field = |name: &str| spec.and_then(|spec| spec.string(name)).map(|text| text.value);
        let selector = spec.and_then(|spec| {
            let map = Selector::of_map(spec.object("selector")?);
            Some(Spanned::new(map, spec.key_span("selector")?))
        });
        let port = |item: Fields<'_>| ServicePort {
            name: item.string("name").map(|name| name.value.into()),
            number: item.integer("port").map(|port| port.value),
            target: PortReference::of(item, "targetPort"),
            protocol: item.string("protocol").map_or_else(|| "TCP".into(), |protocol| protocol.value.into()),
        };
        Self {
            selector: selector.filter(|selector| !selector.value.is_empty()),
            kind: match field("type").as_deref() {
                Some("NodePort") => ServiceType::NodePort,
                Some("LoadBalancer") => ServiceType::LoadBalancer,
                Some("ExternalName") => ServiceType::ExternalName,
                _ => ServiceType::ClusterIp,
            },
            is_headless: field("clusterIP").as_deref() == Some("None"),
            ports: spec.map_or_else(Vec::new, |spec| spec.objects("ports").map(|item| port(item.fields)).collect()),
        }
    }
}

/// An Ingress.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingress {
    /// Where it sends requests, in the order of the text.
    pub backends: Vec<IngressBackend>,
    /// The requests that it is for, in the order of the text.
    pub routes: Vec<IngressRoute>,
    /// The class of controllers that serve it; empty for the cluster's default.
    pub class: Box<str>,
    /// Whether it takes a share of the requests of another one.
    pub is_canary: bool,
}

/// Requests that an Ingress is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngressRoute {
    /// The host, which may begin with `*.`.
    pub host: Box<str>,
    /// The path, and where it stands.
    pub path: Spanned<Box<str>>,
    /// How paths are compared, such as `Prefix`; empty when nothing is said.
    pub path_type: Box<str>,
}

/// A Service that an Ingress sends requests to.
#[derive(Debug, Clone, PartialEq)]
pub struct IngressBackend {
    /// The name of the Service.
    pub service: Spanned<Box<str>>,
    /// The port of the Service.
    pub port: Option<Spanned<PortReference>>,
}

impl Ingress {
    pub(super) fn of(object: Object<'_>) -> Self {
        let Some(spec) = object.spec() else {
            return Self { backends: Vec::new(), routes: Vec::new(), class: Box::default(), is_canary: false };
        };
        // `backend` at the top is how the versions before v1 wrote `defaultBackend`.
        let default = spec.object("defaultBackend").or_else(|| spec.object("backend"));
        let paths = spec.objects("rules").filter_map(|rule| rule.fields.object("http"));
        let backends = paths.flat_map(|http| http.objects("paths").filter_map(|path| path.fields.object("backend")));
        // The annotation is how the versions before v1 named the class.
        let class = spec.string("ingressClassName").or_else(|| object.metadata().annotation(CLASS_ANNOTATION));
        Self {
            backends: default.into_iter().chain(backends).filter_map(IngressBackend::of).collect(),
            routes: spec.objects("rules").flat_map(|rule| IngressRoute::of_rule(rule.fields)).collect(),
            class: class.map_or_else(Box::default, |class| class.value.into()),
            is_canary: object.metadata().annotation(CANARY_ANNOTATION).is_some_and(|canary| canary.value == "true"),
        }
    }
}

impl IngressRoute {
    /// Those of one rule that names its host and its paths.
    fn of_rule(rule: Fields<'_>) -> Vec<Self> {
        let (Some(host), Some(http)) = (rule.string("host"), rule.object("http")) else { return Vec::new() };
        let route = |path: Fields<'_>| {
            Some(Self {
                host: host.value.clone().into(),
                path: text(path.string("path"))?,
                path_type: path.string("pathType").map_or_else(Box::default, |kind| kind.value.into()),
            })
        };
        http.objects("paths").filter_map(|path| route(path.fields)).collect()
    }
}

impl IngressBackend {
    fn of(fields: Fields<'_>) -> Option<Self> {
        let Some(service) = fields.object("service") else {
            let port = PortReference::of(fields, "servicePort");
            return Some(Self { service: text(fields.string("serviceName"))?, port });
        };
        let port = service.object("port");
        let port = port.and_then(|port| PortReference::of(port, "number").or_else(|| PortReference::of(port, "name")));
        Some(Self { service: text(service.string("name"))?, port })
    }
}

/// A ServiceMonitor or PodMonitor of the Prometheus operator.
#[derive(Debug, Clone, PartialEq)]
pub struct Monitor {
    /// What it watches, with the place of the key.
    pub selector: Option<Spanned<Selector>>,
    /// Whether it watches all namespaces.
    pub any_namespace: bool,
    /// The namespaces that it watches; its own when there are none.
    pub namespaces: Vec<Box<str>>,
}

impl Monitor {
    pub(super) fn of(object: Object<'_>) -> Self {
        let spec = object.spec();
        let namespaces = spec.and_then(|spec| spec.object("namespaceSelector"));
        Self {
            selector: selector(spec, "selector"),
            any_namespace: namespaces.and_then(|fields| fields.boolean("any")).is_some_and(|any| any.value),
            namespaces: namespaces
                .map_or_else(Vec::new, |fields| fields.strings("matchNames").map(|name| name.value.into()).collect()),
        }
    }
}

/// A direction of traffic, as a network policy sees its pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the pods.
    Ingress,
    /// From the pods.
    Egress,
}

impl Direction {
    /// The name of its policy type.
    #[must_use]
    pub const fn policy_type(self) -> &'static str {
        match self {
            Self::Ingress => "Ingress",
            Self::Egress => "Egress",
        }
    }
}

/// A NetworkPolicy.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkPolicy {
    /// The pods that it is for. A policy without it is refused; it then means all pods here.
    pub pods: Spanned<Selector>,
    /// Whether it limits traffic to its pods.
    pub limits_ingress: bool,
    /// Whether it limits traffic from its pods.
    pub limits_egress: bool,
    /// Whether it lets anything in.
    pub has_ingress_rules: bool,
    /// Whether it lets anything out.
    pub has_egress_rules: bool,
    /// Whether it lets questions to name servers out, as far as their port goes.
    pub lets_dns_out: bool,
    /// The pods of its own namespace that its rules name.
    pub peers: Vec<PodPeer>,
}

/// Pods of the policy's own namespace that a rule lets through.
#[derive(Debug, Clone, PartialEq)]
pub struct PodPeer {
    /// Which way.
    pub direction: Direction,
    /// Which pods.
    pub pods: Selector,
    /// Where `podSelector` stands.
    pub place: Span,
}

impl NetworkPolicy {
    pub(super) fn of(object: Object<'_>) -> Self {
        let spec = object.spec();
        let rules = |name: &str| spec.is_some_and(|spec| spec.objects(name).next().is_some());
        let types: Vec<_> = spec.map_or_else(Vec::new, |spec| spec.strings("policyTypes").collect());
        let limits = |name: &str| types.iter().any(|kind| kind.value == name);
        let named = !types.is_empty();
        let mut peers = Vec::new();
        for (direction, list, ends) in [(Direction::Ingress, "ingress", "from"), (Direction::Egress, "egress", "to")] {
            let rules = spec.into_iter().flat_map(|spec| spec.objects(list));
            peers.extend(rules.flat_map(|rule| rule.fields.objects(ends)).filter_map(|peer| {
                let pods = Selector::of(peer.fields.object("podSelector")?);
                let place = peer.fields.key_span("podSelector")?;
                (!peer.fields.has("namespaceSelector")).then_some(PodPeer { direction, pods, place })
            }));
        }
        Self {
            pods: selector(spec, "podSelector")
                .unwrap_or_else(|| Spanned::new(Selector::default(), object.name_span())),
            // Without policyTypes a policy is for ingress, and for egress if it has such rules.
            limits_ingress: !named || limits("Ingress"),
            limits_egress: if named { limits("Egress") } else { rules("egress") },
            has_ingress_rules: rules("ingress"),
            has_egress_rules: rules("egress"),
            lets_dns_out: spec.is_some_and(|spec| spec.objects("egress").any(|rule| lets_dns_through(rule.fields))),
            peers,
        }
    }
}

/// Whether a rule lets traffic to name servers through. A port by name may be theirs.
fn lets_dns_through(rule: Fields<'_>) -> bool {
    let is_dns = |port: Fields<'_>| match port.integer("port") {
        Some(first) => {
            let last = port.integer("endPort").map_or(first.value, |last| last.value);
            (first.value..=last).contains(&DNS)
        }
        None => true,
    };
    let mut ports = rule.objects("ports").peekable();
    ports.peek().is_none() || ports.any(|port| is_dns(port.fields))
}

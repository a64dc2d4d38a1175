//! Probes: what the kubelet asks a container, when, and how often. Judges none of it.

use std::borrow::Cow;

use super::port::{ContainerPort, PortReference};
use crate::model::k8s::{Container, Fields};
use crate::text::{Span, Spanned};

/// What a probe is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProbeKind {
    /// Whether the container has to be restarted.
    Liveness,
    /// Whether the pod gets traffic.
    Readiness,
    /// Whether it has started, so that the others may begin.
    Startup,
}

impl ProbeKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Liveness, Self::Readiness, Self::Startup];

    /// The field of a container that holds it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Liveness => "livenessProbe",
            Self::Readiness => "readinessProbe",
            Self::Startup => "startupProbe",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Liveness => "liveness probe",
            Self::Readiness => "readiness probe",
            Self::Startup => "startup probe",
        }
    }
}

/// A probe of a container.
#[derive(Debug, Clone, Copy)]
pub struct Probe<'t> {
    /// The container it asks.
    pub container: Container<'t>,
    /// What it is for.
    pub kind: ProbeKind,
    fields: Fields<'t>,
}

/// How a probe asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handler<'t> {
    /// A command in the container, with its arguments.
    Exec(Vec<Cow<'t, str>>),
    /// A request over HTTP.
    HttpGet(HttpGet<'t>),
    /// A connection over TCP.
    TcpSocket {
        /// Another host than the pod.
        host: Option<Cow<'t, str>>,
        /// The port.
        port: Option<PortReference<'t>>,
    },
    /// The health service of gRPC.
    Grpc {
        /// The port.
        port: Option<i64>,
        /// Which service is asked for.
        service: Option<Cow<'t, str>>,
    },
}

/// A request over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpGet<'t> {
    /// Another host than the pod.
    pub host: Option<Cow<'t, str>>,
    /// The path, `/` where none is written.
    pub path: Cow<'t, str>,
    /// The port.
    pub port: Option<PortReference<'t>>,
    /// Whether it is HTTPS.
    pub is_https: bool,
    /// Names and values of headers.
    pub headers: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

impl<'t> Probe<'t> {
    /// Its fields.
    #[must_use]
    pub const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// Where its key stands.
    #[must_use]
    pub fn key_span(self) -> Span {
        self.container.fields().key_span(self.kind.field()).unwrap_or_else(|| self.fields.span())
    }

    /// The port as it is written, for the handlers that have one.
    #[must_use]
    pub fn port(self) -> Option<Spanned<PortReference<'t>>> {
        let holder = ["httpGet", "tcpSocket", "grpc"].into_iter().find_map(|name| self.fields.object(name))?;
        PortReference::of(holder, "port")
    }

    /// The port, when the container declares none like it.
    #[must_use]
    pub fn undeclared_port(self) -> Option<Spanned<PortReference<'t>>> {
        self.port().filter(|port| self.container.tcp_port(&port.value).is_none())
    }

    /// How it asks, with defaults filled in and names of ports replaced by their numbers; `None` when that is not said.
    #[must_use]
    pub fn handler(self) -> Option<Handler<'t>> {
        let text =
            |fields: Fields<'t>, name: &str| fields.string(name).map(|text| text.value).filter(|text| !text.is_empty());
        if let Some(exec) = self.fields.object("exec") {
            return Some(Handler::Exec(exec.strings("command").map(|word| word.value).collect()));
        }
        if let Some(get) = self.fields.object("httpGet") {
            let headers = get
                .objects("httpHeaders")
                .filter_map(|item| Some((item.fields.string("name")?.value, item.fields.string("value")?.value)));
            return Some(Handler::HttpGet(HttpGet {
                host: text(get, "host"),
                path: text(get, "path").unwrap_or("/".into()),
                port: self.resolved_port(),
                is_https: text(get, "scheme").is_some_and(|scheme| scheme == "HTTPS"),
                headers: headers.collect(),
            }));
        }
        if let Some(socket) = self.fields.object("tcpSocket") {
            return Some(Handler::TcpSocket { host: text(socket, "host"), port: self.resolved_port() });
        }
        let grpc = self.fields.object("grpc")?;
        let port = grpc.integer("port").map(|port| port.value);
        Some(Handler::Grpc { port, service: text(grpc, "service") })
    }

    /// How many seconds in a row it has to fail before that has consequences, not counting how long it waits for answers.
    #[must_use]
    pub fn patience(self) -> i64 {
        // Zero means the default, as everywhere where the API server cannot tell it from nothing.
        let number = |name, default| {
            let written = self.fields.integer(name).map(|number| number.value);
            written.filter(|number| *number > 0).unwrap_or(default)
        };
        number("failureThreshold", 3).saturating_mul(number("periodSeconds", 10))
    }

    fn resolved_port(self) -> Option<PortReference<'t>> {
        let port = self.port()?.value;
        // The kubelet looks the name up whatever the protocol.
        let declared = self.container.ports().find(|declared| declared.is(&port)).and_then(ContainerPort::number);
        Some(declared.map_or(port, |number| PortReference::Number(number.value)))
    }
}

impl<'t> Container<'t> {
    /// Its probe of that kind.
    #[must_use]
    pub fn probe(self, kind: ProbeKind) -> Option<Probe<'t>> {
        Some(Probe { container: self, kind, fields: self.fields().object(kind.field())? })
    }

    /// Its probes.
    pub fn probes(self) -> impl Iterator<Item = Probe<'t>> {
        ProbeKind::ALL.into_iter().filter_map(move |kind| self.probe(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::k8s::Manifest;
    use crate::syntax::yaml::Tree;

    fn with<R>(container: &str, look: impl FnOnce(Container<'_>) -> R) -> R {
        let text = format!("apiVersion: v1\nkind: Pod\nspec: {{containers: [{container}]}}\n");
        let tree = Tree::parse(&text);
        let manifest = Manifest::new(&tree);
        let container = manifest.objects()[0].pod().and_then(|pod| pod.containers().next()).expect("a container");
        look(container)
    }

    #[test]
    fn names_of_ports_are_resolved() {
        let text = "{ports: [{name: web, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}], \
                    livenessProbe: {httpGet: {port: web}}, readinessProbe: {httpGet: {path: /, port: 80, scheme: HTTP}}, \
                    startupProbe: {tcpSocket: {port: dns}}}";
        with(text, |container| {
            let [live, ready, start] = ProbeKind::ALL.map(|kind| container.probe(kind).expect("is there"));
            assert_eq!(live.handler(), ready.handler());
            assert_eq!((live.undeclared_port(), ready.undeclared_port()), (None, None));
            let port = start.undeclared_port().expect("TCP is asked, UDP is declared");
            assert_eq!(port.value, PortReference::Name("dns".into()));
        });
    }

    #[test]
    fn patience_is_threshold_times_period() {
        with(
            "{livenessProbe: {exec: {command: [a]}, failureThreshold: 6}, readinessProbe: {periodSeconds: 5}}",
            |it| {
                assert_eq!(it.probes().map(Probe::patience).collect::<Vec<_>>(), [60, 15]);
                assert_eq!(
                    it.probe(ProbeKind::Liveness).and_then(Probe::handler),
                    Some(Handler::Exec(vec!["a".into()]))
                );
                assert_eq!(it.probe(ProbeKind::Readiness).and_then(Probe::handler), None);
            },
        );
    }
}

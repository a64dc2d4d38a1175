//! Containers, but for what has modules of its own.

use std::borrow::Cow;

use crate::model::k8s::ContainerRole;
use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, Firsts};
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::Pod;
use crate::model::k8s::requirements::pod::environment;
use crate::model::k8s::requirements::pod::port;
use crate::model::k8s::requirements::pod::probe;
use crate::model::k8s::requirements::pod::resources;
use crate::model::k8s::requirements::pod::security;
use crate::model::k8s::requirements::pod::volume_mount;

/// A container with the pod around it.
pub(crate) struct Container<'p, 't> {
    pub(crate) pod: &'p Pod<'t>,
    pub(crate) part: Part<'t>,
    pub(crate) role: ContainerRole,
}

/// Ports of the host that containers take: protocol, address, number.
pub(crate) type HostPorts<'t> = Firsts<(Cow<'t, str>, Cow<'t, str>, i64)>;

impl<'t> Container<'_, 't> {
    pub(crate) fn check(&self, host_ports: &mut HostPorts<'t>, found: &mut Findings) {
        let part = self.part;
        // Some operators fill in the names and images of their templates.
        if self.pod.is_complete {
            found.required(part, "name");
            found.required(part, "image");
        }
        found.name(part, "name", Grammar::Label);
        if let Some(image) = part.text("image")
            && self.pod.is_pod
            && image.value.trim() != image.value
        {
            found.tell(Topic::Name, image.span, "the image's name has white space around it").help("remove it");
        }
        found.one_of(part, "imagePullPolicy", &["Always", "IfNotPresent", "Never"]);
        found.one_of(part, "terminationMessagePolicy", &["File", "FallbackToLogsOnError"]);
        self.ports(host_ports, found);
        environment::check(part, found);
        volume_mount::check(self, found);
        self.probes(found);
        if let Some(resources) = part.part("resources") {
            resources::check(resources, found);
        }
        security::container(part, self.pod.spec, found);
        if let Some(policy) = part.text("restartPolicy") {
            match self.role {
                ContainerRole::Init | ContainerRole::Sidecar => {
                    found.value_one_of(&policy, "restartPolicy", &["Always"]);
                }
                _ => {
                    found.forbidden(part, "restartPolicy", "on other containers than init containers");
                }
            }
        }
    }

    fn ports(&self, host_ports: &mut HostPorts<'t>, found: &mut Findings) {
        let mut names = Firsts::default();
        let on_host = self.pod.spec.is_true("hostNetwork");
        for part in self.part.parts("ports") {
            if let Some(name) = part.text("name") {
                port::name(&name, "name", found);
                if let Some(first) = names.before(name.value.clone(), name.span) {
                    found
                        .tell(Topic::DuplicatePort, name.span, format!("two ports have the name `{}`", name.value))
                        .label(first, "the first one");
                }
            }
            port::number(part, "containerPort", found);
            if part.integer("hostPort").is_some_and(|number| number.value != 0) {
                port::number(part, "hostPort", found);
            }
            found.one_of(part, "protocol", &["TCP", "UDP", "SCTP"]);
            let Some(host) = part.integer("hostPort").filter(|number| number.value != 0) else { continue };
            let inside = part.integer("containerPort").map(|number| number.value);
            if on_host && self.role == ContainerRole::Main && inside.is_some_and(|inside| inside != host.value) {
                found
                    .tell(Topic::Port, host.span, "with `hostNetwork` the port of the host is that of the container")
                    .help("make `hostPort` equal to `containerPort`");
            }
            // Init containers may take the same one after the other.
            if self.role != ContainerRole::Main {
                continue;
            }
            let own = |name, default| part.text(name).map_or(Cow::Borrowed(default), |text| text.value);
            let key = (own("protocol", "TCP"), own("hostIP", ""), host.value);
            if let Some(first) = host_ports.before(key, host.span) {
                found
                    .tell(
                        Topic::DuplicatePort,
                        host.span,
                        format!("two ports take the port {} of the host", host.value),
                    )
                    .label(first, "the first one");
            }
        }
    }

    fn probes(&self, found: &mut Findings) {
        if self.role == ContainerRole::Init {
            for name in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] {
                found.forbidden(self.part, name, "on an init container without `restartPolicy: Always`");
            }
            return;
        }
        for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
            if let Some(probe) = self.part.part(name) {
                probe::check(probe, name, found);
            }
        }
        if let Some(lifecycle) = self.part.part("lifecycle") {
            for name in ["postStart", "preStop"] {
                if let Some(hook) = lifecycle.part(name) {
                    probe::hook(hook, found);
                }
            }
        }
    }
}

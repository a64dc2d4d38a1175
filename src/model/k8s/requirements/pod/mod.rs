//! Pods and pod templates as a whole.

mod container;
mod environment;
pub(crate) mod port;
mod probe;
pub(crate) mod resources;
pub(crate) mod scheduling;
mod security;
mod volume;
mod volume_mount;

use std::collections::HashSet;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, Firsts, one_of, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::network::address;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::volume::Volumes;
use crate::model::k8s::{ContainerRole, PodTemplate};

/// Who makes pods from a template, as far as it matters to what the template may say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Maker {
    /// Nobody: it is a pod.
    Pod,
    /// What keeps pods running.
    Controller,
    /// What runs pods to their end.
    Job,
    /// Something else.
    Other,
}

impl Maker {
    fn of(api_version: &str, kind: &str) -> Self {
        match (api_version, kind) {
            ("v1", "Pod") => Self::Pod,
            ("v1", "ReplicationController") => Self::Controller,
            ("apps/v1", "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet") => Self::Controller,
            ("batch/v1", "Job" | "CronJob") => Self::Job,
            _ => Self::Other,
        }
    }
}

/// Checks the template that `whole` embeds. `is_kubernetes` is false for kinds whose own controllers may complete it.
pub(crate) fn check_template(whole: Part<'_>, template: PodTemplate<'_>, is_kubernetes: bool, found: &mut Findings) {
    let object = template.object;
    let (api_version, kind) = (object.api_version().value, object.kind().value);
    let maker = Maker::of(&api_version, &kind);
    let path: &[&'static str] = match (maker, &*kind) {
        (Maker::Pod, _) => &[],
        (_, "CronJob") => &["spec", "jobTemplate", "spec", "template"],
        (_, "PodTemplate") => &["template"],
        (_, "Revision") => &[],
        (_, "ScaledJob") => &["spec", "jobTargetRef", "template"],
        _ => &["spec", "template"],
    };
    let Some(template) = whole.at(path) else { return };
    if !path.is_empty()
        && let Some(metadata) = template.part("metadata")
    {
        labels::labels(metadata, "labels", found);
        labels::annotations(metadata, found);
    }
    let Some(spec) = template.part("spec") else {
        if is_kubernetes {
            found.tell(Topic::MissingValue, template.place(), format!("{template} has no `spec` with `containers`"));
        }
        return;
    };
    let claims: Vec<_> = whole.part("spec").into_iter().flat_map(|spec| spec.parts("volumeClaimTemplates")).collect();
    let claims = claims.iter().filter_map(|claim| claim.part("metadata")?.text("name")).map(|name| name.value);
    let metadata = template.part("metadata");
    if let Some(metadata) = metadata {
        security::annotations(metadata, spec, found);
    }
    let is_pod = maker == Maker::Pod;
    let pod = Pod { spec, is_complete: is_kubernetes, is_pod, volumes: Volumes::of(spec, claims) };
    pod.check(maker, found);
}

/// A pod's spec, with what its parts need of one another.
pub(crate) struct Pod<'t> {
    pub(crate) spec: Part<'t>,
    /// Whether nobody adds to it before it gets to the server.
    pub(crate) is_complete: bool,
    /// Whether it is a pod itself and no template.
    pub(crate) is_pod: bool,
    pub(crate) volumes: Volumes<'t>,
}

impl<'t> Pod<'t> {
    fn check(&self, maker: Maker, found: &mut Findings) {
        let spec = self.spec;
        if self.is_complete {
            found.required(spec, "containers");
            if let Some(node) = spec.get("ephemeralContainers")
                && node.as_sequence().is_some_and(|list| !list.is_empty())
            {
                found.forbidden(spec, "ephemeralContainers", "before the pod runs");
            }
            restart_policy(spec, maker, found);
        }
        volume::check(spec, found);
        self.containers(found);
        names(spec, found);
        claims(spec, found);
        network(spec, found);
        security::pod(spec, found);
        scheduling::check(spec, found);
        if let Some(resources) = spec.part("resources") {
            resources::check(resources, found);
        }
        found.one_of_and_not_empty(spec, "preemptionPolicy", &["PreemptLowerPriority", "Never"]);
        if maker == Maker::Controller {
            found.forbidden(spec, "activeDeadlineSeconds", "in what keeps running");
        } else {
            found.range(spec, "activeDeadlineSeconds", 1..=i64::from(i32::MAX));
        }
    }

    fn containers(&self, found: &mut Findings) {
        let mut names = Firsts::default();
        let mut host_ports = container::HostPorts::default();
        let lists = [("initContainers", ContainerRole::Init), ("containers", ContainerRole::Main)];
        for (list, role) in lists {
            for part in self.spec.parts(list) {
                let is_sidecar = role == ContainerRole::Init && part.is("restartPolicy", "Always");
                let role = if is_sidecar { ContainerRole::Sidecar } else { role };
                let container = container::Container { pod: self, part, role };
                container.check(&mut host_ports, found);
                let Some(name) = part.text("name") else { continue };
                if let Some(first) = names.before(name.value.clone(), name.span) {
                    found
                        .tell(
                            Topic::DuplicateContainer,
                            name.span,
                            format!("two containers have the name `{}`", name.value),
                        )
                        .label(first, "the first one")
                        .help("give it a name of its own");
                }
            }
        }
    }
}

fn restart_policy(spec: Part<'_>, maker: Maker, found: &mut Findings) {
    let allowed: &[&'static str] = match maker {
        Maker::Controller => &["Always"],
        Maker::Job => &["OnFailure", "Never"],
        _ => return,
    };
    let Some(policy) = spec.text("restartPolicy") else {
        if maker == Maker::Job && !spec.is_set("restartPolicy") {
            found
                .tell(
                    Topic::RestartPolicy,
                    spec.place(),
                    "the pods have no `restartPolicy`, so that it is `Always`, which a Job cannot have",
                )
                .help("set `restartPolicy` to `OnFailure` or `Never`");
        }
        return;
    };
    // Words that nobody takes are told by the schema.
    if ["Always", "OnFailure", "Never"].contains(&&*policy.value) && !allowed.contains(&&*policy.value) {
        let kind = spec.object().kind().value;
        found
            .tell(
                Topic::RestartPolicy,
                policy.span,
                format!("`restartPolicy` of a {kind} cannot be `{}`", policy.value),
            )
            .help(one_of(allowed));
    }
}

fn names(spec: Part<'_>, found: &mut Findings) {
    for name in ["serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName"] {
        found.name(spec, name, Grammar::Subdomain);
    }
    // A StatefulSet gives its pods names of its own.
    if spec.object().kind().value != "StatefulSet" {
        for name in ["hostname", "subdomain"] {
            found.name(spec, name, Grammar::Label);
        }
    }
    labels::labels(spec, "nodeSelector", found);
    for gate in spec.parts("readinessGates") {
        if let Some(condition) = gate.text("conditionType") {
            labels::label_key(&condition.value, condition.span, found);
        }
    }
    for gate in spec.parts("schedulingGates") {
        found.required(gate, "name");
        if let Some(name) = gate.text("name") {
            labels::label_key(&name.value, name.span, found);
        }
    }
}

/// Containers may use only the resource claims of their pod.
fn claims(spec: Part<'_>, found: &mut Findings) {
    let names: HashSet<_> =
        spec.parts("resourceClaims").filter_map(|claim| claim.text("name")).map(|name| name.value).collect();
    for list in ["initContainers", "containers"] {
        for container in spec.parts(list) {
            for claim in container.part("resources").into_iter().flat_map(|resources| resources.parts("claims")) {
                found.required(claim, "name");
                if let Some(name) = claim.text("name").filter(|name| !names.contains(&name.value)) {
                    let message = format!("the pod has no resource claim `{}`", short(&name.value));
                    found.tell(Topic::Resource, name.span, message).help("add it to `resourceClaims`");
                }
            }
        }
    }
}

fn network(spec: Part<'_>, found: &mut Findings) {
    found.one_of(spec, "dnsPolicy", &["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]);
    let dns = spec.part("dnsConfig");
    if spec.is("dnsPolicy", "None") && !dns.is_some_and(|dns| dns.is_set("nameservers")) {
        found
            .tell(
                Topic::MissingValue,
                spec.key("dnsPolicy"),
                "`dnsPolicy` is `None`, but `dnsConfig` has no `nameservers`",
            )
            .help("add `nameservers`, at least one");
    }
    if let Some(dns) = dns {
        for server in dns.fields().strings("nameservers") {
            address::ip(&server, "nameservers", found);
        }
        if dns.fields().items("nameservers").count() > 3 {
            found.tell(Topic::Number, dns.key("nameservers"), "`nameservers` has more than three addresses");
        }
        for search in dns.fields().strings("searches") {
            let domain = search.value.strip_suffix('.').unwrap_or(&search.value);
            if search.value != "." && !Grammar::Subdomain.accepts(&domain.replace('_', "a")) {
                let message = format!("`{}` in `searches` is not a domain", short(&search.value));
                found.tell(Topic::Address, search.span, message);
            }
        }
        for option in dns.parts("options") {
            found.required(option, "name");
        }
    }
    for alias in spec.parts("hostAliases") {
        if let Some(ip) = alias.fields().string("ip") {
            address::ip(&ip, "ip", found);
        }
        for name in alias.fields().strings("hostnames") {
            found.grammar(Topic::Address, &name, "hostnames", Grammar::Subdomain);
        }
    }
}

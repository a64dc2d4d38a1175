//! Services, and the addresses that they and others have.

use std::borrow::Cow;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, Firsts};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::network::address;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;
use crate::text::Spanned;

/// The port of the nodes' own agent, which is not for the outside.
const KUBELET_PORT: i64 = 10250;

/// What a Service is, as far as other fields depend on it.
struct Service<'t> {
    spec: Part<'t>,
    ty: Cow<'t, str>,
    is_headless: bool,
}

pub(crate) fn check(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    found.one_of(spec, "type", &["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]);
    let ty = spec.text("type").map_or(Cow::Borrowed("ClusterIP"), |ty| ty.value);
    let is_headless = spec.is("clusterIP", "None");
    let service = Service { spec, ty, is_headless };
    labels::labels(spec, "selector", found);
    service.ports(found);
    service.addresses(found);
    service.by_type(found);
    service.affinity(found);
}

impl Service<'_> {
    fn is_exposed(&self) -> bool {
        matches!(&*self.ty, "NodePort" | "LoadBalancer")
    }

    fn ports(&self, found: &mut Findings) {
        let spec = self.spec;
        if !spec.is_set("ports") && !self.is_headless && self.ty != "ExternalName" {
            found.required(spec, "ports");
        }
        let count = spec.fields().items("ports").count();
        let mut names = Firsts::default();
        let mut taken = Firsts::default();
        for part in spec.parts("ports") {
            if let Some(name) = part.text("name") {
                found.grammar(Topic::Port, &name, "name", Grammar::Label);
                if let Some(first) = names.before(name.value.clone(), name.span) {
                    found
                        .tell(Topic::DuplicatePort, name.span, format!("two ports have the name `{}`", name.value))
                        .label(first, "the first one");
                }
            } else if count > 1 {
                found
                    .tell(Topic::MissingValue, part.place(), "a port has no name, though there are several")
                    .help("give each of the ports a `name`");
            }
            port::number(part, "port", found);
            if part.integer("targetPort").is_none_or(|number| number.value != 0) && part.is_set("targetPort") {
                port::number_or_name(part, "targetPort", found);
            }
            if self.ty == "LoadBalancer" && part.integer("port").is_some_and(|number| number.value == KUBELET_PORT) {
                found.tell(
                    Topic::Port,
                    part.span("port"),
                    format!("a load balancer may not have the port {KUBELET_PORT}"),
                );
            }
            found.one_of(part, "protocol", &["TCP", "UDP", "SCTP"]);
            if let Some(protocol) = part.text("appProtocol") {
                found.grammar(Topic::Name, &protocol, "appProtocol", Grammar::Qualified);
            }
            let Some(node) = part.integer("nodePort").filter(|number| number.value != 0) else { continue };
            port::number(part, "nodePort", found);
            if self.ty == "ClusterIP" {
                found
                    .tell(
                        Topic::ForbiddenField,
                        part.key("nodePort"),
                        "`nodePort` may not be set when `type` is `ClusterIP`",
                    )
                    .help("remove `nodePort`, or write `type: NodePort`");
            }
            let protocol = part.text("protocol").map_or(Cow::Borrowed("TCP"), |protocol| protocol.value);
            if let Some(first) = taken.before((protocol, node.value), node.span) {
                found
                    .tell(
                        Topic::DuplicatePort,
                        node.span,
                        format!("two ports take the port {} of the nodes", node.value),
                    )
                    .label(first, "the first one");
            }
        }
    }

    fn addresses(&self, found: &mut Findings) {
        let spec = self.spec;
        for name in ["clusterIPs", "externalIPs"] {
            for address in spec.fields().strings(name) {
                if name != "clusterIPs" || address.value != "None" {
                    address::ip(&address, name, found);
                }
                if name == "externalIPs" {
                    address::special(&address.value, address.span, found);
                }
            }
        }
        if let Some(address) = spec.text("clusterIP").filter(|address| address.value != "None") {
            address::ip(&address, "clusterIP", found);
        }
        for range in spec.fields().strings("loadBalancerSourceRanges") {
            address::cidr(&range, "loadBalancerSourceRanges", found);
        }
        let mut families = Firsts::default();
        for family in spec.fields().strings("ipFamilies") {
            found.value_one_of(&family, "ipFamilies", &["IPv4", "IPv6"]);
            if families.before(family.value.clone(), family.span).is_some() {
                found.tell(Topic::ForbiddenField, family.span, format!("`ipFamilies` has `{}` twice", family.value));
            }
        }
        found.one_of_and_not_empty(spec, "ipFamilyPolicy", &["SingleStack", "PreferDualStack", "RequireDualStack"]);
        found.one_of_and_not_empty(spec, "internalTrafficPolicy", &["Cluster", "Local"]);
        found.one_of(spec, "externalTrafficPolicy", &["Cluster", "Local"]);
        found.one_of_and_not_empty(spec, "trafficDistribution", &["PreferClose", "PreferSameZone", "PreferSameNode"]);
    }

    fn by_type(&self, found: &mut Findings) {
        let spec = self.spec;
        match &*self.ty {
            "ExternalName" => {
                found.forbidden(spec, "clusterIP", "when `type` is `ExternalName`");
                found.required(spec, "externalName");
                if let Some(name) = spec.text("externalName") {
                    let host = name.value.strip_suffix('.').unwrap_or(&name.value);
                    let host = Spanned::new(Cow::Borrowed(host), name.span);
                    found.grammar(Topic::Address, &host, "externalName", Grammar::Subdomain);
                }
            }
            "NodePort" | "LoadBalancer" if self.is_headless => {
                let message = format!("`clusterIP` cannot be `None` when `type` is `{}`", self.ty);
                found.tell(Topic::ForbiddenField, spec.span("clusterIP"), message).help("remove `clusterIP`");
            }
            _ => {}
        }
        if self.ty != "LoadBalancer" {
            for name in ["loadBalancerSourceRanges", "loadBalancerClass", "allocateLoadBalancerNodePorts"] {
                found.forbidden(spec, name, "unless `type` is `LoadBalancer`");
            }
        }
        if !self.is_exposed() && !spec.is_set("externalIPs") {
            found.forbidden(spec, "externalTrafficPolicy", "on a Service that is not reached from outside");
        }
        if let Some(check) = spec.integer("healthCheckNodePort").filter(|number| number.value != 0)
            && !(self.ty == "LoadBalancer" && spec.is("externalTrafficPolicy", "Local"))
        {
            found.tell(
                Topic::ForbiddenField,
                check.span,
                "`healthCheckNodePort` wants `type: LoadBalancer` and `externalTrafficPolicy: Local`",
            );
        }
    }

    fn affinity(&self, found: &mut Findings) {
        let spec = self.spec;
        found.one_of(spec, "sessionAffinity", &["ClientIP", "None"]);
        if !spec.is("sessionAffinity", "ClientIP") {
            found.forbidden(spec, "sessionAffinityConfig", "unless `sessionAffinity` is `ClientIP`");
        } else if let Some(client) = spec.at(&["sessionAffinityConfig", "clientIP"]) {
            found.range(client, "timeoutSeconds", 1..=86400);
        }
    }
}

//! Ingresses and their classes.

use std::net::IpAddr;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;
use crate::text::Spanned;

pub(crate) fn ingress(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    if !spec.is_set("rules") && !spec.has("defaultBackend") {
        found.required_one(spec, &["defaultBackend", "rules"]);
    }
    found.name(spec, "ingressClassName", Grammar::Subdomain);
    if let Some(class) = spec.text("ingressClassName")
        && let Some(old) = whole.object().metadata().annotation("kubernetes.io/ingress.class")
    {
        found
            .tell(Topic::ForbiddenField, old.span, "the class is set by `spec.ingressClassName` too")
            .label(class.span, "set here")
            .help("remove the annotation `kubernetes.io/ingress.class`");
    }
    if let Some(default) = spec.part("defaultBackend") {
        backend(default, found);
    }
    for tls in spec.parts("tls") {
        for host in tls.fields().strings("hosts") {
            self::host(&host, "hosts", found);
        }
        found.name(tls, "secretName", Grammar::Subdomain);
    }
    for rule in spec.parts("rules") {
        if let Some(host) = rule.text("host") {
            if host.value.parse::<IpAddr>().is_ok() {
                found.tell(Topic::Address, host.span, "`host` is an IP address, it has to be a name");
            } else {
                self::host(&host, "host", found);
            }
        }
        let Some(http) = rule.part("http") else { continue };
        found.required(http, "paths");
        for path in http.parts("paths") {
            self::path(path, found);
            if let Some(backend) = path.part("backend") {
                self::backend(backend, found);
            }
        }
    }
}

fn host(host: &Spanned<std::borrow::Cow<'_, str>>, name: &str, found: &mut Findings) {
    let grammar = if host.value.contains('*') { Grammar::WildcardSubdomain } else { Grammar::Subdomain };
    found.grammar(Topic::Address, host, name, grammar);
}

fn path(part: Part<'_>, found: &mut Findings) {
    found.required(part, "pathType");
    found.one_of(part, "pathType", &["Exact", "ImplementationSpecific", "Prefix"]);
    let is_free = part.is("pathType", "ImplementationSpecific");
    let Some(path) = part.fields().string("path") else {
        if !is_free && !part.has("path") && part.has("pathType") {
            found.tell(Topic::Path, part.place(), "a path of this type wants a `path`").help("add `path: /`");
        }
        return;
    };
    let text = &*path.value;
    let may_be = text.starts_with('/') || (is_free && text.is_empty());
    let trouble = if !may_be {
        Some("does not begin with `/`")
    } else if is_free {
        None
    } else if ["//", "/./", "/../", "%2f", "%2F"].iter().any(|part| text.contains(part)) {
        Some("has `//`, `/./`, `/../` or `%2f` in it")
    } else if text.ends_with("/..") || text.ends_with("/.") {
        Some("ends with `/.` or `/..`")
    } else {
        None
    };
    if let Some(trouble) = trouble {
        found.tell(Topic::Path, path.span, format!("`path` is `{}`, which {trouble}", short(text)));
    }
}

fn backend(backend: Part<'_>, found: &mut Findings) {
    found.exactly_one(backend, &["service", "resource"]);
    if let Some(resource) = backend.part("resource") {
        found.required(resource, "kind");
        found.required(resource, "name");
    }
    let Some(service) = backend.part("service") else { return };
    found.required_name(service, "name", Grammar::Label1035);
    let port_part = service.part("port");
    let has_name = port_part.is_some_and(|port| port.is_set("name"));
    let number = port_part.and_then(|port| port.integer("number")).filter(|number| number.value != 0);
    match (has_name, number) {
        (false, None) => {
            let place = port_part.map_or(service.place(), Part::place);
            found
                .tell(Topic::MissingValue, place, "the backend has neither the name nor the number of a port")
                .help("add `port` with `name` or `number`");
        }
        (true, Some(number)) => {
            found.tell(Topic::ForbiddenField, number.span, "the backend has both the name and the number of a port");
        }
        _ => {}
    }
    let Some(part) = port_part else { return };
    if let Some(name) = part.text("name") {
        port::name(&name, "name", found);
    }
    if number.is_some() {
        port::number(part, "number", found);
    }
}

pub(crate) fn ingress_class(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    found.required(spec, "controller");
    if let Some(controller) = spec.text("controller") {
        let fits = controller.value.split_once('/').is_some_and(|(domain, path)| {
            Grammar::Subdomain.accepts(domain) && !path.is_empty() && controller.value.len() <= 250
        });
        if !fits {
            let message = format!("`controller` is `{}`, which is no domain with a path", short(&controller.value));
            found.tell(Topic::Name, controller.span, message).help("write it like `example.com/ingress-controller`");
        }
    }
    let Some(parameters) = spec.part("parameters") else { return };
    found.name(parameters, "apiGroup", Grammar::Subdomain);
    found.required_name(parameters, "kind", Grammar::PathSegment);
    found.required_name(parameters, "name", Grammar::PathSegment);
    if parameters.is("scope", "Namespace") {
        if !parameters.is_set("namespace") {
            found.required(parameters, "namespace");
        }
    } else {
        found.forbidden(parameters, "namespace", "unless `scope` is `Namespace`");
    }
}

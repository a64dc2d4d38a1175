//! Probes and lifecycle hooks.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, quoted};
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;

/// The probe called `name`.
pub(crate) fn check(probe: Part<'_>, name: &'static str, found: &mut Findings) {
    handler(probe, &["exec", "httpGet", "tcpSocket", "grpc"], found);
    for number in ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"] {
        found.range(probe, number, 0..=i64::MAX);
    }
    if name == "readinessProbe" {
        found.forbidden(probe, "terminationGracePeriodSeconds", "on a readiness probe");
    } else {
        found.range(probe, "terminationGracePeriodSeconds", 1..=i64::MAX);
        if let Some(successes) = probe.integer("successThreshold").filter(|number| number.value > 1) {
            let message = format!("`successThreshold` of `{name}` is {}, it can only be 1", successes.value);
            found.tell(Topic::Probe, successes.span, message);
        }
    }
}

/// A hook of a container's life.
pub(crate) fn hook(hook: Part<'_>, found: &mut Findings) {
    handler(hook, &["exec", "httpGet", "tcpSocket", "sleep"], found);
}

fn handler(part: Part<'_>, handlers: &[&'static str], found: &mut Findings) {
    let mut there = handlers.iter().filter(|handler| part.has(handler));
    match (there.next(), there.next()) {
        (None, _) => {
            let list = quoted(handlers);
            found.tell(Topic::Probe, part.place(), format!("{part} has no handler")).help(format!("add one of {list}"));
        }
        (Some(first), Some(second)) => {
            found
                .tell(Topic::Probe, part.key(second), format!("{part} has both `{first}` and `{second}`"))
                .label(part.key(first), format!("`{first}` set here"))
                .help("keep one of them");
        }
        (Some(_), None) => {}
    }
    if let Some(exec) = part.part("exec") {
        found.required(exec, "command");
    }
    if let Some(get) = part.part("httpGet") {
        port::number_or_name(get, "port", found);
        found.one_of(get, "scheme", &["HTTP", "HTTPS"]);
        for header in get.parts("httpHeaders") {
            if let Some(name) = header.fields().string("name") {
                found.grammar(Topic::Probe, &name, "name", Grammar::HttpHeader);
            }
        }
    }
    if let Some(socket) = part.part("tcpSocket") {
        port::number_or_name(socket, "port", found);
    }
    if let Some(grpc) = part.part("grpc") {
        port::number(grpc, "port", found);
    }
}

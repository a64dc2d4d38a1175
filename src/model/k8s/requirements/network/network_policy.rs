//! NetworkPolicies.

use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::network::address;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;
pub(crate) fn check(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    labels::selector(spec, "podSelector", found);
    for (list, peers) in [("ingress", "from"), ("egress", "to")] {
        for rule in spec.parts(list) {
            for port in rule.parts("ports") {
                self::port(port, found);
            }
            for peer in rule.parts(peers) {
                self::peer(peer, found);
            }
        }
    }
    if spec.fields().items("policyTypes").count() > 2 {
        found.tell(Topic::Number, spec.key("policyTypes"), "`policyTypes` has more than two values");
        return;
    }
    for ty in spec.fields().strings("policyTypes") {
        found.value_one_of(&ty, "policyTypes", &["Ingress", "Egress"]);
    }
}

fn port(part: Part<'_>, found: &mut Findings) {
    found.one_of_and_not_empty(part, "protocol", &["TCP", "UDP", "SCTP"]);
    port::number_or_name(part, "port", found);
    let Some(end) = part.integer("endPort") else { return };
    port::number(part, "endPort", found);
    match part.integer("port") {
        None => {
            found.tell(Topic::Port, end.span, "`endPort` wants a `port` that is a number");
        }
        Some(start) if end.value < start.value => {
            found
                .tell(Topic::Port, end.span, format!("`endPort` is {}, below `port`", end.value))
                .label(start.span, "`port`");
        }
        Some(_) => {}
    }
}

fn peer(peer: Part<'_>, found: &mut Findings) {
    if !found.required_one(peer, &["podSelector", "namespaceSelector", "ipBlock"]) {
        return;
    }
    labels::selector(peer, "podSelector", found);
    labels::selector(peer, "namespaceSelector", found);
    let Some(block) = peer.part("ipBlock") else { return };
    for selector in ["podSelector", "namespaceSelector"] {
        found.at_most_one(peer, &[selector, "ipBlock"]);
    }
    found.required(block, "cidr");
    let Some(range) = block.text("cidr") else { return };
    address::cidr(&range, "cidr", found);
    let Some(whole) = address::parse_cidr(&range.value) else { return };
    for except in block.fields().strings("except") {
        let Some(part) = address::parse_cidr(&except.value) else {
            address::cidr(&except, "except", found);
            continue;
        };
        if !is_within(part, whole) {
            let message = format!("`{}` in `except` is no part of `{}`", short(&except.value), short(&range.value));
            found.tell(Topic::Address, except.span, message).label(range.span, "the range");
        }
    }
}

/// Whether the range `part` is a smaller one inside `whole`.
fn is_within(part: (std::net::IpAddr, u32), whole: (std::net::IpAddr, u32)) -> bool {
    use std::net::IpAddr::{V4, V6};
    if part.1 <= whole.1 {
        return false;
    }
    match (part.0, whole.0) {
        (V4(part), V4(range)) => {
            prefix(u128::from(part.to_bits()), 32, whole.1) == prefix(u128::from(range.to_bits()), 32, whole.1)
        }
        (V6(part), V6(range)) => prefix(part.to_bits(), 128, whole.1) == prefix(range.to_bits(), 128, whole.1),
        _ => false,
    }
}

/// The first `bits` of an address that has `width`.
fn prefix(address: u128, width: u32, bits: u32) -> u128 {
    address.checked_shr(width - bits).unwrap_or(0)
}

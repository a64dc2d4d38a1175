//! IP addresses and ranges of them, as the API server reads them.

use std::borrow::Cow;
use std::net::IpAddr;

use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::text::{Span, Spanned};

/// An IP address.
pub(crate) fn ip(text: &Spanned<Cow<'_, str>>, name: &str, found: &mut Findings) {
    if !is_ip(&text.value) {
        let message = format!("`{}` in `{name}` is not an IP address", short(&text.value));
        found.tell(Topic::Address, text.span, message);
    }
}

/// A range of IP addresses.
pub(crate) fn cidr(text: &Spanned<Cow<'_, str>>, name: &str, found: &mut Findings) {
    if parse_cidr(text.value.trim()).is_none() {
        let message = format!("`{}` in `{name}` is not a range of IP addresses", short(&text.value));
        found.tell(Topic::Address, text.span, message).help("write it like `10.0.0.0/8`");
    }
}

/// Whether the server reads an IP address: in version 4 it lets leading zeros pass.
pub(crate) fn is_ip(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok() || without_leading_zeros(text).is_some_and(|text| text.parse::<IpAddr>().is_ok())
}

fn without_leading_zeros(text: &str) -> Option<String> {
    let parts: Vec<_> = text.split('.').collect();
    if parts.len() != 4 || parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let parts: Vec<_> = parts
        .into_iter()
        .map(|part| match part.trim_start_matches('0') {
            "" => "0",
            rest => rest,
        })
        .collect();
    Some(parts.join("."))
}

/// The address and the number of bits of a range.
pub(crate) fn parse_cidr(text: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = text.split_once('/')?;
    let address: IpAddr =
        address.parse().ok().or_else(|| without_leading_zeros(address).and_then(|address| address.parse().ok()))?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits: u32 = bits.parse().ok().filter(|bits| *bits <= most)?;
    Some((address, bits))
}

/// Addresses that no endpoint can have.
pub(crate) fn special(ip: &str, span: Span, found: &mut Findings) {
    let Ok(address) = ip.parse::<IpAddr>() else { return };
    let is_link_local = match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    };
    if address.is_unspecified() || address.is_loopback() || address.is_multicast() || is_link_local {
        found.tell(Topic::Address, span, format!("`{ip}` is no address that an endpoint can have"));
    }
}

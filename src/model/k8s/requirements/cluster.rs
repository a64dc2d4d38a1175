//! Kinds that describe the cluster itself, and questions to it.

use std::borrow::Cow;
use std::net::IpAddr;

use super::findings::{Findings, short};
use super::part::Part;
use super::{Topic, port, service};
use crate::model::k8s::names::Grammar;
use crate::text::{Span, Spanned};

/// Levels of the Pod Security Standards.
const SECURITY_LEVELS: &[&str] = &["privileged", "baseline", "restricted"];

pub(super) fn namespace(whole: Part<'_>, found: &mut Findings) {
    for (key, value) in whole.object().metadata().labels() {
        let Some(mode) = key.value.strip_prefix("pod-security.kubernetes.io/") else { continue };
        if ["enforce", "audit", "warn"].contains(&mode) {
            found.value_one_of(&value, &key.value, SECURITY_LEVELS);
        } else if mode.ends_with("-version") && value.value != "latest" {
            let minor = value.value.strip_prefix("v1.");
            if !minor.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())) {
                let message = format!("`{}` cannot be `{}`", key.value, short(&value.value));
                found
                    .tell(Topic::UnsupportedValue, value.span, message)
                    .help("write `latest`, or a version like `v1.34`");
            }
        }
    }
    if let Some(spec) = whole.part("spec") {
        for finalizer in spec.fields().strings("finalizers") {
            if finalizer.value != "kubernetes" && !finalizer.value.contains('/') {
                let message = format!("the finalizer `{}` has no domain before its name", short(&finalizer.value));
                found.tell(Topic::Name, finalizer.span, message);
            }
        }
    }
}

pub(super) fn api_service(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else {
        found.required(whole, "spec");
        return;
    };
    let (group, version) = (spec.text("group"), spec.text("version"));
    if group.is_none() && version.as_ref().is_none_or(|version| version.value != "v1") {
        found.required(spec, "group");
    }
    found.required(spec, "version");
    found.name(spec, "group", Grammar::Subdomain);
    found.name(spec, "version", Grammar::Label1035);
    found.range(spec, "groupPriorityMinimum", 1..=20000);
    found.range(spec, "versionPriority", 1..=1000);
    let text = |part: Option<Spanned<Cow<'_, str>>>| part.map_or(String::new(), |text| text.value.into_owned());
    let wanted = format!("{}.{}", text(version), text(group));
    if let Some(name) = whole.part("metadata").and_then(|metadata| metadata.text("name"))
        && name.value != wanted
    {
        found
            .tell(
                Topic::Name,
                name.span,
                format!("the name is `{}`, not that of the version and group", short(&name.value)),
            )
            .help(format!("write `{}`", short(&wanted)));
    }
    let Some(target) = spec.part("service") else {
        if spec.is_set("caBundle") {
            found.forbidden(spec, "caBundle", "without `service`");
        }
        return;
    };
    found.required(target, "name");
    found.required(target, "namespace");
    port::number(target, "port", found);
    if spec.is_true("insecureSkipTLSVerify") {
        found.forbidden(spec, "caBundle", "together with `insecureSkipTLSVerify`");
    }
}

pub(super) fn runtime_class(whole: Part<'_>, found: &mut Findings) {
    found.required_name(whole, "handler", Grammar::Label);
}

pub(super) fn node(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    for range in spec.fields().strings("podCIDRs") {
        service::cidr(&range, "podCIDRs", found);
    }
    for taint in spec.parts("taints") {
        found.required(taint, "key");
        if let Some(key) = taint.text("key") {
            super::labels::label_key(&key.value, key.span, found);
        }
        if let Some(value) = taint.text("value") {
            found.grammar(Topic::Label, &value, "value", Grammar::LabelValue);
        }
        found.one_of(taint, "effect", &["NoSchedule", "PreferNoSchedule", "NoExecute"]);
    }
}

pub(super) fn endpoints(whole: Part<'_>, found: &mut Findings) {
    for subset in whole.parts("subsets") {
        if !subset.is_set("addresses") && !subset.is_set("notReadyAddresses") {
            found.required_one(subset, &["addresses", "notReadyAddresses"]);
        }
        for list in ["addresses", "notReadyAddresses"] {
            for address in subset.parts(list) {
                if let Some(ip) = address.fields().string("ip") {
                    service::ip(&ip, "ip", found);
                    special(&ip.value, ip.span, found);
                }
                found.name(address, "hostname", Grammar::Label);
            }
        }
        let count = subset.fields().items("ports").count();
        for port in subset.parts("ports") {
            if count > 1 {
                found.required(port, "name");
            }
            if let Some(name) = port.text("name") {
                found.grammar(Topic::Port, &name, "name", Grammar::Label);
            }
            port::number(port, "port", found);
        }
    }
}

/// Addresses that no endpoint can have.
pub(super) fn special(ip: &str, span: Span, found: &mut Findings) {
    let Ok(address) = ip.parse::<IpAddr>() else { return };
    let is_link_local = match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    };
    if address.is_unspecified() || address.is_loopback() || address.is_multicast() || is_link_local {
        found.tell(Topic::Address, span, format!("`{ip}` is no address that an endpoint can have"));
    }
}

pub(super) fn endpoint_slice(whole: Part<'_>, found: &mut Findings) {
    found.required(whole, "addressType");
    found.one_of(whole, "addressType", &["FQDN", "IPv4", "IPv6"]);
    let is_ip = !whole.is("addressType", "FQDN");
    for endpoint in whole.parts("endpoints") {
        found.required(endpoint, "addresses");
        for address in endpoint.fields().strings("addresses") {
            if is_ip {
                service::ip(&address, "addresses", found);
                special(&address.value, address.span, found);
            } else {
                found.grammar(Topic::Address, &address, "addresses", Grammar::Subdomain);
            }
        }
    }
    for port in whole.parts("ports") {
        if let Some(name) = port.text("name") {
            found.grammar(Topic::Port, &name, "name", Grammar::Label);
        }
        port::number(port, "port", found);
    }
}

pub(super) fn lease(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    found.range(spec, "leaseDurationSeconds", 1..=i64::MAX);
    found.range(spec, "leaseTransitions", 0..=i64::MAX);
}

pub(super) fn certificate_request(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    for name in ["request", "signerName", "usages"] {
        found.required(spec, name);
    }
    found.range(spec, "expirationSeconds", 600..=i64::MAX);
}

pub(super) fn access_review(whole: Part<'_>, found: &mut Findings) {
    let kind = whole.object().kind().value;
    let Some(spec) = whole.part("spec").filter(|_| kind.ends_with("AccessReview")) else { return };
    found.exactly_one(spec, &["resourceAttributes", "nonResourceAttributes"]);
    if !kind.starts_with("Self") && !spec.is_set("user") && !spec.is_set("groups") {
        found.required_one(spec, &["user", "groups"]);
    }
}

pub(super) fn token_review(whole: Part<'_>, found: &mut Findings) {
    if let Some(spec) = whole.part("spec") {
        found.required(spec, "token");
    }
}

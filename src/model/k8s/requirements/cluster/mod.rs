//! Kinds that describe the cluster itself, and questions to it.

pub(super) mod custom_resource_definition;
pub(super) mod quota;
pub(super) mod rbac;
pub(super) mod webhook;

use std::borrow::Cow;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, short};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::network::address;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;
use crate::text::Spanned;

/// Levels of the Pod Security Standards.
const SECURITY_LEVELS: &[&str] = &["privileged", "baseline", "restricted"];

pub(crate) fn namespace(whole: Part<'_>, found: &mut Findings) {
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

pub(crate) fn api_service(whole: Part<'_>, found: &mut Findings) {
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

pub(crate) fn runtime_class(whole: Part<'_>, found: &mut Findings) {
    found.required_name(whole, "handler", Grammar::Label);
}

pub(crate) fn node(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    for range in spec.fields().strings("podCIDRs") {
        address::cidr(&range, "podCIDRs", found);
    }
    for taint in spec.parts("taints") {
        found.required(taint, "key");
        if let Some(key) = taint.text("key") {
            labels::label_key(&key.value, key.span, found);
        }
        if let Some(value) = taint.text("value") {
            found.grammar(Topic::Label, &value, "value", Grammar::LabelValue);
        }
        found.one_of(taint, "effect", &["NoSchedule", "PreferNoSchedule", "NoExecute"]);
    }
}

pub(crate) fn lease(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    found.range(spec, "leaseDurationSeconds", 1..=i64::MAX);
    found.range(spec, "leaseTransitions", 0..=i64::MAX);
}

pub(crate) fn certificate_request(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    for name in ["request", "signerName", "usages"] {
        found.required(spec, name);
    }
    found.range(spec, "expirationSeconds", 600..=i64::MAX);
}

pub(crate) fn access_review(whole: Part<'_>, found: &mut Findings) {
    let kind = whole.object().kind().value;
    let Some(spec) = whole.part("spec").filter(|_| kind.ends_with("AccessReview")) else { return };
    found.exactly_one(spec, &["resourceAttributes", "nonResourceAttributes"]);
    if !kind.starts_with("Self") && !spec.is_set("user") && !spec.is_set("groups") {
        found.required_one(spec, &["user", "groups"]);
    }
}

pub(crate) fn token_review(whole: Part<'_>, found: &mut Findings) {
    if let Some(spec) = whole.part("spec") {
        found.required(spec, "token");
    }
}

//! Webhooks and policies of admission.

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, Firsts};
use crate::model::k8s::requirements::labels;
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::port;

pub(crate) fn configuration(whole: Part<'_>, found: &mut Findings) {
    let mut names = Firsts::default();
    for webhook in whole.parts("webhooks") {
        found.required(webhook, "name");
        if let Some(name) = webhook.text("name") {
            if !Grammar::Subdomain.accepts(&name.value) || name.value.split('.').count() < 3 {
                found
                    .tell(Topic::Name, name.span, format!("`{}` is not a name with a domain of its own", name.value))
                    .help("write at least three parts with `.` between them, like `pods.example.com`");
            }
            if names.before(name.value.clone(), name.span).is_some() {
                found.tell(Topic::ForbiddenField, name.span, format!("two webhooks have the name `{}`", name.value));
            }
        }
        found.required(webhook, "sideEffects");
        found.one_of_and_not_empty(webhook, "sideEffects", &["None", "NoneOnDryRun"]);
        found.required(webhook, "admissionReviewVersions");
        let mut versions = webhook.fields().strings("admissionReviewVersions").peekable();
        if versions.peek().is_some() && !versions.any(|version| ["v1", "v1beta1"].contains(&&*version.value)) {
            found
                .tell(
                    Topic::UnsupportedValue,
                    webhook.key("admissionReviewVersions"),
                    "no version is one that the server knows",
                )
                .help("add `v1`");
        }
        found.one_of_and_not_empty(webhook, "failurePolicy", &["Fail", "Ignore"]);
        found.one_of_and_not_empty(webhook, "matchPolicy", &["Equivalent", "Exact"]);
        found.one_of_and_not_empty(webhook, "reinvocationPolicy", &["IfNeeded", "Never"]);
        found.range(webhook, "timeoutSeconds", 1..=30);
        labels::selector(webhook, "namespaceSelector", found);
        labels::selector(webhook, "objectSelector", found);
        if let Some(client) = webhook.part("clientConfig") {
            client_config(client, found);
        }
        for rule in webhook.parts("rules") {
            self::rule(rule, found);
        }
    }
}

/// How to reach a webhook.
pub(crate) fn client_config(client: Part<'_>, found: &mut Findings) {
    found.exactly_one(client, &["url", "service"]);
    if let Some(url) = client.text("url").filter(|url| !url.value.starts_with("https://")) {
        found.tell(Topic::Address, url.span, "`url` does not begin with `https://`");
    }
    let Some(service) = client.part("service") else { return };
    found.required(service, "name");
    found.required(service, "namespace");
    port::number(service, "port", found);
    if let Some(path) = service.text("path").filter(|path| !path.value.starts_with('/')) {
        found.tell(Topic::Path, path.span, "`path` does not begin with `/`");
    }
}

fn rule(rule: Part<'_>, found: &mut Findings) {
    for name in ["operations", "apiGroups", "apiVersions", "resources"] {
        found.required(rule, name);
    }
    for operation in rule.fields().strings("operations") {
        found.value_one_of(&operation, "operations", &["*", "CONNECT", "CREATE", "DELETE", "UPDATE"]);
    }
    for list in ["operations", "apiGroups", "apiVersions"] {
        let all = rule.fields().strings(list).find(|item| item.value == "*");
        if let Some(all) = all.filter(|_| rule.fields().items(list).count() > 1) {
            found.tell(Topic::ForbiddenField, all.span, format!("`*` has to be alone in `{list}`"));
        }
    }
    for list in ["apiVersions", "resources"] {
        for node in rule.fields().strings(list).filter(|text| text.value.is_empty()) {
            found.tell(Topic::MissingValue, node.span, format!("an item of `{list}` is empty"));
        }
    }
    found.one_of_and_not_empty(rule, "scope", &["*", "Cluster", "Namespaced"]);
}

/// A ValidatingAdmissionPolicy.
pub(crate) fn policy(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    found.one_of_and_not_empty(spec, "failurePolicy", &["Fail", "Ignore"]);
    if !spec.is_set("validations") && !spec.is_set("auditAnnotations") {
        found.required_one(spec, &["validations", "auditAnnotations"]);
    }
    for validation in spec.parts("validations") {
        found.required(validation, "expression");
    }
    let Some(constraints) = spec.part("matchConstraints") else {
        found.required(spec, "matchConstraints");
        return;
    };
    found.required(constraints, "resourceRules");
    for rule in constraints.parts("resourceRules") {
        self::rule(rule, found);
    }
    labels::selector(constraints, "namespaceSelector", found);
    labels::selector(constraints, "objectSelector", found);
}

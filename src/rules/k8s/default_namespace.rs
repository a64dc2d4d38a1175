use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// An object goes to the namespace `default`.
    ///
    /// Everything that nobody placed is there. Quotas, policies and rights that are given by namespace then mean all of it or nothing. An object
    /// without a namespace goes where kubectl, Kustomize or Helm say, which is `default` when they say nothing.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   namespace: shop
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// Just where it is written:
    ///
    /// ```toml
    /// when-absent = false
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    ///   namespace: default
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/default-namespace",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::Clarity],
        since: "0.1.0",
        also: &["kube-linter:use-namespace", "trivy:KSV-0110", "checkov:CKV_K8S_21"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Object(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Whether objects without a namespace are told too.
    when_absent: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { when_absent: true }
    }
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is_standard_workload() && !object.is(&[""], "Service") {
        return;
    }
    match object.metadata().namespace() {
        Some(namespace) if namespace.value == "default" => {
            ctx.report(namespace.span, "it goes to the namespace `default`").help("give it a namespace of its own");
        }
        None if ctx.options::<Options>().when_absent => {
            ctx.report(object.name_span(), "it has no namespace").help("set `metadata.namespace`");
        }
        _ => {}
    }
}

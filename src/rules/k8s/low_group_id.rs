use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A container runs with a group that the node may have too.
    ///
    /// The number of a group means the same in a container and on its node. A low one is probably somebody there, whose
    /// files are then in reach for whoever gets out. Platforms that choose the number themselves, such as OpenShift, want it
    /// left out.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         runAsGroup: 1000
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         runAsGroup: 10001
    /// ```
    ///
    /// ```toml
    /// minimum = 1000
    /// required = false
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         runAsGroup: 1000
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/low-group-id",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-score:container-security-context-user-group-id", "trivy:KSV-0021", "kubesec:RunAsGroup"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Container(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The lowest number that is fine.
    minimum: i64,
    /// Whether there has to be a number at all.
    required: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { minimum: 10_000, required: true }
    }
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let &Options { minimum, required } = ctx.options();
    if container.pod.has_own_users() {
        return;
    }
    match container.security_context().run_as_group() {
        Some(group) if group.value < minimum => {
            let message = format!("group {} of container {} is below {minimum}", group.value, container.title());
            ctx.report(group.span, message);
        }
        None if required => {
            let message = format!("container {} has no `runAsGroup`, so the image decides", container.title());
            ctx.report(container.name_span(), message).help(format!("set `runAsGroup` to {minimum} or above"));
        }
        _ => {}
    }
}

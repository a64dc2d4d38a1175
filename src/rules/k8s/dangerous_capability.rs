use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// A container gets a capability that reaches past it.
    ///
    /// Most capabilities that can be added concern the container alone; these let it watch, change or take over its node or
    /// its neighbours. A privileged container has them all, and a finding of its own.
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
    ///         capabilities:
    ///           add: [NET_ADMIN, CHOWN]
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext:
    ///         capabilities:
    ///           add: [CHOWN]
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
    ///         capabilities: {add: [NET_BIND_SERVICE]}
    /// ```
    ///
    /// ```toml
    /// allow = ["NET_ADMIN"]
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
    ///         capabilities: {add: [NET_ADMIN]}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/dangerous-capability",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:dangerousCapabilities", "trivy:KSV-0005", "trivy:KSV-0119", "trivy:KSV-0120", "checkov:CKV_K8S_39", "kubesec:CapSysAdmin"],
        fix: Some(Safety::Unsafe),
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Container(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Capabilities that containers may get, such as `NET_ADMIN`.
    allow: Vec<String>,
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let context = container.security_context();
    if context.is_privileged() {
        return;
    }
    for capability in context.added_capabilities() {
        let Some(danger) = capability.danger() else { continue };
        let options: &Options = ctx.options();
        if options.allow.contains(&capability.name()) {
            continue;
        }
        let message = format!("container {} gets `{}`, which {danger}", container.title(), capability.written);
        let finding = ctx.report(capability.span, message);
        let edits = container
            .fields()
            .remove_items(&["securityContext", "capabilities", "add"], |item| item.span() == capability.span);
        if let Some(edits) = edits {
            finding.fix(Fix::new(Safety::Unsafe, format!("do not add `{}`", capability.written), edits));
        }
    }
}

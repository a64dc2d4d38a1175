use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A container is not kept from running as root, which the restricted standard demands.
    ///
    /// `runAsNonRoot: true` makes the kubelet refuse an image that would run as root. This is the control `runAsNonRoot` of
    /// the Pod Security Standards: a pod's `false` counts even when every container says otherwise. Since 1.35 it leaves
    /// pods with `hostUsers: false` alone.
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
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///   securityContext:
    ///     runAsNonRoot: true
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
    ///       securityContext:
    ///         runAsNonRoot: false
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
    ///         runAsNonRoot: true
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     runAsNonRoot: true
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-run-as-non-root",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:runAsNonRoot"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if standard::trusts_user_namespaces(ctx.newest_release()) && pod.has_own_users() {
        return;
    }
    let said =
        pod.security_contexts().filter(|context| context.run_as_non_root().is_some_and(|non_root| !non_root.value));
    let denials: Vec<_> = said.collect();
    if !denials.is_empty() {
        let places = denials.iter().filter_map(|context| context.run_as_non_root()).map(|non_root| non_root.span);
        let edits = denials.iter().map(|context| context.fields()?.set(&["runAsNonRoot"], Value::Bool(true)));
        let edits: Option<Vec<_>> = edits.collect();
        let finding = ctx.report_together(places, "the restricted standard forbids `runAsNonRoot: false`", "and here");
        attach(finding, edits.map(|edits| edits.concat()));
        return;
    }
    if pod.security_context().run_as_non_root().is_some() {
        return;
    }
    let silent = pod.containers_that(|container| container.security_context().run_as_non_root().is_none());
    let message = format!("the restricted standard wants `runAsNonRoot: true` for {}", Container::titles(&silent));
    let finding =
        ctx.report_together(silent.iter().map(|container| container.name_span()), message, "and for this one");
    attach(finding, pod.fields().set(&["securityContext", "runAsNonRoot"], Value::Bool(true)));
}

fn attach(finding: Option<&mut Diagnostic>, edits: Option<Vec<Edit>>) {
    if let (Some(finding), Some(edits)) = (finding, edits) {
        finding.fix(Fix::new(Safety::Unsafe, "set `runAsNonRoot: true`", edits));
    }
}

use crate::rule::prelude::*;

rule! {
    /// A container sees all of `/proc`.
    ///
    /// Runtimes hide those parts of `/proc` that tell about the node, or change it. The API server takes `Unmasked` only
    /// together with `hostUsers: false`.
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
    ///         procMount: Unmasked
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
    ///         procMount: Default
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unmasked-proc-mount",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:unsafe-proc-mount", "polaris:procMount", "trivy:KSV-0027"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(mount) = container.security_context().proc_mount().filter(|mount| mount.value == "Unmasked") else {
        return;
    };
    let finding = ctx.report(mount.span, format!("container {} sees all of `/proc`", container.title()));
    if let Some(edits) = container.fields().remove(&["securityContext", "procMount"]) {
        finding.fix(Fix::new(Safety::Unsafe, "remove `procMount`", edits));
    }
}

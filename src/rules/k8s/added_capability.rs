use crate::rule::prelude::*;

rule! {
    /// A container gets capabilities on top of those of every container.
    ///
    /// The runtime's own choice is already more than most programs need.
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
    ///         capabilities: {add: [CHOWN]}
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
    ///         capabilities: {drop: [ALL]}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/added-capability",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0022", "checkov:CKV_K8S_25"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let added: Vec<_> = container.security_context().added_capabilities().map(|added| added.span).collect();
    let message = format!("container {} gets a capability on top", container.title());
    ctx.report_together(added, message, "and this one");
}

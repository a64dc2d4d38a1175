use crate::rule::prelude::*;

rule! {
    /// A container may gain privileges because of what else it may do.
    ///
    /// Kubernetes does not forbid privilege escalation to privileged containers and to those with `SYS_ADMIN`. What gives
    /// them these rights has findings of its own; this one is for those who count escalation by itself.
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
    ///         privileged: true
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
    ///         capabilities: {add: [SYS_ADMIN]}
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
        id: "k8s/privilege-escalation-implied",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:privilege-escalation-container"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let context = container.security_context();
    let privileged = context.privileged().filter(|privileged| privileged.value).map(|privileged| privileged.span);
    let admin = || context.added_capabilities().find(|added| added.name() == "SYS_ADMIN").map(|added| added.span);
    if let Some(span) = privileged.or_else(admin) {
        ctx.report(span, format!("this lets container {} gain privileges", container.title()));
    }
}

use crate::model::k8s::security::Capability;
use crate::rule::prelude::*;

rule! {
    /// There is no capability of this name.
    ///
    /// The container runtime refuses to start a container with a capability that it does not know. Names are those of Linux,
    /// with or without `CAP_`.
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
    ///           add: [NET_ADMN]
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
    ///           add: [NET_ADMIN]
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
    ///         capabilities:
    ///           add: [net_bind_service, CAP_CHOWN]
    ///           drop: [ALL]
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-capability",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let context = container.security_context();
    for capability in context.added_capabilities().chain(context.dropped_capabilities()) {
        if capability.is_known() || capability.written.contains('$') {
            continue;
        }
        let name = capability.name();
        let finding = ctx.report(capability.span, format!("`{}` is no capability of Linux", capability.written));
        if let Some(near) = nearest(&name, Capability::known().iter().copied()) {
            let edit = Edit::replace(capability.span, near);
            finding.fix(Fix::new(Safety::Unsafe, format!("write `{near}`"), [edit]));
        }
    }
}

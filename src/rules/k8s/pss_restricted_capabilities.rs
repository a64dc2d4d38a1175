use crate::rule::prelude::*;

rule! {
    /// A container keeps capabilities that the restricted standard forbids.
    ///
    /// Few programs need any; `NET_BIND_SERVICE`, for ports below 1024, may be added. This is the control
    /// `capabilities_restricted` of the Pod Security Standards; names are compared as written, so `all` does not count. It
    /// leaves Windows pods alone.
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
    ///       securityContext:
    ///         capabilities:
    ///           drop: [ALL]
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
    ///         capabilities:
    ///           add: [CHOWN, NET_BIND_SERVICE]
    ///           drop: [ALL]
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
    ///           add: [NET_BIND_SERVICE]
    ///           drop: [ALL]
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
    ///         allowPrivilegeEscalation: false
    ///         runAsNonRoot: true
    ///         capabilities: {drop: [ALL]}
    ///         seccompProfile: {type: RuntimeDefault}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-restricted-capabilities",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:capabilities_restricted"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.is_windows() {
        return;
    }
    for container in pod.containers() {
        let context = container.security_context();
        if !context.dropped_capabilities().any(|capability| capability.written == "ALL") {
            let span = context.capabilities().map_or_else(|| container.name_span(), Fields::span);
            let message = format!("the restricted standard wants container {} to drop `ALL`", container.title());
            let finding = ctx.report(span, message);
            if let Some(edits) = container.fields().push(&["securityContext", "capabilities", "drop"], "ALL") {
                finding.fix(Fix::new(Safety::Unsafe, "drop `ALL`", edits));
            }
        }
        let is_forbidden = |name: &str| name != "NET_BIND_SERVICE";
        let forbidden = context.added_capabilities().filter(|capability| is_forbidden(&capability.written));
        let places: Vec<_> = forbidden.map(|capability| capability.span).collect();
        let message = format!("the restricted standard forbids {} to add this capability", container.title());
        let finding = ctx.report_together(places, message, "and this one");
        let edits = container.fields().remove_items(&["securityContext", "capabilities", "add"], |item| {
            item.as_str().is_some_and(|name| is_forbidden(&name))
        });
        if let (Some(finding), Some(edits)) = (finding, edits) {
            finding.fix(Fix::new(Safety::Unsafe, "do not add it", edits));
        }
    }
}

use crate::rule::prelude::*;

rule! {
    /// A container may gain privileges, which the restricted standard forbids.
    ///
    /// Unless `allowPrivilegeEscalation` is false, a program with the setuid bit makes a process root. This is the control
    /// `allowPrivilegeEscalation` of the Pod Security Standards; it leaves Windows pods alone.
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
    ///         runAsNonRoot: true
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
    ///         allowPrivilegeEscalation: false
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
        id: "k8s/pss-privilege-escalation",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:allowPrivilegeEscalation"],
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
        let allowed = container.security_context().allow_privilege_escalation();
        if allowed.is_some_and(|allowed| !allowed.value) {
            continue;
        }
        let span = allowed.map_or_else(|| container.name_span(), |allowed| allowed.span);
        let message = format!(
            "the restricted standard wants `allowPrivilegeEscalation: false` in container {}",
            container.title()
        );
        let finding = ctx.report(span, message);
        let path = ["securityContext", "allowPrivilegeEscalation"];
        if let Some(edits) = container.fields().set(&path, Value::Bool(false)) {
            finding.fix(Fix::new(Safety::Unsafe, "set `allowPrivilegeEscalation: false`", edits));
        }
    }
}

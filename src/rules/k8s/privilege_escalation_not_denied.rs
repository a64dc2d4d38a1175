use crate::rule::prelude::*;

rule! {
    /// A container is not kept from gaining privileges.
    ///
    /// Unless `allowPrivilegeEscalation` is false, a program with the setuid bit, such as `sudo`, makes a process root that
    /// was not. Few programs need that. Told once for a pod.
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
        id: "k8s/privilege-escalation-not-denied",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:privilegeEscalationAllowed", "trivy:KSV-0001", "checkov:CKV_K8S_20"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.is_windows() {
        return;
    }
    let containers = pod.containers_that(|container| {
        let context = container.security_context();
        context.allow_privilege_escalation().is_none() && !context.needs_privilege_escalation()
    });
    let message = format!("nothing keeps {} from gaining privileges", Container::titles(&containers));
    let places = containers.iter().map(|container| container.name_span());
    let path = ["securityContext", "allowPrivilegeEscalation"];
    let edits: Option<Vec<_>> =
        containers.iter().map(|container| container.fields().set(&path, Value::Bool(false))).collect();
    if let (Some(finding), Some(edits)) = (ctx.report_together(places, message, "nor this one"), edits) {
        finding.fix(Fix::new(Safety::Unsafe, "set `allowPrivilegeEscalation: false`", edits.concat()));
    }
}

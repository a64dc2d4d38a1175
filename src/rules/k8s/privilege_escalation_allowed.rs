use crate::rule::prelude::*;

rule! {
    /// A container is allowed to gain privileges.
    ///
    /// With `allowPrivilegeEscalation: true`, a program with the setuid bit, such as `sudo`, makes a process root that was
    /// not. A privileged container has nothing more to gain, so it is not told of here.
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
    ///         allowPrivilegeEscalation: true
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
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/privilege-escalation-allowed",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:privilege-escalation-container", "polaris:privilegeEscalationAllowed", "trivy:KSV-0001", "checkov:CKV_K8S_20", "kubesec:AllowPrivilegeEscalation"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let context = container.security_context();
    let Some(allowed) = context.allow_privilege_escalation().filter(|allowed| allowed.value) else { return };
    if context.needs_privilege_escalation() {
        return;
    }
    let finding = ctx.report(allowed.span, format!("container {} is allowed to gain privileges", container.title()));
    let edit = Edit::replace(allowed.span, "false");
    finding.fix(Fix::new(Safety::Unsafe, "set `allowPrivilegeEscalation: false`", [edit]));
}

use crate::rule::prelude::*;

rule! {
    /// A container is privileged.
    ///
    /// It has every capability, sees every device of its node and is kept from no system call: whoever breaks into it owns
    /// the node. Most programs that ask for it need one or two capabilities instead.
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
    ///         privileged: false
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/privileged-container",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:privileged-container", "kube-score:container-security-context-privileged", "polaris:runAsPrivileged", "trivy:KSV-0017", "checkov:CKV_K8S_16", "kubesec:Privileged"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(privileged) = container.security_context().privileged().filter(|privileged| privileged.value) else {
        return;
    };
    let finding = ctx.report(privileged.span, format!("container {} is privileged", container.title()));
    finding.help("remove it, and add the capabilities that the program needs");
    if let Some(edits) = container.fields().remove(&["securityContext", "privileged"]) {
        finding.fix(Fix::new(Safety::Unsafe, "remove `privileged`", edits));
    }
}

use crate::rule::prelude::*;

rule! {
    /// System calls are not filtered at all.
    ///
    /// `Unconfined` opens every system call of the node's kernel, among them those that holes are found in. The runtime's
    /// own profile keeps them shut, and few programs miss one.
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
    ///         seccompProfile:
    ///           type: Unconfined
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
    ///         seccompProfile:
    ///           type: RuntimeDefault
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
    ///         seccompProfile: {type: RuntimeDefault}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unconfined-seccomp",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0104", "kubesec:SeccompUnconfined"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for context in pod.security_contexts() {
        let Some(profile) = context.seccomp_profile().filter(|profile| profile.kind == "Unconfined") else { continue };
        let finding = ctx.report(profile.span, "`Unconfined` opens every system call of the node's kernel");
        let edit = Edit::replace(profile.span, "RuntimeDefault");
        finding.fix(Fix::new(Safety::Unsafe, "take the runtime's own profile", [edit]));
    }
}

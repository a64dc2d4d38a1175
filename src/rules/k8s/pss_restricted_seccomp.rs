use crate::rule::prelude::*;

rule! {
    /// System calls are not filtered by a profile, which the restricted standard demands.
    ///
    /// The runtime's own profile keeps containers from system calls that few programs need, and that holes in the kernel are
    /// found in. This is the control `seccompProfile_restricted` of the Pod Security Standards; it leaves Windows pods
    /// alone.
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
    ///   securityContext:
    ///     seccompProfile:
    ///       type: RuntimeDefault
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
        id: "k8s/pss-restricted-seccomp",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:seccompProfile_restricted"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.is_windows() {
        return;
    }
    let profiles = pod.security_contexts().filter_map(SecurityContext::seccomp_profile);
    let open: Vec<_> = profiles.filter(|profile| !profile.confines()).map(|profile| profile.span).collect();
    if !open.is_empty() {
        ctx.report_together(open, "the restricted standard forbids this seccomp profile", "and this one")
            .map(|finding| finding.help("take `RuntimeDefault` or `Localhost`"));
        return;
    }
    let silent = pod.containers_that(|container| container.security_context().seccomp_profile().is_none());
    let message = format!("the restricted standard wants a seccomp profile for {}", Container::titles(&silent));
    let finding =
        ctx.report_together(silent.iter().map(|container| container.name_span()), message, "and for this one");
    let path = ["securityContext", "seccompProfile", "type"];
    if let (Some(finding), Some(edits)) = (finding, pod.fields().set(&path, Value::Text("RuntimeDefault"))) {
        finding.fix(Fix::new(Safety::Unsafe, "take the runtime's own profile", edits));
    }
}

use crate::rule::prelude::*;

rule! {
    /// System calls are not filtered at all, which the baseline standard forbids.
    ///
    /// `Unconfined` opens every system call of the node's kernel. This is the control `seccompProfile_baseline` of the Pod
    /// Security Standards. A pod's profile is judged even when every container has one of its own.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     seccompProfile: {type: Unconfined}
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
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-baseline-seccomp",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline],
        since: "0.1.0",
        also: &["pss:seccompProfile_baseline"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let profiles = pod.security_contexts().filter_map(SecurityContext::seccomp_profile);
    let places: Vec<_> = profiles.filter(|profile| !profile.confines()).map(|profile| profile.span).collect();
    ctx.report_together(places, "the baseline standard forbids this seccomp profile", "and this one")
        .map(|finding| finding.help("take `RuntimeDefault` or `Localhost`"));
}

use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A container runs as user 0, which the restricted standard forbids.
    ///
    /// User 0 is root, whatever its name. This is the control `runAsUser` of the Pod Security Standards: a pod's `0` counts
    /// even when every container says otherwise. Since 1.35 it leaves pods with `hostUsers: false` alone.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     runAsUser: 0
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
    ///   securityContext:
    ///     runAsUser: 1000
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-run-as-user",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:runAsUser"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if standard::trusts_user_namespaces(ctx.newest_release()) && pod.has_own_users() {
        return;
    }
    let users = pod.security_contexts().filter_map(SecurityContext::run_as_user);
    let places: Vec<_> = users.filter(|user| user.value == 0).map(|user| user.span).collect();
    ctx.report_together(places, "the restricted standard forbids `runAsUser: 0`", "and here");
}

use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A pod chooses SELinux labels that the baseline standard forbids.
    ///
    /// With another type, user or role, processes get out of the confinement that SELinux has for containers. This is the
    /// control `seLinuxOptions` of the Pod Security Standards; the level is free.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     seLinuxOptions: {type: spc_t}
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
    ///     seLinuxOptions: {type: container_t, level: "s0:c123,c456"}
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-selinux-options",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:seLinuxOptions"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let release = ctx.newest_release();
    let options = pod.security_contexts().filter_map(SecurityContext::se_linux_options);
    let chosen = options.flat_map(|options| {
        let kind = options.string("type").filter(|kind| !standard::allows_se_linux_type(&kind.value, release));
        let given = |name| options.string(name).filter(|text| !text.value.is_empty());
        [kind, given("user"), given("role")].into_iter().flatten()
    });
    let places: Vec<_> = chosen.map(|value| value.span).collect();
    ctx.report_together(places, "the baseline standard forbids this SELinux label", "and this one");
}

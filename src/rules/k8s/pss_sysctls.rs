use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A pod sets kernel parameters that the baseline standard forbids.
    ///
    /// Most parameters belong to the whole node; just a few are known to stay within a pod. This is the control `sysctls` of
    /// the Pod Security Standards; names are compared as written, so the form with slashes is none of them.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     sysctls:
    ///       - {name: kernel.msgmax, value: "65536"}
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
    ///     sysctls:
    ///       - {name: net.ipv4.tcp_syncookies, value: "1"}
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-sysctls",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:sysctls"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let release = ctx.newest_release();
    for name in pod.security_context().sysctls().filter(|name| !standard::allows_sysctl(&name.value, release)) {
        ctx.report(name.span, format!("the baseline standard forbids to set `{}`", name.value));
    }
}

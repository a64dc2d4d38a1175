use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A container adds capabilities that the baseline standard forbids.
    ///
    /// All but the thirteen that container runtimes grant anyway reach past the container. This is the control
    /// `capabilities_baseline` of the Pod Security Standards; names are compared as written, so `CAP_CHOWN` is none of them.
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
    ///         capabilities: {add: [NET_ADMIN]}
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
    ///         capabilities: {add: [NET_BIND_SERVICE, CHOWN]}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-baseline-capabilities",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline],
        since: "0.1.0",
        also: &["pss:capabilities_baseline"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for container in pod.containers() {
        let added = container.security_context().added_capabilities();
        for capability in added.filter(|capability| !standard::allows_capability(&capability.written)) {
            let message =
                format!("the baseline standard forbids to add `{}`, as in {}", capability.written, container.title());
            ctx.report(capability.span, message);
        }
    }
}

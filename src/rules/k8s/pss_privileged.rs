use crate::rule::prelude::*;

rule! {
    /// A container is privileged, which the baseline standard forbids.
    ///
    /// A privileged container has every capability and sees every device of its node: whoever breaks into it owns the node.
    /// This is the control `privileged` of the Pod Security Standards, judged as the admission controller does.
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
        id: "k8s/pss-privileged",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:privileged"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let containers = pod.containers_that(|container| container.security_context().is_privileged());
    let places = containers.iter().filter_map(|container| container.security_context().privileged());
    let message = format!("the baseline standard forbids `privileged: true`, as in {}", Container::titles(&containers));
    ctx.report_together(places.map(|privileged| privileged.span), message, "privileged too");
}

use crate::rule::prelude::*;

rule! {
    /// Nothing is said about what a container may do.
    ///
    /// Neither the pod nor the container has a security context, so all is as the runtime, the image and the cluster have
    /// it. The single settings have rules of their own; this is for those who want a context as such.
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
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       securityContext: {}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   securityContext:
    ///     runAsNonRoot: true
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
    ///         allowPrivilegeEscalation: false
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-security-context",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0118", "checkov:CKV_K8S_29", "checkov:CKV_K8S_30"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let says_nothing = |context: SecurityContext<'_>| context.fields().is_none_or(|fields| fields.mapping().is_empty());
    if !says_nothing(pod.security_context()) {
        return;
    }
    let containers = pod.containers_that(|container| says_nothing(container.security_context()));
    let message = format!("nothing is said about what {} may do", Container::titles(&containers));
    let places = containers.iter().map(|container| container.name_span());
    ctx.report_together(places, message, "nor this one").map(|finding| finding.help("add a `securityContext`"));
}

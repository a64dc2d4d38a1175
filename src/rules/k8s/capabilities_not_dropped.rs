use crate::rule::prelude::*;

rule! {
    /// A container keeps capabilities that it does not need.
    ///
    /// Runtimes give every container some fourteen of root's rights, such as changing owners and forging packets. Few
    /// programs need any; drop them all and add those back that yours does need. Told once for a pod.
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
    ///       securityContext:
    ///         capabilities:
    ///           drop: [ALL]
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
    ///       securityContext:
    ///         capabilities:
    ///           drop:
    ///             - CHOWN # not needed
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
    ///         capabilities:
    ///           drop:
    ///             - CHOWN # not needed
    ///             - ALL
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
    ///         runAsNonRoot: true
    ///         capabilities: {drop: [ALL]}
    ///         seccompProfile: {type: RuntimeDefault}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/capabilities-not-dropped",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:insecureCapabilities", "trivy:KSV-0003", "trivy:KSV-0004", "trivy:KSV-0106", "checkov:CKV_K8S_37", "kubesec:CapDropAny", "kubesec:CapDropAll"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.is_windows() {
        return;
    }
    let containers = pod.containers_that(|container| {
        let context = container.security_context();
        !context.is_privileged() && !context.dropped_capabilities().any(|capability| capability.name() == "ALL")
    });
    let message = format!("the capabilities of {} are not dropped", Container::titles(&containers));
    let places = containers.iter().map(|container| {
        let lists = container.security_context().capabilities();
        lists.and_then(|lists| lists.key_span("drop")).unwrap_or_else(|| container.name_span())
    });
    let path = ["securityContext", "capabilities", "drop"];
    let edits: Option<Vec<_>> = containers.iter().map(|container| container.fields().push(&path, "ALL")).collect();
    let Some(finding) = ctx.report_together(places, message, "this one too") else { return };
    finding.help("drop `ALL`, and add back what the program needs");
    if let Some(edits) = edits {
        finding.fix(Fix::new(Safety::Unsafe, "drop `ALL`", edits.concat()));
    }
}

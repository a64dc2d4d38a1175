use crate::rule::prelude::*;

rule! {
    /// Nothing keeps a container from running as root.
    ///
    /// Whoever breaks into a process that runs as root is root in the container, and on the node if the kernel or the
    /// runtime lets them out. Unless the manifest says otherwise, the image decides, and most images run as root. Told once
    /// for a pod; pods with `hostUsers: false` are left alone, because their root is nobody on the node.
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
    ///     runAsNonRoot: true
    /// ```
    ///
    /// What a container says takes the place of what its pod says:
    ///
    /// ```yaml bad
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
    ///       securityContext:
    ///         runAsNonRoot: false
    /// ```
    ///
    /// ```yaml fixed
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
    ///       securityContext:
    ///         runAsNonRoot: true
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
    ///         runAsUser: 1000
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/container-may-run-as-root",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:run-as-non-root", "polaris:runAsRootAllowed", "trivy:KSV-0012", "checkov:CKV_K8S_23", "kubesec:RunAsNonRoot"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.has_own_users() {
        return;
    }
    let containers = pod.containers_that(|container| {
        let context = container.security_context();
        !context.keeps_from_root() && context.run_as_user().is_none()
    });
    let message = format!("nothing here keeps {} from running as root", Container::titles(&containers));
    let places = containers.iter().map(|container| container.name_span());
    let Some(finding) = ctx.report_together(places, message, "nor this one") else { return };
    finding.help("set `runAsNonRoot: true`, or `runAsUser` to a number above 0: without them the image decides");
    if let Some(edits) = denial(pod, &containers) {
        finding.fix(Fix::new(Safety::Unsafe, "set `runAsNonRoot: true`", edits));
    }
}

/// Says so for the pod, and for those containers that say otherwise.
fn denial(pod: PodSpec<'_>, containers: &[Container<'_>]) -> Option<Vec<Edit>> {
    let speaks = |context: SecurityContext<'_>| context.own().run_as_non_root().is_some();
    let mut edits = Vec::new();
    for container in containers.iter().filter(|container| speaks(container.security_context())) {
        edits.extend(container.fields().set(&["securityContext", "runAsNonRoot"], Value::Bool(true))?);
    }
    if containers.iter().any(|container| !speaks(container.security_context())) {
        edits.extend(pod.fields().set(&["securityContext", "runAsNonRoot"], Value::Bool(true))?);
    }
    Some(edits)
}

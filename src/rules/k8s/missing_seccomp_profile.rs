use crate::rule::prelude::*;

rule! {
    /// System calls are filtered only if the cluster says so.
    ///
    /// The runtime's own profile keeps containers from system calls that few programs need, and that holes in the kernel are
    /// found in. Kubernetes uses it for all pods only where the kubelet is told to. Told once for a pod.
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
    ///         seccompProfile: {type: Localhost, localhostProfile: web.json}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-seccomp-profile",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-score:container-seccomp-profile", "trivy:KSV-0030", "trivy:KSV-0104", "checkov:CKV_K8S_31", "kubesec:SeccompAny"],
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
        !context.is_privileged() && context.seccomp_profile().is_none()
    });
    let message = format!("no seccomp profile is chosen for {}", Container::titles(&containers));
    let places = containers.iter().map(|container| container.name_span());
    let path = ["securityContext", "seccompProfile", "type"];
    let edits = pod.fields().set(&path, Value::Text("RuntimeDefault"));
    if let (Some(finding), Some(edits)) = (ctx.report_together(places, message, "nor for this one"), edits) {
        finding.fix(Fix::new(Safety::Unsafe, "take the runtime's own profile", edits));
    }
}

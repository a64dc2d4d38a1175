use crate::rule::prelude::*;

rule! {
    /// A pod sees all processes of its node.
    ///
    /// It can read their arguments and environment, secrets among them, and, as root, stop them or get into them.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostPID: true
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
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostPID: false
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-pid",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:host-pid", "polaris:hostPIDSet", "trivy:KSV-0010", "checkov:CKV_K8S_17", "kubesec:HostPID"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(span) = pod.switched_on("hostPID") else { return };
    let finding = ctx.report(span, "the pod sees all processes of its node");
    if let Some(edits) = pod.fields().remove(&["hostPID"]) {
        finding.fix(Fix::new(Safety::Unsafe, "remove `hostPID`", edits));
    }
}

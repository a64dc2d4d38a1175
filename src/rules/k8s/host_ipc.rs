use crate::rule::prelude::*;

rule! {
    /// A pod shares memory with the processes of its node.
    ///
    /// It can read and change what other programs on the node exchange through shared memory and message queues.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostIPC: true
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
    ///   hostIPC: false
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-ipc",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:host-ipc", "polaris:hostIPCSet", "trivy:KSV-0008", "checkov:CKV_K8S_18", "kubesec:HostIPC"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(span) = pod.switched_on("hostIPC") else { return };
    let finding = ctx.report(span, "the pod shares memory with the processes of its node");
    if let Some(edits) = pod.fields().remove(&["hostIPC"]) {
        finding.fix(Fix::new(Safety::Unsafe, "remove `hostIPC`", edits));
    }
}

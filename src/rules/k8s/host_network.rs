use crate::rule::prelude::*;

rule! {
    /// A pod is on its node's network.
    ///
    /// It reaches what listens on the node alone, the kubelet and cloud metadata among it, sees the traffic of all pods, and
    /// no NetworkPolicy holds for it.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostNetwork: true
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
    ///   hostNetwork: false
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-network",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:host-network", "polaris:hostNetworkSet", "trivy:KSV-0009", "checkov:CKV_K8S_19", "kubesec:HostNetwork"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(span) = pod.switched_on("hostNetwork") else { return };
    let finding = ctx.report(span, "the pod is on the network of its node");
    if let Some(edits) = pod.fields().remove(&["hostNetwork"]) {
        finding.fix(Fix::new(Safety::Unsafe, "remove `hostNetwork`", edits));
    }
}

use crate::rule::prelude::*;

rule! {
    /// A workload runs among the parts of the cluster itself.
    ///
    /// What is in `kube-system` is often left out of policies and quotas. A program of one's own has no business there.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   namespace: kube-system
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   namespace: shop
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/kube-system-namespace",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0037"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let Some(namespace) = pod.object().metadata().namespace().filter(|name| name.value == "kube-system") else {
        return;
    };
    let labels = pod.labels();
    let is_control_plane = labels.get("tier") == Some("control-plane") && labels.get("component").is_some();
    if !is_control_plane {
        ctx.report(namespace.span, "the workload runs in `kube-system`").help("give it a namespace of its own");
    }
}

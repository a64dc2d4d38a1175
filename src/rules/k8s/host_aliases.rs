use crate::rule::prelude::*;

rule! {
    /// A pod has names of its own in `/etc/hosts`.
    ///
    /// They go past the cluster's name service, for all containers of the pod, and nobody updates them.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   hostAliases:
    ///     - ip: 10.0.0.7
    ///       hostnames: [db.example.com]
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
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-aliases",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::Network],
        since: "0.1.0",
        also: &["trivy:KSV-0007", "kubesec:HostAliases"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if let Some(key) = pod.fields().key_span("hostAliases") {
        ctx.report(key, "the pod resolves names by a list of its own");
    }
}

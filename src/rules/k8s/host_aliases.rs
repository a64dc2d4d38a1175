use crate::rule::prelude::*;

rule! {
    /// A pod adds names to its own hosts file.
    ///
    /// They stay when the address behind them changes, and take the place of names that everybody else resolves in another way.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///   hostAliases:
    ///     - ip: 192.0.2.10
    ///       hostnames: [db.example.com]
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
    ///       image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-aliases",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Network],
        since: "0.1.0",
        also: &["trivy:KSV-0007", "kubesec:HostAliases"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if pod.fields().items("hostAliases").next().is_some()
        && let Some(place) = pod.fields().key_span("hostAliases")
    {
        ctx.report(place, "the pod adds names to its own hosts file").help("let a Service or the DNS give the address");
    }
}

use crate::rule::prelude::*;

rule! {
    /// Nothing bounds the CPU time of a container.
    ///
    /// It may use what others leave, which is mostly wanted: they still get what they requested. A limit makes its speed the same
    /// everywhere, at the price of being slowed down while the node is idle.
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
    ///       resources:
    ///         requests:
    ///           cpu: 100m
    ///           memory: 128Mi
    ///         limits:
    ///           memory: 128Mi
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
    ///       resources:
    ///         requests:
    ///           cpu: 100m
    ///           memory: 128Mi
    ///         limits:
    ///           memory: 128Mi
    ///           cpu: "1"
    /// ```
    ///
    /// A container without any of them is told once, by `k8s/missing-resources`.
    pub static RULE: Rule = Rule {
        id: "k8s/missing-cpu-limit",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:container-resources", "polaris:cpuLimitsMissing", "trivy:KSV-0011", "checkov:CKV_K8S_11", "kubesec:LimitsCPU"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let missing = !container.has_resources(|resources| resources.has_limit("cpu"));
    let judged = container.is_complete() && container.may_have_resources();
    if !missing || !judged || container.says_nothing_of_resources() {
        return;
    }
    let place = container.requests_and_limits().place_for("limits").unwrap_or_else(|| container.name_span());
    ctx.report(place, format!("container {} has no limit of CPU time", container.title()))
        .help("set `resources.limits.cpu`");
}

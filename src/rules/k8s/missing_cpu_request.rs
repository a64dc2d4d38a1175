use crate::rule::prelude::*;

rule! {
    /// A container does not say how much CPU time it needs.
    ///
    /// The scheduler then takes it for one that needs none, and when the node is busy it gets next to nothing. A HorizontalPodAutoscaler
    /// that goes by CPU use cannot work without it.
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
    /// ```
    ///
    /// A limit counts as the request, because the API server copies it:
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
    ///           memory: 128Mi
    ///         limits:
    ///           cpu: "1"
    /// ```
    ///
    /// A container without any of them is told once, by `k8s/missing-resources`.
    pub static RULE: Rule = Rule {
        id: "k8s/missing-cpu-request",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:unset-cpu-requirements", "kube-score:container-resources", "polaris:cpuRequestsMissing", "trivy:KSV-0015", "checkov:CKV_K8S_10", "kubesec:RequestsCPU"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    // A limit stands for the request that is missing, but not to kube-linter.
    let as_written = ctx.answers_as(Peer::KubeLinter);
    let missing = !container.has_resources(|resources| match resources.request("cpu") {
        None if as_written => false,
        _ => resources.has_request("cpu"),
    });
    let judged = container.may_have_resources() && (container.is_complete() || ctx.peer().is_some());
    if !missing || !judged || container.says_nothing_of_resources() {
        return;
    }
    let place = container.requests_and_limits().place_for("requests").unwrap_or_else(|| container.name_span());
    ctx.report(place, format!("container {} has no request for CPU time", container.title()))
        .help("set `resources.requests.cpu`");
}

use crate::rule::prelude::*;

rule! {
    /// A container says nothing of the CPU time and memory that it needs.
    ///
    /// The scheduler then takes it for one that needs none and puts any number of them on a node. Nothing bounds its memory but the
    /// node's, and when that is short, its pod is among the first to be killed.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    ///           resources:
    ///             requests:
    ///               cpu: 100m
    ///               memory: 128Mi
    ///             limits:
    ///               memory: 128Mi
    /// ```
    ///
    /// Since Kubernetes 1.34 the pod may say it for all of its containers:
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       resources:
    ///         requests:
    ///           cpu: 100m
    ///           memory: 128Mi
    ///         limits:
    ///           memory: 128Mi
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-resources",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:unset-cpu-requirements", "kube-linter:unset-memory-requirements", "kube-score:container-resources", "polaris:cpuRequestsMissing", "polaris:cpuLimitsMissing", "polaris:memoryRequestsMissing", "polaris:memoryLimitsMissing", "trivy:KSV-0011", "trivy:KSV-0015", "trivy:KSV-0016", "trivy:KSV-0018", "checkov:CKV_K8S_10", "checkov:CKV_K8S_11", "checkov:CKV_K8S_12", "checkov:CKV_K8S_13", "kubesec:RequestsCPU", "kubesec:LimitsCPU", "kubesec:RequestsMemory", "kubesec:LimitsMemory"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    if !container.says_nothing_of_resources() || !(container.is_complete() || ctx.peer().is_some()) {
        return;
    }
    ctx.report(
        container.name_span(),
        format!("container {} asks for neither CPU time nor memory, and has no limits", container.title()),
    )
    .help("set `resources.requests` for `cpu` and `memory`, and `resources.limits` for `memory`");
}

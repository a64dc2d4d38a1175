use crate::rule::prelude::*;

rule! {
    /// Nothing bounds the memory of a container.
    ///
    /// One that leaks takes the memory of the whole node, and others are killed for it. With a limit it alone is.
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
    /// A container without any of them is told once, by `k8s/missing-resources`.
    pub static RULE: Rule = Rule {
        id: "k8s/missing-memory-limit",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Resources, Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:unset-memory-requirements", "kube-score:container-resources", "polaris:memoryLimitsMissing", "trivy:KSV-0018", "checkov:CKV_K8S_13", "kubesec:LimitsMemory"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let missing = !container.has_resources(|resources| resources.has_limit("memory"));
    let judged = container.may_have_resources() && (container.is_complete() || ctx.peer().is_some());
    if !missing || !judged || container.says_nothing_of_resources() {
        return;
    }
    let place = container.requests_and_limits().place_for("limits").unwrap_or_else(|| container.name_span());
    ctx.report(place, format!("container {} has no limit of memory", container.title()))
        .help("set `resources.limits.memory`");
}

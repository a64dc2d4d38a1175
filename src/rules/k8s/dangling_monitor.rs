use crate::rule::prelude::*;

rule! {
    /// A ServiceMonitor or PodMonitor selects nothing of the run.
    ///
    /// Prometheus scrapes nothing, and alerts that need these figures stay silent.
    ///
    /// ```yaml bad
    /// apiVersion: monitoring.coreos.com/v1
    /// kind: ServiceMonitor
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: webb
    ///   endpoints:
    ///     - port: http
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    ///   labels:
    ///     app: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - name: http
    ///       port: 80
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: monitoring.coreos.com/v1
    /// kind: ServiceMonitor
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   endpoints:
    ///     - port: http
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    ///   labels:
    ///     app: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - name: http
    ///       port: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/dangling-monitor",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:dangling-servicemonitor"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: monitor } in project.monitors() {
        let Some(selector) = &monitor.selector else { continue };
        let watches = |namespace: &str| {
            monitor.any_namespace
                || monitor.namespaces.iter().any(|watched| **watched == *namespace)
                || (monitor.namespaces.is_empty() && namespace == member.namespace)
        };
        let pods = member.facts.id.kind == "PodMonitor";
        let elsewhere = |namespace: &str| match pods {
            true => project.has_pods_elsewhere(namespace),
            false => project.has_kind_elsewhere(("", "Service"), namespace),
        };
        let mut watched = monitor.namespaces.iter().map(|namespace| &**namespace);
        if elsewhere(member.namespace) || watched.any(elsewhere) {
            continue;
        }
        let found = if pods {
            project
                .workloads()
                .any(|pods| watches(pods.member.namespace) && selector.value.matches(&pods.what.pod_labels))
        } else {
            let mut services = project.services();
            services.any(|found| watches(found.member.namespace) && selector.value.matches(&found.member.facts.labels))
        };
        if !found {
            let what = if pods { "pod" } else { "Service" };
            ctx.report(member, selector.span, format!("no {what} of the run has the labels that this selects"))
                .help(format!("select labels that the {what} itself has"));
        }
    }
}

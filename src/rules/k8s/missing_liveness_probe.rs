use crate::model::k8s::ProbeKind;
use crate::rule::prelude::*;

rule! {
    /// Nothing notices when a container hangs.
    ///
    /// The kubelet restarts what ends, not what runs on without doing anything. A liveness probe tells it of that. It also restarts what is
    /// only slow, so a program that ends when it cannot go on is better off without.
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
    ///           livenessProbe:
    ///             httpGet:
    ///               path: /healthz
    ///               port: 8080
    /// ```
    ///
    /// What runs to its end needs none:
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-liveness-probe",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability, Tag::Runtime],
        since: "0.1.0",
        also: &["kube-linter:no-liveness-probe", "polaris:livenessProbeMissing", "checkov:CKV_K8S_8"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let runs_on = container.role == ContainerRole::Main && !container.object().runs_to_completion();
    if runs_on && container.object().group() != "serving.knative.dev" && container.probe(ProbeKind::Liveness).is_none()
    {
        ctx.report(container.name_span(), format!("container {} has no liveness probe", container.title()))
            .help("add `livenessProbe`");
    }
}

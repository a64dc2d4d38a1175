use crate::model::k8s::ProbeKind;
use crate::rule::prelude::*;

rule! {
    /// A container counts as ready as soon as it runs.
    ///
    /// Services then send it traffic before it listens, and a rollout goes on before the new pods work.
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
    ///           readinessProbe:
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
        id: "k8s/container-without-readiness-probe",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability, Tag::Runtime],
        since: "0.1.0",
        also: &["kube-linter:no-readiness-probe", "polaris:readinessProbeMissing", "checkov:CKV_K8S_9"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let runs_on = container.role == ContainerRole::Main && !container.object().runs_to_completion();
    if runs_on && container.object().group() != "serving.knative.dev" && container.probe(ProbeKind::Readiness).is_none()
    {
        ctx.report(container.name_span(), format!("container {} has no readiness probe", container.title()))
            .help("add `readinessProbe`");
    }
}

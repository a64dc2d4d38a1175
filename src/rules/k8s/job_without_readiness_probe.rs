use crate::model::k8s::ProbeKind;
use crate::rule::prelude::*;

rule! {
    /// A container of a Job counts as ready as soon as it runs.
    ///
    /// That matters where the pods of a Job talk to each other through a Service, which sends them traffic as soon as they are ready.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: train
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: train
    ///           image: example/train:1.4.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: train
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: train
    ///           image: example/train:1.4.2
    ///           readinessProbe:
    ///             httpGet:
    ///               path: /healthz
    ///               port: 8080
    /// ```
    ///
    /// Other workloads are the matter of `k8s/container-without-readiness-probe`.
    pub static RULE: Rule = Rule {
        id: "k8s/job-without-readiness-probe",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Runtime],
        since: "0.1.0",
        also: &["kube-linter:no-readiness-probe"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let of_job = container.role == ContainerRole::Main && container.object().runs_to_completion();
    if of_job && container.probe(ProbeKind::Readiness).is_none() {
        ctx.report(container.name_span(), format!("container {} of a Job has no readiness probe", container.title()))
            .help("add `readinessProbe`");
    }
}

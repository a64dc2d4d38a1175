use crate::model::k8s::ProbeKind;
use crate::rule::prelude::*;

rule! {
    /// Nothing notices when a container of a Job hangs.
    ///
    /// A Job waits for its containers for ever, unless `activeDeadlineSeconds` ends it or a liveness probe has the container restarted.
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
    ///           livenessProbe:
    ///             httpGet:
    ///               path: /healthz
    ///               port: 8080
    /// ```
    ///
    /// Other workloads are the matter of `k8s/missing-liveness-probe`.
    pub static RULE: Rule = Rule {
        id: "k8s/job-without-liveness-probe",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Runtime],
        since: "0.1.0",
        also: &["kube-linter:no-liveness-probe"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let of_job = container.role == ContainerRole::Main && container.object().runs_to_completion();
    if of_job && container.probe(ProbeKind::Liveness).is_none() {
        ctx.report(container.name_span(), format!("container {} of a Job has no liveness probe", container.title()))
            .help("add `livenessProbe`");
    }
}

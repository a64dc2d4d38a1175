use crate::model::k8s::ProbeKind;
use crate::rule::prelude::*;

rule! {
    /// The liveness probe asks what the readiness probe asks, and loses patience no later.
    ///
    /// A pod that is not ready, because it is busy or waits for another service, should get no traffic until it is. Here it is restarted at
    /// the same moment, which loses what it was doing and puts its load on the others, which then fail too.
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
    ///       livenessProbe:
    ///         httpGet:
    ///           path: /healthz
    ///           port: 8080
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /healthz
    ///           port: 8080
    /// ```
    ///
    /// With more patience it only restarts what does not come back:
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
    ///       livenessProbe:
    ///         httpGet:
    ///           path: /healthz
    ///           port: 8080
    ///         failureThreshold: 10
    ///       readinessProbe:
    ///         httpGet:
    ///           path: /healthz
    ///           port: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/identical-probes",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability, Tag::Runtime],
        since: "0.1.0",
        also: &["kube-score:pod-probes-identical"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let (Some(liveness), Some(readiness)) =
        (container.probe(ProbeKind::Liveness), container.probe(ProbeKind::Readiness))
    else {
        return;
    };
    let Some(handler) = liveness.handler() else { return };
    if readiness.handler() != Some(handler) || liveness.patience() > readiness.patience() {
        return;
    }
    let seconds = liveness.patience();
    let message = format!("container {} is restarted after {seconds} seconds of not being ready", container.title());
    ctx.report(liveness.key_span(), message)
        .help("ask something that only fails when a restart helps, or raise `failureThreshold`")
        .label(readiness.key_span(), "the readiness probe asks the same");
}

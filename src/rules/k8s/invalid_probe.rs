use crate::rule::prelude::*;

rule! {
    /// A probe or hook does not say what to do, or says it in a way that cannot work.
    ///
    /// A probe has exactly one of `exec`, `httpGet`, `tcpSocket` and `grpc`; a hook likewise. A liveness or startup
    /// probe cannot want several successes in a row. The API server refuses the pod.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       readinessProbe:
    ///         periodSeconds: 5
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       livenessProbe:
    ///         successThreshold: 3
    ///         tcpSocket:
    ///           port: 80
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
    ///       image: nginx:1.27.2
    ///       readinessProbe:
    ///         successThreshold: 3
    ///         httpGet:
    ///           port: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-probe",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Probe),
    };
}

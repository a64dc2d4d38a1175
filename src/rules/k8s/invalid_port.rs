use crate::rule::prelude::*;

rule! {
    /// A port has a number or a name that no port can have.
    ///
    /// Ports are the numbers from 1 to 65535. Their names have at most 15 lower case letters, digits and `-`, with at
    /// least one letter. The API server refuses others.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///       targetPort: "8080"
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
    ///       ports:
    ///         - name: metrics_endpoint
    ///           containerPort: 90000
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///       targetPort: http
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-port",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &["kube-linter:invalid-target-ports"],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Port),
    };
}

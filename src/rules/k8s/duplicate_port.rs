use crate::rule::prelude::*;

rule! {
    /// Two ports have the same name, or take the same port of the host.
    ///
    /// Names of ports have to be unique in a container and in a Service, and a port of a node or host can be taken
    /// once. The API server refuses the object.
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
    ///     - name: http
    ///       port: 80
    ///     - name: http
    ///       port: 8080
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
    ///         - containerPort: 80
    ///           hostPort: 80
    ///         - containerPort: 8080
    ///           hostPort: 80
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
    ///     - name: http
    ///       port: 80
    ///     - name: http-alt
    ///       port: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/duplicate-port",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::DuplicatePort),
    };
}

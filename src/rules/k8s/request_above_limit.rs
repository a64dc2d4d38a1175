use crate::rule::prelude::*;

rule! {
    /// A request is above its limit.
    ///
    /// A container is promised what it requests and may not use more than its limit, so that a request above the
    /// limit cannot be kept. What is not shared (huge pages, devices) has a request equal to its limit. The API
    /// server refuses the object.
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
    ///       resources:
    ///         requests:
    ///           cpu: 1
    ///           memory: 1Gi
    ///         limits:
    ///           cpu: 500m
    ///           memory: 1000M
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
    ///       resources:
    ///         requests:
    ///           cpu: 500m
    ///           memory: 1024Mi
    ///         limits:
    ///           cpu: 0.5
    ///           memory: 1Gi
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/request-above-limit",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::RequestAboveLimit),
    };
}

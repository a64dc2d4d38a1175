use crate::rule::prelude::*;

rule! {
    /// A number is too small or too large.
    ///
    /// Counts and times are not negative, modes of files have at most nine bits, and at least one replica has to be
    /// allowed. The API server refuses other numbers.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: -1
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
    ///           image: nginx:1.27.2
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
    ///   volumes:
    ///     - name: config
    ///       configMap:
    ///         name: config
    ///         defaultMode: 644
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata:
    ///   name: web
    /// spec:
    ///   scaleTargetRef:
    ///     apiVersion: apps/v1
    ///     kind: Deployment
    ///     name: web
    ///   minReplicas: 5
    ///   maxReplicas: 3
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
    ///   volumes:
    ///     - name: config
    ///       configMap:
    ///         name: config
    ///         defaultMode: 0644
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/number-out-of-range",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Number),
    };
}

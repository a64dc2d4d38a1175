use crate::rule::prelude::*;

rule! {
    /// An object has no name.
    ///
    /// Every object has a `metadata.name`, or a `metadata.generateName` that the API server adds to. It refuses an
    /// object that has neither.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   labels:
    ///     app: web
    /// data:
    ///   level: debug
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   generateName: migrate-
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: migrate
    ///           image: busybox:1.37
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-name",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::MissingName),
    };
}

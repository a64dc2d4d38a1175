use crate::rule::prelude::*;

rule! {
    /// The restart policy is none that the kind can have.
    ///
    /// Pods of a Job run to their end, so they are restarted `OnFailure` or `Never`, and as `Always` is what counts
    /// without a word, the word has to be there. Pods of a Deployment and its like are to keep running: only `Always`
    /// will do. The API server refuses anything else.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "0 4 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: Always
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       containers:
    ///         - name: migrate
    ///           image: busybox:1.37
    /// ```
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
    ///           image: nginx:1.27.2
    ///       restartPolicy: OnFailure
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "0 4 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: Never
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-restart-policy",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &["kube-score:cronjob-restartpolicy"],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::RestartPolicy),
    };
}

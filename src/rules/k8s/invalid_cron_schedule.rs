use crate::rule::prelude::*;

rule! {
    /// A CronJob has a schedule or a time zone that Kubernetes does not read.
    ///
    /// A schedule has five parts: minute, hour, day of the month, month, day of the week, where Sunday is 0 and 7 is
    /// nothing. The time zone has a field of its own. The API server refuses the CronJob.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "0 4 * * 7"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: Never
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "0 0 4 * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: Never
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: TZ=Europe/Berlin 0 4 * * *
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: Never
    ///           containers:
    ///             - name: report
    ///               image: busybox:1.37
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata:
    ///   name: report
    /// spec:
    ///   schedule: "*/15 8-18 * * mon-fri"
    ///   timeZone: Europe/Berlin
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
        id: "k8s/invalid-cron-schedule",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::CronSchedule),
    };
}

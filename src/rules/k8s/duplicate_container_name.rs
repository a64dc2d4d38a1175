use crate::rule::prelude::*;

rule! {
    /// Two containers of a pod have the same name.
    ///
    /// Containers are known by their names, init containers among them. The API server refuses a pod with two of the
    /// same name.
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
    ///     - name: web
    ///       image: busybox:1.37
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
    ///   initContainers:
    ///     - name: web
    ///       image: busybox:1.37
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
    ///     - name: log
    ///       image: busybox:1.37
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/duplicate-container-name",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::DuplicateContainer),
    };
}

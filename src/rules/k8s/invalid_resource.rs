use crate::rule::prelude::*;

rule! {
    /// A resource has a name or an amount that it cannot have.
    ///
    /// Containers have `cpu`, `memory`, `ephemeral-storage`, huge pages, and resources whose names begin with a
    /// domain. Amounts are not negative, and devices are whole. The API server refuses others.
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
    ///           mem: 1Gi
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
    ///       resources:
    ///         limits:
    ///           memory: -1Gi
    ///           nvidia.com/gpu: 500m
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
    ///         limits:
    ///           nvidia.com/gpu: 1
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-resource",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Resource),
    };
}

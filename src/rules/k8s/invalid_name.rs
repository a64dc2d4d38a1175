use crate::rule::prelude::*;

rule! {
    /// A name is not written as Kubernetes wants names of its kind.
    ///
    /// Names become parts of addresses, so that most of them may have only lower case letters, digits, `-` and some
    /// `.`. The API server refuses others. Which grammar applies depends on the kind: names of Services are the
    /// strictest, those of roles the freest.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: App_Config
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: 2048.web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web.server
    ///       image: nginx:1.27.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRole
    /// metadata:
    ///   name: system:Reader
    /// rules: []
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-name",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Name),
    };
}

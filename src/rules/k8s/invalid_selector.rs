use crate::rule::prelude::*;

rule! {
    /// A condition on labels makes no sense.
    ///
    /// The operators `In` and `NotIn` want values, `Exists` and `DoesNotExist` take none, and a toleration without a
    /// key tolerates everything, which only `Exists` can say. The API server refuses anything else.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: web
    /// spec:
    ///   podSelector:
    ///     matchExpressions:
    ///       - key: app
    ///         operator: In
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
    ///   tolerations:
    ///     - operator: Equal
    ///       value: gpu
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
    ///   tolerations:
    ///     - operator: Exists
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-selector",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Selector),
    };
}

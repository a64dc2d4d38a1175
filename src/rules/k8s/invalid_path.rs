use crate::rule::prelude::*;

rule! {
    /// A path is not absolute, or leads out of where it belongs.
    ///
    /// The API server refuses paths of an Ingress that do not begin with `/`, and paths within a volume that are
    /// absolute or have `..` in them.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   rules:
    ///     - host: example.com
    ///       http:
    ///         paths:
    ///           - path: shop
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
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
    ///       volumeMounts:
    ///         - name: data
    ///           mountPath: /data
    ///           subPath: ../other
    ///   volumes:
    ///     - name: data
    ///       emptyDir: {}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   rules:
    ///     - host: example.com
    ///       http:
    ///         paths:
    ///           - path: /shop
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-path",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Path),
    };
}

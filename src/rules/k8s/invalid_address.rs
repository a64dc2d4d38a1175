use crate::rule::prelude::*;

rule! {
    /// A text is no host name, IP address, or range of addresses.
    ///
    /// Hosts are DNS names without a scheme, port or path; where a star is allowed it stands alone in the first part.
    /// The API server refuses anything else.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   rules:
    ///     - host: https://example.com/
    ///       http:
    ///         paths:
    ///           - path: /
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: web
    /// spec:
    ///   podSelector: {}
    ///   egress:
    ///     - to:
    ///         - ipBlock:
    ///             cidr: 10.0.0.0
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   rules:
    ///     - host: "*.example.com"
    ///       http:
    ///         paths:
    ///           - path: /
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-address",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Address),
    };
}

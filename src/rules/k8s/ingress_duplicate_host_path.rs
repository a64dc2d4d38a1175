use std::collections::HashMap;

use crate::rule::prelude::*;

rule! {
    /// Two Ingresses want the same requests.
    ///
    /// Both name the same host and path, and the controller sends the requests to one of them: often the older one, so that the newer does
    /// nothing. Canaries, which share requests on purpose, are left alone.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   tls:
    ///     - hosts: [shop.example.com]
    ///       secretName: shop
    ///   rules:
    ///     - host: shop.example.com
    ///       http:
    ///         paths:
    ///           - path: /
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web-new
    /// spec:
    ///   tls:
    ///     - hosts: [shop.example.com]
    ///       secretName: shop
    ///   rules:
    ///     - host: shop.example.com
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
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
    ///   tls:
    ///     - hosts: [shop.example.com]
    ///       secretName: shop
    ///   rules:
    ///     - host: shop.example.com
    ///       http:
    ///         paths:
    ///           - path: /
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web-new
    /// spec:
    ///   tls:
    ///     - hosts: [shop.example.com]
    ///       secretName: shop
    ///   rules:
    ///     - host: shop.example.com
    ///       http:
    ///         paths:
    ///           - path: /new
    ///             pathType: Prefix
    ///             backend:
    ///               service:
    ///                 name: web
    ///                 port:
    ///                   number: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/ingress-duplicate-host-path",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let mut first = HashMap::new();
    for ingress in project.ingresses().filter(|ingress| !ingress.what.is_canary) {
        for route in ingress.what.routes.iter().filter(|route| is_host(&route.host)) {
            let requests = (&ingress.what.class, &route.host, &route.path.value, &route.path_type);
            let (other, place) = *first.entry(requests).or_insert((ingress.member, route.path.span));
            if (other.file, place) == (ingress.member.file, route.path.span) {
                continue;
            }
            let is_own = (other.file, other.facts.place) == (ingress.member.file, ingress.member.facts.place);
            let message = if is_own {
                format!("`{}{}` is there twice", route.host, route.path.value)
            } else {
                format!("`{}` wants `{}{}` too", other.facts.name(), route.host, route.path.value)
            };
            let finding = ctx.report(ingress.member, route.path.span, message);
            finding.help("keep one of them, or change the host or the path");
            finding.label_in(other.file, place, "the same requests");
        }
    }
}

/// Whether a text is a host, not what something puts one in place of.
fn is_host(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'*'))
}

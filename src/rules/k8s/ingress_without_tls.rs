use crate::rule::prelude::*;

rule! {
    /// An Ingress takes requests without encryption.
    ///
    /// Passwords, cookies and pages can be read and changed on the way. Some clusters end TLS before the Ingress, which a manifest does not
    /// show.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    /// spec:
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
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/ingress-without-tls",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["polaris:tlsSettingsMissing"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["networking.k8s.io", "extensions"], "Ingress") {
        return;
    }
    if object.spec().is_some_and(|spec| !spec.has("tls")) {
        ctx.report(object.name_span(), "the Ingress has no `tls`").help("name a certificate for its hosts in `tls`");
    }
}

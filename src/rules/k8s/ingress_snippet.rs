use crate::rule::prelude::*;

rule! {
    /// An annotation puts text into the configuration of the Ingress controller.
    ///
    /// Whoever may write the Ingress can thereby read every secret that the controller can (CVE-2021-25742). Newer controllers ignore such
    /// annotations, and then what they were to do does not happen.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     nginx.ingress.kubernetes.io/configuration-snippet: |
    ///       more_set_headers "X-Frame-Options: DENY";
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
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/ingress-snippet",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV_K8S_153"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&["networking.k8s.io", "extensions"], "Ingress") {
        return;
    }
    let is_snippet =
        |key: &str| key.strip_prefix("nginx.ingress.kubernetes.io/").is_some_and(|name| name.ends_with("-snippet"));
    for (key, _) in object.metadata().annotations().filter(|(key, _)| is_snippet(&key.value)) {
        ctx.report(key.span, format!("`{}` writes the controller's configuration", key.value))
            .help("use the annotation or the setting of the controller that does the same");
    }
}

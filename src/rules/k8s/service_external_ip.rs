use crate::rule::prelude::*;

rule! {
    /// A Service takes an address that is not its own.
    ///
    /// Nodes then send everything for this address to the Service, whoever the address belongs to: whoever may create Services can take over
    /// the traffic of others (CVE-2020-8554). Kubernetes has no way to check it.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///   externalIPs:
    ///     - 203.0.113.10
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///   type: LoadBalancer
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/service-external-ip",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["trivy:KSV-0108"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(spec) = object.spec().filter(|_| object.is(&[""], "Service")) else { return };
    let addresses: Vec<_> = spec.strings("externalIPs").collect();
    let Some(first) = addresses.first() else { return };
    let message = format!("the Service takes all traffic of the cluster for `{}`", first.value);
    if let Some(finding) = ctx.report_together(addresses.iter().map(|address| address.span), message, "and for this") {
        finding.help("use `type: LoadBalancer`, or a Gateway, and remove `externalIPs`");
    }
}

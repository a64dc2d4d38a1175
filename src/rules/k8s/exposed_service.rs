use crate::rule::prelude::*;

rule! {
    /// A Service can be reached from outside of the cluster.
    ///
    /// `NodePort` opens a port on every node, `LoadBalancer` gets an address of its own, mostly a public one. Traffic then comes in without
    /// passing what guards the others: an Ingress or Gateway, its certificates and its checks.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: NodePort
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: LoadBalancer
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: ClusterIP
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// A load balancer that is only reachable inside of the network is left alone:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     networking.gke.io/load-balancer-type: Internal
    /// spec:
    ///   type: LoadBalancer
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/exposed-service",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:exposed-services", "kube-score:service-type"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

/// Annotations that keep a load balancer inside of the network, and the beginnings of their values.
///
/// Sources: the documentation of the cloud providers' controllers.
const INTERNAL: &[(&str, &[&str])] = &[
    ("networking.gke.io/load-balancer-type", &["Internal", "internal"]),
    ("cloud.google.com/load-balancer-type", &["Internal", "internal"]),
    ("service.beta.kubernetes.io/aws-load-balancer-internal", &["true", "0.0.0.0/0"]),
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", &["internal"]),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", &["true"]),
    ("service.beta.kubernetes.io/oci-load-balancer-internal", &["true"]),
    ("service.beta.kubernetes.io/openstack-internal-load-balancer", &["true"]),
];

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    let Some(spec) = object.spec().filter(|_| object.is(&[""], "Service")) else { return };
    let Some(kind) = spec.string("type") else { return };
    let how = match &*kind.value {
        "NodePort" => "on every node",
        // kube-score takes a load balancer for the right way in.
        "LoadBalancer" if !ctx.answers_as(Peer::KubeScore) => "through a load balancer",
        _ => return,
    };
    let internal = INTERNAL.iter().any(|(key, values)| {
        object.metadata().annotation(key).is_some_and(|annotation| values.contains(&&*annotation.value))
    });
    if !internal || kind.value == "NodePort" {
        ctx.report(kind.span, format!("the Service can be reached from outside {how}"))
            .help("write `ClusterIP`, and let an Ingress or a Gateway lead to it");
    }
}

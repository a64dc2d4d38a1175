//! Well-known helpers that run beside the containers of a pod. A table of facts; judges nothing.

use crate::model::k8s::Container;
/// What people call a helper, how its containers are called, and how its image's repository ends.
///
/// Sources: the injection documentation of each project.
const KNOWN: &[(&str, &[&str], &[&str])] = &[
    ("Istio's proxy", &["istio-proxy"], &["istio/proxyv2"]),
    ("Linkerd's proxy", &["linkerd-proxy"], &["linkerd/proxy"]),
    ("Consul's data plane", &["consul-dataplane", "envoy-sidecar"], &["hashicorp/consul-dataplane"]),
    ("the Cloud SQL proxy", &["cloud-sql-proxy", "cloudsql-proxy"], &["cloud-sql-proxy", "gce-proxy"]),
    ("the AlloyDB proxy", &["alloydb-auth-proxy"], &["alloydb-auth-proxy"]),
    ("Vault's agent", &["vault-agent"], &[]),
    ("Dapr's sidecar", &["daprd"], &["daprd"]),
    (
        "the OpenTelemetry collector",
        &["otc-container", "otel-agent", "otel-collector"],
        &["opentelemetry-collector", "opentelemetry-collector-contrib", "opentelemetry-collector-k8s"],
    ),
    ("Jaeger's agent", &["jaeger-agent"], &["jaeger-agent"]),
    ("Fluent Bit", &["fluent-bit", "fluentbit"], &["fluent-bit", "aws-for-fluent-bit"]),
    ("Fluentd", &["fluentd"], &["fluentd"]),
    ("Filebeat", &["filebeat"], &["beats/filebeat"]),
    ("Promtail", &["promtail"], &["promtail"]),
    ("Vector", &["vector"], &["timberio/vector"]),
    ("Datadog's agent", &["datadog-agent"], &["datadog/agent"]),
    ("the X-Ray daemon", &["xray-daemon"], &["aws-xray-daemon"]),
    ("the Cloud Storage FUSE sidecar", &["gke-gcsfuse-sidecar"], &["gcs-fuse-csi-driver-sidecar-mounter"]),
    ("kube-rbac-proxy", &["kube-rbac-proxy"], &["kube-rbac-proxy"]),
    ("OAuth2 Proxy", &["oauth2-proxy", "oauth-proxy"], &["oauth2-proxy", "oauth-proxy", "origin-oauth-proxy"]),
    ("git-sync", &["git-sync"], &["git-sync"]),
    (
        "a configuration reloader",
        &["config-reloader", "prometheus-config-reloader"],
        &["prometheus-config-reloader", "configmap-reload", "k8s-sidecar"],
    ),
];

impl Container<'_> {
    /// What it is, when it is one of the well-known helpers that proxy, collect or fetch for the pod and never end by
    /// themselves: by its name or its image.
    #[must_use]
    pub fn known_sidecar(self) -> Option<&'static str> {
        let name = self.name().map(|name| name.value);
        let by_name = |names: &[&str]| name.as_ref().is_some_and(|name| names.contains(&&**name));
        let by_image = |images: &[&str]| {
            self.with_image(|image, _| {
                let ends = |known: &&str| {
                    image.repository().strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
                };
                images.iter().any(ends)
            })
        };
        let (title, ..) = KNOWN.iter().find(|(_, names, images)| by_name(names) || by_image(images) == Some(true))?;
        Some(title)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::k8s::Manifest;
    use crate::syntax::yaml::Tree;

    #[test]
    fn helpers_are_known_by_name_or_image() {
        let known = |container: &str| {
            let text = format!("{{apiVersion: v1, kind: Pod, spec: {{containers: [{container}]}}}}");
            let tree = Tree::parse(&text);
            let manifest = Manifest::new(&tree);
            let container = manifest.objects()[0].pod().and_then(|pod| pod.containers().next()).expect("a container");
            container.known_sidecar()
        };
        assert_eq!(known("{name: istio-proxy, image: auto}"), Some("Istio's proxy"));
        assert_eq!(known("{name: sql, image: 'gcr.io/cloudsql-docker/gce-proxy:1.37'}"), Some("the Cloud SQL proxy"));
        assert_eq!(known("{name: web, image: example/my-fluentd}"), None);
    }
}

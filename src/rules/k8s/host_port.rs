use crate::rule::prelude::*;

rule! {
    /// A container takes a port of its node.
    ///
    /// Just one pod of a node can have the port, so the scheduler has fewer nodes to choose from, and what arrives there
    /// goes past the Service and in many clusters past network policies.
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
    ///       ports:
    ///         - containerPort: 8080
    ///           hostPort: 80
    /// ```
    ///
    /// ```yaml fixed
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    ///       ports:
    ///         - containerPort: 8080
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
    ///       ports:
    ///         - containerPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-port",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security, Tag::Network],
        since: "0.1.0",
        also: &["polaris:hostPortSet", "trivy:KSV-0024", "checkov:CKV_K8S_26"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    // On the node's network every port is the node's; that has a finding of its own.
    if container.pod.switched_on("hostNetwork").is_some() {
        return;
    }
    for port in container.fields().objects("ports") {
        let Some(host_port) = port.fields.integer("hostPort").filter(|host_port| host_port.value != 0) else {
            continue;
        };
        let message = format!("container {} takes port {} of its node", container.title(), host_port.value);
        let finding = ctx.report(host_port.span, message);
        finding.help("reach the pod through a Service");
        if let Some(edits) = port.fields.remove(&["hostPort"]) {
            finding.fix(Fix::new(Safety::Unsafe, "remove `hostPort`", edits));
        }
    }
}

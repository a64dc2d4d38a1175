use crate::rule::prelude::*;

rule! {
    /// An object is in the default namespace, or wherever the one who applies it happens to be.
    ///
    /// Quotas, network policies and rights are given by namespace; what shares one shares them. An absent namespace is
    /// normal where Kustomize, Helm or a GitOps tool fills it in, so this is for repositories that are applied as they are.
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
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    ///   namespace: default
    /// spec:
    ///   ports: [{port: 80}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    ///   namespace: shop
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.27.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/default-namespace",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:use-namespace", "trivy:KSV-0110", "checkov:CKV_K8S_21"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is_workload() && !object.is(&[""], "Service") {
        return;
    }
    match object.metadata().namespace().filter(|namespace| !namespace.value.is_empty()) {
        Some(namespace) if namespace.value == "default" => {
            ctx.report(namespace.span, "the namespace is `default`").help("give what belongs together a namespace");
        }
        None => {
            ctx.report(object.name_span(), "no namespace is named").help("name one with `metadata.namespace`");
        }
        Some(_) => {}
    }
}

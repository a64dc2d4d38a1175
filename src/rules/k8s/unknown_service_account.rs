use crate::rule::prelude::*;

rule! {
    /// A pod runs as a service account that is not there.
    ///
    /// The API server refuses to make the pods, and only the events of their workload say so. `default` is there in each namespace.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       serviceAccountName: web
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       serviceAccountName: web
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ---
    /// apiVersion: v1
    /// kind: ServiceAccount
    /// metadata:
    ///   name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-service-account",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security, Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:non-existent-service-account"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: workload } in project.workloads() {
        let Some(account) = workload.service_account.as_ref().filter(|account| &*account.value != "default") else {
            continue;
        };
        let name = &account.value;
        if project.named(member.namespace, name).any(|found| found.facts.is("", "ServiceAccount"))
            || project.exists_elsewhere(("", "ServiceAccount"), member.namespace, name)
        {
            continue;
        }
        let message = format!("there is no ServiceAccount `{name}` in the namespace `{}`", member.namespace);
        ctx.report(member, account.span, message).help("add the ServiceAccount, or name one of this namespace");
    }
}

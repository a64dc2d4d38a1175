use crate::rule::prelude::*;

rule! {
    /// A network policy selects no pod of the run.
    ///
    /// The pods that it was written for are open: most often a label was renamed on one side, or the policy is in another namespace.
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
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: web
    /// spec:
    ///   podSelector:
    ///     matchLabels:
    ///       app: webb
    ///   policyTypes: [Ingress]
    ///   ingress:
    ///     - from:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: web
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
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: web
    /// spec:
    ///   podSelector:
    ///     matchLabels:
    ///       app: web
    ///   policyTypes: [Ingress]
    ///   ingress:
    ///     - from:
    ///         - podSelector:
    ///             matchLabels:
    ///               app: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/network-policy-selects-nothing",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:dangling-networkpolicy", "kube-score:networkpolicy-targets-pod"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: policy } in project.network_policies() {
        // One for all pods of a namespace waits for pods to come.
        if policy.pods.value.is_empty() && !ctx.answers_as(Peer::KubeLinter) {
            continue;
        }
        if project.selected(member.namespace, &policy.pods.value).next().is_some()
            || project.has_pods_elsewhere(member.namespace)
        {
            continue;
        }
        // Its pods are made elsewhere.
        if !project.has_pods(member.namespace) && !ctx.answers_as(Peer::KubeLinter) {
            continue;
        }
        let message = format!("no pod of the namespace `{}` has the labels that this selects", member.namespace);
        let nearest = project.nearest_pods(member.namespace, &policy.pods.value);
        let finding = ctx.report(member, policy.pods.span, message);
        if let Some((pods, requirement)) = nearest {
            finding.help(format!("make them agree on `{}`", requirement.key));
            finding.label_in(pods.member.file, pods.member.facts.place, "only one label of these pods differs");
        } else {
            finding.help("select labels that the pods' template has, in its namespace");
        }
    }
}

use crate::model::k8s::facts::ServiceType;
use crate::rule::prelude::*;

rule! {
    /// The selector of a Service matches no pod of the run.
    ///
    /// Clients connect to nothing. Most often a label was renamed on one side, or one value of the selector is mistyped. A Service
    /// without a selector is left alone, because its endpoints are written by hand or by somebody else; so is one in a namespace of
    /// which no pod is in the run, because these are made elsewhere.
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
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: webb
    ///   ports:
    ///     - port: 80
    ///       targetPort: http
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
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   selector:
    ///     app: web
    ///   ports:
    ///     - port: 80
    ///       targetPort: http
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/dangling-service",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Network, Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:dangling-service", "kube-score:service-targets-pod"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    for Entity { member, what: service } in project.services() {
        let Some(selector) = service.selector.as_ref().filter(|_| service.kind != ServiceType::ExternalName) else {
            continue;
        };
        if project.selected(member.namespace, &selector.value).next().is_some()
            || project.has_pods_elsewhere(member.namespace)
        {
            continue;
        }
        let name = member.facts.name();
        let message = format!("no pod of the namespace `{}` has the labels that `{name}` selects", member.namespace);
        let elsewhere = project
            .workloads()
            .find(|other| other.member.namespace != member.namespace && selector.value.matches(&other.what.pod_labels));
        if elsewhere.is_none() && !project.has_pods(member.namespace) && !ctx.answers_as(Peer::KubeLinter) {
            continue;
        }
        let nearest = project.nearest_pods(member.namespace, &selector.value);
        let finding = ctx.report(member, selector.span, message);
        if let Some(Entity { member: other, .. }) = elsewhere {
            finding.help(format!("put both into one namespace: such pods are in `{}`", other.namespace));
            finding.label_in(other.file, other.facts.place, "these pods have them");
        } else if let Some((pods, requirement)) = nearest {
            finding.help(format!("make them agree on `{}`", requirement.key));
            finding.label_in(pods.member.file, pods.member.facts.place, "only one label of these pods differs");
        }
    }
}

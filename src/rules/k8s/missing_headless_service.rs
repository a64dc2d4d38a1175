use crate::model::k8s::facts::What;
use crate::rule::prelude::*;

rule! {
    /// The Service that names the pods of a StatefulSet is not there, or has an address of its own.
    ///
    /// Each pod of a StatefulSet gets a name below that of the Service in `serviceName`, such as `db-0.db`. Without the Service, or when it is
    /// not headless (`clusterIP: None`), these names lead nowhere.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata:
    ///   name: db
    /// spec:
    ///   serviceName: db
    ///   selector:
    ///     matchLabels:
    ///       app: db
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: db
    ///     spec:
    ///       containers:
    ///         - name: db
    ///           image: postgres:17.2
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: db
    /// spec:
    ///   selector:
    ///     app: db
    ///   ports:
    ///     - port: 5432
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata:
    ///   name: db
    /// spec:
    ///   serviceName: db
    ///   selector:
    ///     matchLabels:
    ///       app: db
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: db
    ///     spec:
    ///       containers:
    ///         - name: db
    ///           image: postgres:17.2
    /// ---
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: db
    /// spec:
    ///   clusterIP: None
    ///   selector:
    ///     app: db
    ///   ports:
    ///     - port: 5432
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-headless-service",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Network, Tag::Availability],
        since: "0.1.0",
        also: &["kube-score:statefulset-has-servicename"],
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
        let Some(service) = &workload.governing_service else { continue };
        let name = &service.value;
        let found = project.named(member.namespace, name).find_map(|found| match &found.facts.what {
            What::Service(service) => Some((found, service)),
            _ => None,
        });
        let Some((found, what)) = found else {
            if project.exists_elsewhere(("", "Service"), member.namespace, name) {
                continue;
            }
            let message = format!("there is no Service `{name}` in the namespace `{}`", member.namespace);
            ctx.report(member, service.span, message).help("add a Service of this name with `clusterIP: None`");
            continue;
        };
        if !what.is_headless {
            let finding = ctx.report(member, service.span, format!("the Service `{name}` gives pods no names"));
            finding.help("write `clusterIP: None` in the Service, or name one that is headless");
            finding.label_in(found.file, found.facts.place, "has an address of its own");
        }
    }
}

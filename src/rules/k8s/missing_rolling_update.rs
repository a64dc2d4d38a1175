use crate::rule::prelude::*;

rule! {
    /// A new version does not take over step by step.
    ///
    /// With `Recreate` all pods end before the first new one starts, with `OnDelete` somebody has to delete them. For what must not run twice
    /// at the same time, such as a program that owns its volume, that is right.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   strategy:
    ///     type: Recreate
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
    ///           image: nginx:1.29.3
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
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   strategy:
    ///     type: RollingUpdate
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
    ///           image: nginx:1.29.3
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-rolling-update",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:no-rolling-update-strategy", "kube-score:deployment-strategy"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if object.pod_template().is_none() {
        return;
    }
    let Some(spec) = object.spec() else { return };
    let strategies = ["strategy", "updateStrategy"].into_iter().filter_map(|field| spec.object(field));
    for strategy in strategies.filter_map(|strategy| strategy.string("type")) {
        if !matches!(&*strategy.value, "" | "RollingUpdate" | "Rolling") {
            ctx.report(strategy.span, format!("the pods are replaced by `{}`, not step by step", strategy.value))
                .help("write `RollingUpdate`, unless two versions must not run at the same time");
        }
    }
}

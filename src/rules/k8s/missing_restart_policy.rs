use crate::model::k8s::Value;
use crate::rule::prelude::*;

rule! {
    /// A pod does not ask to be restarted when it fails.
    ///
    /// The default is `Always`, which is right for what runs on. Where a team wants to see that somebody thought of it, this asks for the
    /// word, and it tells of `Never`.
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
    ///           image: nginx:1.29.3
    /// ```
    ///
    /// ```yaml fixed
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
    ///       restartPolicy: Always
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata:
    ///   name: migrate
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: OnFailure
    ///       containers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/missing-restart-policy",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:restart-policy"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    if !pod.object().is_standard_workload() {
        return;
    }
    match pod.fields().string("restartPolicy") {
        Some(policy) if matches!(&*policy.value, "Always" | "OnFailure") => {}
        Some(policy) => {
            ctx.report(policy.span, format!("a pod that fails is not restarted: its policy is `{}`", policy.value))
                .help("write `restartPolicy: OnFailure`");
        }
        None if pod.object().runs_to_completion() => {
            ctx.report(pod.object().name_span(), "the pod has no `restartPolicy`")
                .help("write `restartPolicy: OnFailure`");
        }
        None => {
            let finding = ctx.report(pod.object().name_span(), "the pod has no `restartPolicy`");
            finding.help("write `restartPolicy: Always`, which is the default");
            if let Some(edits) = pod.fields().set(&["restartPolicy"], Value::Text("Always")) {
                finding.fix(Fix::new(Safety::Safe, "write `restartPolicy: Always`", edits));
            }
        }
    }
}

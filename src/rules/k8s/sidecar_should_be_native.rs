use crate::rule::prelude::*;

rule! {
    /// A helper beside the container of a Job keeps it from ever ending.
    ///
    /// A Job is done when all ordinary containers have ended. A proxy or collector never ends, so the pod runs for ever, and a CronJob
    /// starts no more or too many of them. A native sidecar, an init container with `restartPolicy: Always`, is stopped when the others are done.
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
    ///         - name: cloud-sql-proxy
    ///           image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.2
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
    ///       restartPolicy: Never
    ///       initContainers:
    ///         - name: cloud-sql-proxy
    ///           image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.2
    ///           restartPolicy: Always
    ///       containers:
    ///         - name: migrate
    ///           image: example/migrate:1.4.2
    /// ```
    ///
    /// Native sidecars are there since Kubernetes 1.29. A helper that can be told to end, by an argument such as
    /// `--quitquitquit` or because the containers share their processes, is left alone.
    pub static RULE: Rule = Rule {
        id: "k8s/sidecar-should-be-native",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Runtime, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    if container.role != ContainerRole::Main || !container.object().runs_to_completion() {
        return;
    }
    // By itself it is what the Job is for; and one that can be told to end is likely told to.
    let alone = container.pod.main_containers().nth(1).is_none();
    let ends = |word: &str| word.contains("quitquitquit") || word.contains("exit-zero") || word.contains("one-time");
    let arguments = || container.fields().strings("args").chain(container.fields().strings("command"));
    let shares = container.pod.fields().boolean("shareProcessNamespace").is_some_and(|shares| shares.value);
    if alone || shares || arguments().any(|word| ends(&word.value)) {
        return;
    }
    let Some(title) = container.known_sidecar() else { return };
    let message = format!("container {} is {title}, which never ends, so the pod never does", container.title());
    ctx.report(container.name_span(), message).help("move it to `initContainers` and give it `restartPolicy: Always`");
}

use crate::model::k8s::facts::What;
use crate::rule::prelude::*;

rule! {
    /// Several pods mount a volume that one node at a time may mount.
    ///
    /// A claim with `ReadWriteOnce` can be mounted on one node: pods that land on another wait for ever, and a rolling update that starts
    /// the new pod on another node never ends. With `ReadWriteOncePod` even two pods of one node are too many.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   storageClassName: fast
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 1Gi
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       volumes:
    ///         - name: data
    ///           persistentVolumeClaim:
    ///             claimName: data
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   storageClassName: fast
    ///   accessModes: [ReadWriteMany]
    ///   resources:
    ///     requests:
    ///       storage: 1Gi
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata:
    ///   name: web
    /// spec:
    ///   replicas: 2
    ///   selector:
    ///     matchLabels:
    ///       app: web
    ///   template:
    ///     metadata:
    ///       labels:
    ///         app: web
    ///     spec:
    ///       volumes:
    ///         - name: data
    ///           persistentVolumeClaim:
    ///             claimName: data
    ///       containers:
    ///         - name: web
    ///           image: nginx:1.27.2
    ///           ports:
    ///             - name: http
    ///               containerPort: 8080
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/shared-read-write-once-volume",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    for workload in project.workloads() {
        let Entity { member, what } = workload;
        let replicas = project.smallest_scale(workload);
        if replicas < 2 || what.claims.is_empty() {
            continue;
        }
        for claim in &what.claims {
            let found = project.named(member.namespace, &claim.value).find_map(|found| match &found.facts.what {
                What::Claim(what) => Some((found, what)),
                _ => None,
            });
            let Some((found, facts)) = found else { continue };
            let once = |mode: &str| matches!(mode, "ReadWriteOnce" | "ReadWriteOncePod");
            if facts.access_modes.is_empty() || !facts.access_modes.iter().all(|mode| once(mode)) {
                continue;
            }
            let name = &claim.value;
            let message = format!("{replicas} pods mount the claim `{name}`, which one node at a time may mount");
            let finding = ctx.report(member, claim.span, message);
            finding.help(
                "use a StatefulSet with a `volumeClaimTemplates` entry, a claim with `ReadWriteMany`, or one pod",
            );
            finding.label_in(found.file, found.facts.place, format!("its access mode is `{}`", facts.access_modes[0]));
        }
    }
}

use crate::model::k8s::MountedHostPath;
use crate::rule::prelude::*;

rule! {
    /// A container can change files of its node.
    ///
    /// What is written there reaches other pods and the node itself. A program that only reads can say so.
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
    ///       volumeMounts:
    ///         - name: data
    ///           mountPath: /data
    ///   volumes:
    ///     - name: data
    ///       hostPath: {path: /srv/data}
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
    ///       volumeMounts:
    ///         - name: data
    ///           mountPath: /data
    ///           readOnly: true
    ///   volumes:
    ///     - name: data
    ///       hostPath: {path: /srv/data}
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
    ///       volumeMounts:
    ///         - name: data
    ///           mountPath: /data
    ///   volumes:
    ///     - name: data
    ///       emptyDir: {}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/writable-host-path",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["kube-linter:writable-host-mount"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for MountedHostPath { path, mounts } in pod.mounted_host_paths() {
        for mount in mounts.iter().filter(|mount| !mount.is_read_only()) {
            let message = format!("container {} can change `{}` of its node", mount.container.title(), path.value);
            let span = mount.volume().map_or_else(|| mount.fields().span(), |name| name.span);
            let finding = ctx.report(span, message);
            finding.label(path.span, "the node's");
            if let Some(edits) = mount.fields().set(&["readOnly"], Value::Bool(true)) {
                finding.fix(Fix::new(Safety::Unsafe, "set `readOnly: true`", edits));
            }
        }
    }
}

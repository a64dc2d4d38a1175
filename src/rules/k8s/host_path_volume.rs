use crate::rule::prelude::*;

rule! {
    /// A pod has files of its node.
    ///
    /// What it writes stays on that node when the pod moves on, other pods can get at it, and a container that gets out
    /// starts from there.
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
    ///   volumes:
    ///     - name: data
    ///       persistentVolumeClaim: {claimName: data}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/host-path-volume",
        level: Level::Info,
        group: Group::Strict,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["polaris:hostPathSet", "trivy:KSV-0023"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for volume in pod.volumes() {
        let Some(key) = volume.fields().key_span("hostPath") else { continue };
        let path = volume.host_path().map_or_else(|| "a path".to_owned(), |path| format!("`{}`", path.value));
        ctx.report(key, format!("the pod has {path} of its node"))
            .help("take a PersistentVolumeClaim, or `emptyDir` for what may be lost");
    }
}

use crate::rule::prelude::*;

rule! {
    /// A pod has files of its node, which the baseline standard forbids.
    ///
    /// What is written there outlives the pod and reaches other pods and the node itself. This is the control
    /// `hostPathVolumes` of the Pod Security Standards.
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
    ///       emptyDir: {}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/pss-host-path-volumes",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssBaseline],
        since: "0.1.0",
        also: &["pss:hostPathVolumes"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    let keys = pod.volumes().filter_map(|volume| volume.fields().key_span("hostPath"));
    ctx.report_together(keys, "the baseline standard forbids volumes of type `hostPath`", "and here")
        .map(|finding| finding.help("take a PersistentVolumeClaim, or `emptyDir` for what may be lost"));
}

use crate::model::k8s::security::standard;
use crate::rule::prelude::*;

rule! {
    /// A volume is of a kind that the restricted standard forbids.
    ///
    /// Allowed are volumes that the cluster manages: configuration, secrets, claims, CSI drivers and what goes with the pod.
    /// This is the control `restrictedVolumes` of the Pod Security Standards.
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
    ///       nfs: {server: files, path: /}
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
        id: "k8s/pss-restricted-volumes",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Security, Tag::PssRestricted],
        since: "0.1.0",
        also: &["pss:restrictedVolumes"],
        fix: None,
        options: None,
        check: Check::PodSpec(check),
    };
}

fn check(pod: PodSpec<'_>, ctx: &mut Ctx<'_>) {
    for volume in pod.volumes() {
        let sources: Vec<_> =
            volume.sources().filter_map(|source| Some((source.key.as_str()?, source.key.span()))).collect();
        if sources.iter().any(|(kind, _)| standard::allows_volume(kind)) {
            continue;
        }
        // Without a source it is an empty directory by default, which the API server fills in.
        if let Some((kind, span)) = sources.first() {
            ctx.report(*span, format!("the restricted standard forbids volumes of type `{kind}`"))
                .help("take a PersistentVolumeClaim, or `emptyDir` for what may be lost");
        }
    }
}

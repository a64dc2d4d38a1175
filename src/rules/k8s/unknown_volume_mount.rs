use crate::rule::prelude::*;

rule! {
    /// A container mounts a volume that its pod does not have.
    ///
    /// Every mount names one of the `volumes` of the pod, or one of the `volumeClaimTemplates` of a StatefulSet. The
    /// API server refuses a pod with any other.
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
    ///         - name: cach
    ///           mountPath: /cache
    ///   volumes:
    ///     - name: cache
    ///       emptyDir: {}
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
    ///         - name: cache
    ///           mountPath: /cache
    ///   volumes:
    ///     - name: cache
    ///       emptyDir: {}
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-volume-mount",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::UnknownVolume),
    };
}

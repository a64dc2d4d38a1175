use crate::rule::prelude::*;

rule! {
    /// A word is none of those that the API server takes.
    ///
    /// The schema lets any text pass here, the server only some words, spelled exactly so. It refuses the object.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   accessModes: [ReadWrite]
    ///   resources:
    ///     requests:
    ///       storage: 1Gi
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: ClusterRoleBinding
    /// metadata:
    ///   name: readers
    /// roleRef:
    ///   apiGroup: rbac.authorization.k8s.io
    ///   kind: Role
    ///   name: reader
    /// subjects:
    ///   - kind: ServiceAcount
    ///     name: web
    ///     namespace: shop
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata:
    ///   name: data
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources:
    ///     requests:
    ///       storage: 1Gi
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unsupported-value",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::UnsupportedValue),
    };
}

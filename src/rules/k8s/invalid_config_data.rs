use crate::rule::prelude::*;

rule! {
    /// A ConfigMap or Secret is too large, or lacks what its type wants.
    ///
    /// All data of one object together has at most 1 MiB. A Secret with one of the types of Kubernetes has to have
    /// the keys of that type. The API server refuses the object.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: certificate
    /// type: kubernetes.io/tls
    /// stringData:
    ///   cert.pem: ""
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: certificate
    /// type: kubernetes.io/tls
    /// stringData:
    ///   tls.crt: ""
    ///   tls.key: ""
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-config-data",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::ConfigData),
    };
}

use crate::rule::prelude::*;

rule! {
    /// A definition of a custom resource is not consistent.
    ///
    /// Exactly one version is the one that is stored, every version has a schema, and in a schema every part has a
    /// type. The API server refuses the definition.
    ///
    /// ```yaml bad
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: backups.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names:
    ///     kind: Backup
    ///     plural: backups
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: false
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               type: object
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: backups.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names:
    ///     kind: Backup
    ///     plural: backups
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: true
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               properties: {}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: backups.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names:
    ///     kind: Backup
    ///     plural: backups
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: true
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               type: object
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-custom-resource-definition",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::CustomResourceDefinition),
    };
}

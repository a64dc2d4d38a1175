use crate::rule::prelude::*;

rule! {
    /// A key of a ConfigMap or Secret is not written as such keys have to be.
    ///
    /// Keys become names of files, so they have only letters, digits, `-`, `_` and `.`. The API server refuses the
    /// object.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: config
    /// data:
    ///   conf/app.ini: ""
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: config
    /// data:
    ///   app.ini: ""
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-config-key",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::ConfigKey),
    };
}

use crate::rule::prelude::*;

rule! {
    /// A label is not written as labels have to be.
    ///
    /// Keys and values of labels have at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both
    /// ends; a key may have a domain and `/` before it. So a URL, an e-mail address or a sentence can be an
    /// annotation, but no label. Selectors and the keys of annotations are held to the same. The API server refuses
    /// the object.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   labels:
    ///     owner: team@example.com
    ///     Cost Center: "12"
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   labels:
    ///     example.com/cost-center: "12"
    ///   annotations:
    ///     owner: team@example.com
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-label-value",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &["kube-score:label-values"],
        fix: None,
        options: None,
        check: Check::Requirement(Topic::Label),
    };
}

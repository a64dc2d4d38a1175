use std::borrow::Cow;

use crate::rule::prelude::*;
use crate::syntax::yaml::Kind;

rule! {
    /// Keys are not in alphabetical order.
    ///
    /// With one order everywhere, a field is found at once, and changes by different people do not look different.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   namespace: shop
    ///   name: settings
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// data:
    ///   greeting: hello
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   namespace: shop
    /// ```
    ///
    /// An object is told once, at the first key that stands in the wrong place.
    pub static RULE: Rule = Rule {
        id: "k8s/unsorted-keys",
        level: Level::Info,
        group: Group::OptIn,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["kube-linter:sorted-keys"],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    // Kustomize's own files are no objects.
    if object.group() == "kustomize.config.k8s.io" {
        return;
    }
    for node in object.fields().mapping().node().descendants() {
        let Kind::Mapping(mapping) = node.kind() else { continue };
        let mut before: Option<Cow<'_, str>> = None;
        for entry in mapping.entries() {
            let Some(key) = entry.key.as_str() else { continue };
            if let Some(before) = before.filter(|before| *before > key) {
                ctx.report(entry.key.span(), format!("`{key}` stands behind `{before}`"))
                    .help("sort the keys of each mapping");
                return;
            }
            before = Some(key);
        }
    }
}

use crate::model::k8s::validation::duplicate_keys;
use crate::rule::prelude::*;

rule! {
    /// A key stands twice in a mapping.
    ///
    /// The later one takes the place of the first, which is lost without a word; strict readers refuse the file.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   labels:
    ///     app: web
    ///   labels:
    ///     tier: front
    /// data:
    ///   mode: fast
    ///   "mode": safe
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: settings
    ///   labels:
    ///     app: web
    ///     tier: front
    /// data:
    ///   mode: safe
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/duplicate-key",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Apply],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    for duplicate in duplicate_keys(object) {
        let message = format!("the key `{}` is there twice; this one counts", duplicate.key);
        ctx.report(duplicate.entry.key.span(), message)
            .help("join the two, or remove one")
            .label(duplicate.first.key.span(), "this one is lost");
    }
}

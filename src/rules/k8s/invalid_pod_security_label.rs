use crate::rule::prelude::*;

rule! {
    /// A namespace asks for a Pod Security level that does not exist.
    ///
    /// The admission controller takes what it cannot read for the strictest level, or for none at all, depending on the
    /// label; a label that it does not know it passes over.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   labels:
    ///     pod-security.kubernetes.io/enforce: restrictive
    ///     pod-security.kubernetes.io/enforce-version: "1.30"
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   labels:
    ///     pod-security.kubernetes.io/enforced: baseline
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: shop
    ///   labels:
    ///     pod-security.kubernetes.io/enforce: restricted
    ///     pod-security.kubernetes.io/enforce-version: v1.30
    ///     pod-security.kubernetes.io/warn: baseline
    ///     pod-security.kubernetes.io/warn-version: latest
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/invalid-pod-security-label",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Object(check),
    };
}

const LEVELS: [&str; 3] = ["privileged", "baseline", "restricted"];
const MODES: [&str; 3] = ["enforce", "audit", "warn"];

fn check(object: Object<'_>, ctx: &mut Ctx<'_>) {
    if !object.is(&[""], "Namespace") {
        return;
    }
    for (key, value) in object.metadata().labels() {
        let Some(label) = key.value.strip_prefix("pod-security.kubernetes.io/") else { continue };
        let mode = label.strip_suffix("-version").unwrap_or(label);
        if !MODES.contains(&mode) {
            ctx.report(key.span, format!("there is no Pod Security mode `{mode}`"))
                .help("take `enforce`, `audit` or `warn`");
        } else if mode == label && !LEVELS.contains(&&*value.value) {
            ctx.report(value.span, format!("there is no Pod Security level `{}`", value.value))
                .help("take `privileged`, `baseline` or `restricted`");
        } else if mode != label && !is_version(&value.value) {
            ctx.report(value.span, format!("`{}` is no version of the Pod Security Standards", value.value))
                .help("write `latest`, or a version such as `v1.30`");
        }
    }
}

fn is_version(text: &str) -> bool {
    let is_number = |text: &str| text.parse::<u32>().is_ok_and(|number| number.to_string() == text);
    text == "latest" || text.strip_prefix("v1.").is_some_and(is_number)
}

use crate::rule::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;

rule! {
    /// A container sets an environment variable twice.
    ///
    /// The last one wins, and the others say something that is not so. `kubectl apply --server-side` refuses the object.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: nginx:1.29.3
    ///       env:
    ///         - name: MODE
    ///           value: fast
    ///         - name: LEVEL
    ///           value: info
    ///         - name: MODE
    ///           value: safe
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
    ///       image: nginx:1.29.3
    ///       env:
    ///         - name: MODE
    ///           value: safe
    ///         - name: LEVEL
    ///           value: info
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/duplicate-environment-variable",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["kube-linter:duplicate-env-var", "kube-score:environment-variable-key-duplication"],
        fix: None,
        options: None,
        check: Check::Container(check),
    };
}

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let mut seen: HashMap<Cow<'_, str>, Span> = HashMap::new();
    for name in container.fields().objects("env").filter_map(|item| item.fields.string("name")) {
        // Of each, the one before is what has no effect.
        if let Some(before) = seen.insert(name.value.clone(), name.span) {
            ctx.report(before, format!("container {} sets `{}` again below", container.title(), name.value))
                .help("remove one of them")
                .label(name.span, "this one counts");
        }
    }
}

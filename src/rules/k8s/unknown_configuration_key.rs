use crate::model::k8s::facts::{Reference, What};
use crate::rule::prelude::*;

rule! {
    /// A variable is read from a ConfigMap or Secret, or from a key of one, that is not in the run.
    ///
    /// The container does not start until it is there. Opt-in, because Secrets are seldom written beside the manifests that use them.
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
    ///       env:
    ///         - name: MODE
    ///           valueFrom:
    ///             configMapKeyRef:
    ///               name: web
    ///               key: mode
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: web
    /// data:
    ///   speed: fast
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
    ///       env:
    ///         - name: MODE
    ///           valueFrom:
    ///             configMapKeyRef:
    ///               name: web
    ///               key: mode
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: web
    /// data:
    ///   mode: fast
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/unknown-configuration-key",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Availability],
        since: "0.1.0",
        also: &["kube-linter:env-value-from"],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    if !project.is_complete() {
        return;
    }
    // kube-linter asks for single keys only, and looks for them in all namespaces.
    let anywhere = ctx.answers_as(Peer::KubeLinter);
    for Entity { member, what } in project.workloads() {
        let is_asked_for = |reference: &&Reference| reference.key.is_some() || !anywhere;
        for reference in what.references.iter().filter(|reference| !reference.optional).filter(is_asked_for) {
            let (kind, name) = (reference.kind, &reference.name.value);
            let mut named =
                project.named_anywhere(name).filter(|found| anywhere || found.namespace == member.namespace);
            let found = named.find_map(|found| match &found.facts.what {
                What::Configuration(keys) if found.facts.id.kind == kind => Some((found, keys)),
                _ => None,
            });
            let Some((found, configuration)) = found else {
                if project.exists_elsewhere(("", kind), member.namespace, name) {
                    continue;
                }
                let message = format!("there is no {kind} `{name}` in the namespace `{}`", member.namespace);
                ctx.report(member, reference.name.span, message)
                    .help(format!("add the {kind}, or say `optional: true`"));
                continue;
            };
            let Some(key) = reference.key.as_ref().filter(|key| !configuration.keys.contains(&key.value)) else {
                continue;
            };
            let finding = ctx.report(member, key.span, format!("the {kind} `{name}` has no key `{}`", key.value));
            if let Some(known) = nearest(&key.value, configuration.keys.iter().map(|key| &**key)) {
                finding.help(format!("did you mean `{known}`?"));
            }
            finding.label_in(found.file, found.facts.place, format!("this {kind}"));
        }
    }
}

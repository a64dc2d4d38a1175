use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::rule::prelude::*;

rule! {
    /// The same object is defined twice.
    ///
    /// Applied together, the later of the two takes the place of the first, in an order that depends on the tool. Said of definitions in
    /// one file, or in files of one folder.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: web
    /// data:
    ///   a: "1"
    /// ---
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: web
    /// data:
    ///   a: "2"
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: web
    /// ---
    /// apiVersion: v1
    /// kind: Secret
    /// metadata:
    ///   name: web
    /// ```
    pub static RULE: Rule = Rule {
        id: "k8s/duplicate-object",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Project(check),
    };
}

fn check(project: &Project<'_>, ctx: &mut ProjectCtx<'_>) {
    let mut first_of = HashMap::new();
    for member in project.members() {
        let facts = member.facts;
        let Some(name) = facts.id.name.as_deref() else { continue };
        match first_of.entry((facts.group(), &facts.id.kind, member.namespace, name)) {
            Entry::Vacant(entry) => {
                entry.insert(member);
            }
            Entry::Occupied(entry) => {
                let first: Member<'_> = *entry.get();
                let kind = &facts.id.kind;
                let finding = ctx.report(member, facts.place, format!("the {kind} `{name}` is defined twice"));
                finding.help("remove one of them, or give it another name");
                finding.label_in(first.file, first.facts.place, "the first time");
            }
        }
    }
}

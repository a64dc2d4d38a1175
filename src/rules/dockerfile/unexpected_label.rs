use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::dockerfile::LabelType;
use crate::rule::prelude::*;

rule! {
    /// An image has a label that is not among those it may have.
    ///
    /// Where labels are agreed on, another one is most often a misspelt one. Reported when `strict-labels` is on, by this option or
    /// at the top of `shipworthy.toml`, and only if labels are agreed on.
    ///
    /// ```toml
    /// strict = true
    /// labels = { "com.example.team" = "text" }
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// LABEL com.example.taem=web
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// LABEL com.example.team=web
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/unexpected-label",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &["hadolint:DL3050"],
        fix: None,
        options: Some(OptionSpec::of::<Options>().shared(&[("label-schema", "labels"), ("strict-labels", "strict")])),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The labels that images may have, and the types of their values.
    labels: BTreeMap<String, LabelType>,
    /// Whether others are reported.
    strict: bool,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Options { labels, strict } = ctx.options::<Options>();
    if !*strict || labels.is_empty() || instruction.keyword() != Some(Keyword::Label) {
        return;
    }
    let Arguments::Pairs(pairs) = &instruction.syntax().arguments else { return };
    let names: Vec<_> = labels.keys().cloned().collect();
    for pair in pairs {
        let key = instruction.expanded(&pair.key);
        let Some(key) = key.known().filter(|key| !names.iter().any(|name| name == key)) else { continue };
        let finding = ctx.report(pair.key.full_span(), format!("the label `{key}` is not in the schema of labels"));
        match nearest(key, names.iter().map(|name| &**name)) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
            None => finding.help("remove it, or add it to the schema"),
        };
    }
}

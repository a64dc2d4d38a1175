use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::dockerfile::{BindingKind, LabelType};
use crate::rule::prelude::*;

rule! {
    /// The value of a label is empty, or not of the type it has to be.
    ///
    /// Programs that read labels expect what the label's definition says: `org.opencontainers.image.created` is a time, `…revision` a
    /// commit. Which labels have which type is for you to say: by this option, or for all rules on labels by `label-schema` at the
    /// top of `shipworthy.toml`. The types are hadolint's: `text`, `url`, `rfc3339`, `semver`, `spdx`, `hash` and `email`.
    ///
    /// ```toml
    /// labels = { version = "semver", licence = "spdx", created = "rfc3339", commit = "hash", team = "text" }
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// LABEL version="v1.4" licence="Apache 2.0" created="today" commit="main" team=""
    /// ```
    ///
    /// Values that the build may set, through an `ARG`, are left alone, and of licences the grammar is looked at, not whether there is such a
    /// licence. hadolint differs in both, and takes no licence expressions.
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG COMMIT
    /// LABEL version="1.4.0" licence="MIT OR Apache-2.0" created="2026-11-22T08:30:00Z" commit="${COMMIT}" team="web"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-label-value",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &[
            "hadolint:DL3051",
            "hadolint:DL3052",
            "hadolint:DL3053",
            "hadolint:DL3054",
            "hadolint:DL3055",
            "hadolint:DL3056",
            "hadolint:DL3058",
        ],
        fix: None,
        options: Some(OptionSpec::of::<Options>().shared(&[("label-schema", "labels")])),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The labels, and the types of their values: `text`, `url`, `rfc3339`, `semver`, `spdx`, `hash` or `email`.
    labels: BTreeMap<String, LabelType>,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if ctx.options::<Options>().labels.is_empty() || instruction.keyword() != Some(Keyword::Label) {
        return;
    }
    let Arguments::Pairs(pairs) = &instruction.syntax().arguments else { return };
    for pair in pairs {
        let (key, value) = (instruction.expanded(&pair.key), instruction.expanded(&pair.value));
        let kind = ctx.options::<Options>().labels.get(&*key.text).copied();
        let Some((kind, value)) = kind.zip(value.known()).filter(|_| !takes_an_arg(instruction, pair)) else {
            continue;
        };
        let key = &key.text;
        let (message, help) = if value.is_empty() {
            (format!("the label `{key}` is empty"), format!("give it {kind}, such as `{}`", kind.example()))
        } else if !kind.accepts(value) {
            (format!("`{value}` is not {kind}"), format!("write it as in `{}`", kind.example()))
        } else {
            continue;
        };
        ctx.report(pair.value.full_span(), message).help(help);
    }
}

/// Whether the value of `pair` is made with an ARG, whose default the build may replace.
fn takes_an_arg(instruction: Instruction<'_>, pair: &Pair<'_>) -> bool {
    let place = pair.value.full_span();
    instruction.expansions().iter().any(|expanded| {
        let mut uses = expanded.uses().filter(|(_, span)| place.contains(*span));
        uses.any(|(used, _)| {
            let binding = instruction.variable(expanded.name_of(used));
            binding.is_some_and(|binding| binding.kind == BindingKind::Arg)
        })
    })
}

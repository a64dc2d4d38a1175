use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::dockerfile::LabelType;
use crate::rule::prelude::*;

rule! {
    /// An image lacks a label that it has to have.
    ///
    /// Labels are how registries, inventories and people on call find out what an image is and who is in charge of it. Which are
    /// needed is for you to say: by this option, or for all rules on labels by `label-schema` at the top of `shipworthy.toml`.
    /// Without either, nothing is reported.
    ///
    /// ```toml
    /// labels = { "org.opencontainers.image.source" = "url", "com.example.team" = "text" }
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22 AS build
    /// RUN make
    ///
    /// FROM alpine:3.22
    /// LABEL com.example.team=web
    /// COPY --from=build /app /app
    /// ```
    ///
    /// Labels are inherited from the stage that a stage is built on; those of the base image are not known. Stages that are thrown
    /// away need none.
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22 AS base
    /// LABEL com.example.team=web
    ///
    /// FROM base
    /// LABEL org.opencontainers.image.source="https://git.example.com/web"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/missing-label",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Labels],
        since: "0.1.0",
        also: &["hadolint:DL3049"],
        fix: None,
        options: Some(OptionSpec::of::<Options>().shared(&[("label-schema", "labels")])),
        check: Check::Stage(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// The labels, and the types of their values: `text`, `url`, `rfc3339`, `semver`, `spdx`, `hash` or `email`.
    labels: BTreeMap<String, LabelType>,
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let labels = &ctx.options::<Options>().labels;
    if labels.is_empty() || !stage.may_be_shipped() {
        return;
    }
    let missing: Vec<_> = labels.keys().filter(|label| !has(stage, label)).cloned().collect();
    if missing.is_empty() {
        return;
    }
    let plural = if missing.len() == 1 { "" } else { "s" };
    let message = format!("this image lacks the label{plural} `{}`", missing.join("`, `"));
    ctx.report(stage.from_instruction().span(), message).help("add a `LABEL` for each");
}

/// Whether `stage`, or one that it is built on, sets `label`, or one whose name only the build knows.
fn has(stage: Stage<'_>, label: &str) -> bool {
    std::iter::once(stage).chain(stage.ancestors()).flat_map(Stage::instructions).any(|instruction| {
        instruction.keyword() == Some(Keyword::Label)
            && match &instruction.syntax().arguments {
                Arguments::Pairs(pairs) => pairs.iter().any(|pair| {
                    let key = instruction.expanded(&pair.key);
                    key.unknown || key.text == label
                }),
                _ => false,
            }
    })
}

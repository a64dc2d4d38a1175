use schemars::JsonSchema;
use serde::Deserialize;

use crate::rule::prelude::*;

rule! {
    /// An image is not pinned to a digest.
    ///
    /// A tag can be pushed again, so that the same Dockerfile gives another image. A digest names one image for ever. It
    /// also keeps out fixes of it: pin where something renews the digests, such as a bot.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS build
    /// FROM alpine:3.23
    /// COPY --from=busybox:1.37 /bin/busybox /bin/
    /// RUN --mount=from=node:24,target=/node /node/usr/local/bin/node -v
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.23@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1 AS base
    /// FROM base
    /// COPY --from=base /etc/passwd /etc/
    /// ```
    ///
    /// Just what the last stage is built on:
    ///
    /// ```toml
    /// images = "final-base"
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS build
    /// FROM alpine:3.23 AS base
    /// FROM base
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/unpinned-digest",
        level: Level::Warning,
        group: Group::OptIn,
        tags: &[Tag::Image, Tag::Reproducibility, Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Which images must have a digest.
    images: Images,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Images {
    /// Every image that FROM, COPY or a mount names.
    #[default]
    All,
    /// The image at the bottom of the last stage.
    FinalBase,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let just_base = ctx.options::<Options>().images == Images::FinalBase;
    if just_base && !is_final_base(instruction) {
        return;
    }
    for image in instruction.images().iter().filter(|image| image.is_without_digest() && image.may_be_valid()) {
        ctx.report(image.span(), format!("`{image}` is not pinned to a digest"))
            .help("add the digest behind the tag: `@sha256:…`");
    }
}

/// Whether it is the FROM at the bottom of the last stage.
fn is_final_base(instruction: Instruction<'_>) -> bool {
    let is_from = instruction.keyword() == Some(Keyword::From);
    let base = || instruction.file().final_stage().map(Stage::root);
    is_from && base().is_some_and(|base| Some(base) == instruction.stage())
}

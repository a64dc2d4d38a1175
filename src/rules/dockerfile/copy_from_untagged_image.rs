use crate::model::dockerfile::ReferenceTarget;
use crate::rule::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;

rule! {
    /// Files are taken from an image without a tag.
    ///
    /// A name in `COPY --from` or in a mount's `from` that belongs to no stage is an image: its newest version, which is another
    /// one tomorrow, and no image at all when the name is a stage's with a mistake in it.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.25 AS builder
    /// FROM alpine:3.22
    /// COPY --from=nginx /etc/nginx/mime.types /etc/
    /// COPY --from=bilder /out /out
    /// ```
    ///
    /// ```dockerfile good
    /// FROM golang:1.25 AS builder
    /// FROM alpine:3.22
    /// COPY --from=nginx:1.29 /etc/nginx/mime.types /etc/
    /// COPY --from=builder /out /out
    /// ```
    ///
    /// Contexts that the build is given with `--build-context` can be named:
    ///
    /// ```toml
    /// contexts = ["assets"]
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// COPY --from=assets /srv /srv
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copy-from-untagged-image",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3022", "tally:DL3022"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Instruction(check),
    };
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// Names of contexts that the build is given.
    contexts: Vec<String>,
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    // hadolint has one verdict for this and for undefined stages, given there.
    if ctx.answers_as(Peer::Hadolint) {
        return;
    }
    for reference in instruction.references() {
        let name = &*reference.name;
        let image = ImageReference::of(name);
        let untagged = image.tag().is_none() && image.digest().is_none() && image.validate().is_ok();
        let given = name == "scratch" || ctx.options::<Options>().contexts.iter().any(|context| context == name);
        if reference.target != ReferenceTarget::Image || !untagged || given {
            continue;
        }
        let nearest = instruction.file().nearest_stage(name);
        let finding = ctx.report(reference.span, format!("`{name}` is no stage, but an image without a tag"));
        match nearest {
            Some(nearest) => finding.help(format!("did you mean stage `{nearest}`?")),
            None => finding.help("add a tag or a digest"),
        };
    }
}

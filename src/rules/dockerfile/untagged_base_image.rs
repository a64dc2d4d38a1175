use crate::model::dockerfile::NamedImage;
use crate::rule::prelude::*;

rule! {
    /// The base image has no tag.
    ///
    /// Without a tag it is `latest`: another image tomorrow, perhaps with another major version, and nobody can tell
    /// afterwards which one a build had.
    ///
    /// ```dockerfile bad
    /// FROM node
    /// ```
    ///
    /// A port is no tag, and global ARGs count with their defaults:
    ///
    /// ```dockerfile bad
    /// ARG BASE=localhost:5000/team/base
    /// FROM $BASE
    /// ```
    ///
    /// Stages, `scratch`, digests, and images that only the build knows are left alone:
    ///
    /// ```dockerfile good
    /// ARG TAG
    /// FROM node:24 AS build
    /// FROM build AS test
    /// FROM alpine@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1 AS tools
    /// FROM debian$TAG AS tests
    /// FROM scratch
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/untagged-base-image",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3006", "tally:DL3006", "trivy:DS-0001", "checkov:CKV_DOCKER_7"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    if ctx.answers_as(Peer::Hadolint) {
        return check_as_hadolint(stage, ctx);
    }
    let Some(image) = stage.base_image().filter(NamedImage::is_untagged) else { return };
    // What is no reference at all is told elsewhere.
    if image.may_be_valid() {
        report(stage, image.reference().text(), ctx);
    }
}

fn report(stage: Stage<'_>, image: &str, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let finding = ctx.report(from.image_span(), format!("the image `{image}` has no tag, which means `latest`"));
    finding.help("add the tag of a version that was tried, or a digest");
    for argument in from.image_arguments().filter(|argument| argument.value.is_some()) {
        finding.label(argument.span, "the default is set here");
    }
}

/// hadolint reads the image as it is written: any `:` begins a tag, and what begins with `$` could be anything. It knows
/// stages by their names as written only.
fn check_as_hadolint(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = stage.from().image.map(Word::text) else { return };
    let named = stage.file().stage_named(image).filter(|named| named.index() < stage.index());
    let is_stage = named.is_some_and(|named| named.from().name.is_some_and(|name| name.text() == image));
    if image != "scratch" && !image.starts_with('$') && !image.contains([':', '@']) && !is_stage {
        report(stage, image, ctx);
    }
}

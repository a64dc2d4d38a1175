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
    let Some(image) = stage.base_image() else { return };
    let untagged = if ctx.answers_as(Peer::Hadolint) {
        is_untagged_for_hadolint(stage)
    } else {
        // What is no reference at all is told elsewhere.
        image.is_untagged() && (image.is_unknown() || image.reference().validate().is_ok())
    };
    if untagged {
        report(stage, &image, ctx);
    }
}

fn report(stage: Stage<'_>, image: &NamedImage<'_>, ctx: &mut Ctx<'_>) {
    let finding = ctx.report(image.span(), format!("the image `{image}` has no tag, which means `latest`"));
    finding.help("add the tag of a version that was tried, or a digest");
    for argument in stage.from().image_arguments().filter(|argument| argument.value.is_some()) {
        finding.label(argument.span, "the default is set here");
    }
}

/// hadolint reads the image as it is written: any `:` begins a tag, and what begins with `$` could be anything. It knows
/// aliases of stages in their own case only.
fn is_untagged_for_hadolint(stage: Stage<'_>) -> bool {
    let written = stage.from().image.map_or("", Word::text);
    let named = stage.file().stage_named(written).filter(|named| named.index() < stage.index());
    let is_stage = named.is_some_and(|named| named.from().name.is_some_and(|name| name.text() == written));
    !written.starts_with('$') && !written.contains([':', '@']) && !is_stage
}

use crate::rule::prelude::*;

rule! {
    /// The base image has the tag `latest`.
    ///
    /// `latest` is whatever was pushed last: another image tomorrow, perhaps with another major version, and nobody can tell
    /// afterwards which one a build had.
    ///
    /// ```dockerfile bad
    /// FROM node:latest
    /// ```
    ///
    /// ```dockerfile bad
    /// ARG REGISTRY
    /// ARG TAG=latest
    /// FROM $REGISTRY/tools:latest AS tools
    /// FROM node:$TAG
    /// ```
    ///
    /// A digest decides, whatever the tag says:
    ///
    /// ```dockerfile good
    /// FROM node:24 AS build
    /// FROM alpine:latest@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/latest-tag",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3007", "tally:DL3007", "trivy:DS-0001", "checkov:CKV_DOCKER_7"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = stage.base_image() else { return };
    let from = stage.from();
    let reference = match from.image {
        Some(word) if ctx.answers_as(Peer::Hadolint) => ImageReference::of(word.text()),
        _ => image.reference(),
    };
    if reference.tag() != Some("latest") || reference.digest().is_some() {
        return;
    }
    let place = image.part_span(reference.tag_range().unwrap_or_default());
    let finding = ctx.report(place, format!("`{}` is whatever was pushed last", reference.text()));
    finding.help("use the tag of a version that was tried, or add a digest");
    for argument in from.image_arguments().filter(|argument| argument.value.is_some()) {
        finding.label(argument.span, "the default is set here");
    }
}

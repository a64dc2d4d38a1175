use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::end_of_support;
use crate::rule::prelude::*;

rule! {
    /// The base image is out of support, or will be soon.
    ///
    /// Nobody fixes holes in it any more, and the package repositories of old distributions go away. The tag tells the release,
    /// of the product and of the distribution below it: `3.9-slim-bullseye` is Python 3.9 on Debian 11.
    ///
    /// ```dockerfile bad
    /// FROM python:3.9-slim-bullseye
    /// ```
    ///
    /// ```dockerfile bad
    /// ARG NODE_VERSION=14
    /// FROM node:${NODE_VERSION}-alpine3.12 AS build
    /// FROM nginx:1.14.2
    /// ```
    ///
    /// An end that is near is worth knowing, by default within 90 days:
    ///
    /// ```toml
    /// notice-days = 400
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM node:22-slim
    /// ```
    ///
    /// Tags that name no release say nothing:
    ///
    /// ```dockerfile good
    /// ARG TAG
    /// FROM python:3-slim AS tools
    /// FROM node@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1 AS build
    /// FROM ubuntu:$TAG AS test
    /// FROM debian:trixie-slim
    /// ```
    ///
    /// Releases that are meant to be supported for half a year or less, such as those of Rust or the odd versions of Java, are
    /// told a year after their end only. The days are those of endoflife.date, for Debian those of its long term support,
    /// and were collected when this version was made. They may since have been moved, and releases have appeared: on a day two
    /// years after that, the help names no releases any more, and an end that was still to come then is told as planned.
    pub static RULE: Rule = Rule {
        id: "dockerfile/end-of-life-base-image",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Security],
        since: "0.1.0",
        also: &["tally:ruby/eol-ruby-version"],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Stage(check),
    };
}

#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    /// How many days before the end of support a release is told, as info.
    notice_days: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { notice_days: 90 }
    }
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = stage.base_image() else { return };
    let notices = end_of_support::notices(&image.reference(), ctx.today(), ctx.options::<Options>().notice_days);
    let Some((worst, others)) = notices.split_first() else { return };
    let finding = ctx.report(image.part_span(worst.range.clone()), worst.message());
    finding.help(worst.help());
    if !worst.has_ended() {
        finding.level = finding.level.min(Level::Info);
    }
    for other in others {
        finding.label(image.part_span(other.range.clone()), other.message());
    }
    for argument in stage.from().image_arguments().filter(|argument| argument.value.is_some()) {
        finding.label(argument.span, "the default is set here");
    }
}

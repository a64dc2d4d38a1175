use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::release_cycles::{self, Cycle};
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
    let (today, notice) = (ctx.today(), i32::from(ctx.options::<Options>().notice_days));
    let reference = image.reference();
    let mut told: Vec<_> = release_cycles::of_image(&reference)
        .filter_map(|found| Some((found.cycle.end?, found)))
        .filter(|(end, found)| is_told(&found.cycle, *end, today, notice))
        .collect();
    told.sort_by_key(|(end, _)| *end);
    let Some(((end, worst), others)) = told.split_first() else { return };
    let finding = ctx.report(image.part_span(worst.range.clone()), message(&worst.cycle, *end, today));
    finding.help(help(&worst.cycle, today));
    if *end >= today {
        finding.level = finding.level.min(Level::Info);
    }
    for (end, other) in others {
        finding.label(image.part_span(other.range.clone()), message(&other.cycle, *end, today));
    }
    for argument in stage.from().image_arguments().filter(|argument| argument.value.is_some()) {
        finding.label(argument.span, "the default is set here");
    }
}

/// Whether the end of `cycle` is near or past. One that is replaced every few months is nearly always so, and told only
/// when nobody has looked for a year.
fn is_told(cycle: &Cycle, end: Date, today: Date, notice: i32) -> bool {
    const SHORT: i32 = 200;
    const GRACE: i32 = 365;
    let left = end.days_since(today);
    if cycle.days_of_support().is_some_and(|days| days < SHORT) { left < -GRACE } else { left <= notice }
}

/// Whether too much may have happened since the days were collected.
fn is_stale(today: Date) -> bool {
    today.days_since(release_cycles::as_of()) > 2 * 365
}

fn message(cycle: &Cycle, end: Date, today: Date) -> String {
    let planned = is_stale(today) && end > release_cycles::as_of();
    match end.days_since(today) {
        _ if planned => format!("support for {cycle} was planned to end on {end}"),
        ..0 => format!("support for {cycle} ended on {end}"),
        0 => format!("support for {cycle} ends today"),
        1 => format!("support for {cycle} ends tomorrow"),
        days => format!("support for {cycle} ends on {end}, in {days} days"),
    }
}

/// Which releases to take, the newest of those first that are supported for long.
fn help(cycle: &Cycle, today: Date) -> String {
    const NAMED: usize = 3;
    if is_stale(today) {
        return format!("take a supported release; the days known here are of {}", release_cycles::as_of());
    }
    let later = |other: &Cycle| other.end.is_none_or(|end| cycle.end.is_none_or(|own| end > own));
    let versions: Vec<_> = release_cycles::supported(cycle.product, today)
        .filter(|other| later(other) && other.days_of_support().is_none_or(|days| days > 365))
        .map(|other| other.name())
        .take(NAMED)
        .collect();
    match versions.split_last() {
        None => format!("no release of {} is supported for long: take another image", cycle.product),
        Some((last, [])) => format!("take {} {last}", cycle.product),
        Some((last, others)) => format!("take {} {} or {last}", cycle.product, others.join(", ")),
    }
}

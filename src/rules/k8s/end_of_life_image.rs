use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::end_of_support;
use crate::rule::prelude::*;

rule! {
    /// An image is out of support, or will be soon.
    ///
    /// Nobody fixes holes in it any more. The tag tells the release, of the product and of the distribution below it:
    /// `3.9-slim-bullseye` is Python 3.9 on Debian 11.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: postgres:9.6-alpine3.12
    /// ```
    ///
    /// An end that is near is worth knowing, by default within 90 days:
    ///
    /// ```toml
    /// notice-days = 400
    /// ```
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: node:22-slim
    /// ```
    ///
    /// Tags that name no release say nothing:
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: web
    /// spec:
    ///   containers:
    ///     - name: web
    ///       image: python:3-slim
    /// ```
    ///
    /// The days are those of endoflife.date, collected when this version was made; see `dockerfile/end-of-life-base-image`.
    pub static RULE: Rule = Rule {
        id: "k8s/end-of-life-image",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Security],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: Some(OptionSpec::of::<Options>()),
        check: Check::Container(check),
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

fn check(container: Container<'_>, ctx: &mut Ctx<'_>) {
    let Some(image) = container.named_image() else { return };
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
}

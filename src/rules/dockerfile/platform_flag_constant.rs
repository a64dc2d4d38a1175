use crate::model::platform::Platform;
use crate::rule::prelude::*;

rule! {
    /// `FROM --platform` fixes the platform.
    ///
    /// The stage has this platform whatever the build is asked for, so that an image for several platforms has the wrong
    /// programs in all but one. `$BUILDPLATFORM` runs tools on the machine that builds; without the flag, the stage follows
    /// the target.
    ///
    /// ```dockerfile bad
    /// FROM --platform=linux/amd64 node:24-slim
    /// ```
    ///
    /// A stage whose name says the platform is meant for it:
    ///
    /// ```dockerfile good
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// FROM --platform=linux/amd64 alpine:3.23 AS base-amd64
    /// FROM --platform=linux/arm64 alpine:3.23 AS base-arm64
    /// FROM base-$TARGETARCH
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/platform-flag-constant",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3029", "tally:DL3029", "buildkit:FromPlatformFlagConstDisallowed"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let (Some(flag), Some(platform)) = (from.platform, from.platform_text()) else { return };
    let fires = if ctx.answers_as(Peer::Hadolint) {
        let written = flag.value().unwrap_or_default();
        !["BUILDPLATFORM", "TARGETPLATFORM"].iter().any(|name| written.contains(name))
    } else {
        let name = stage.name().unwrap_or_default();
        let constant = !platform.unknown && from.platform_variables().next().is_none();
        let parsed = Platform::parse(&platform.text).ok().filter(|_| constant);
        parsed.is_some_and(|parsed| !name.contains(&parsed.os) && !name.contains(&parsed.architecture))
    };
    if fires {
        ctx.report(flag.span(), format!("this stage is for `{}` whatever the target is", platform.text))
            .help("leave the flag out, or use `$BUILDPLATFORM` where just tools of the build run");
    }
}

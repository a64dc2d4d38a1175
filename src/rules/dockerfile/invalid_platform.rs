use crate::model::platform::Platform;
use crate::rule::prelude::*;

rule! {
    /// `FROM --platform` is given what is no platform.
    ///
    /// A platform is `os/architecture`, perhaps with a variant behind it, or one of the two alone. BuildKit stops at another
    /// text, also where variables make it, which are empty unless the build sets them.
    ///
    /// ```dockerfile bad
    /// FROM --platform=linux,amd64 alpine:3.23
    /// FROM --platform=x64 alpine:3.23
    /// ```
    ///
    /// ```dockerfile bad
    /// ARG PLATFORM
    /// FROM --platform=$PLATFORM alpine:3.23
    /// ```
    ///
    /// ```dockerfile good
    /// ARG ARCH=arm64
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// FROM --platform=linux/${ARCH}/v8 alpine:3.23 AS board
    /// FROM --platform=amd64 alpine:3.23
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-platform",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build, Tag::Image],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let Some(flag) = from.platform.filter(|flag| flag.value().is_some_and(|value| !value.is_empty())) else { return };
    let Some(platform) = from.platform_text() else { return };
    let names: Vec<_> = from.platform_variables().collect();
    // What cannot be expanded is told elsewhere.
    if platform.text.contains("${") {
        return;
    }
    let Err(error) = Platform::parse(&platform.text) else { return };
    let message = match &*platform.text {
        "" => "the platform is blank".to_owned(),
        text => format!("`{text}` is no platform: {error}"),
    };
    let arguments: Vec<_> = names.iter().filter_map(|name| stage.file().global_argument(name)).collect();
    let finding = ctx.report(flag.value_span(), message);
    finding.help("write `os/architecture`, such as `linux/arm64`");
    if !arguments.is_empty() {
        // The build may be meant to be given them.
        finding.level = finding.level.min(Level::Warning);
        finding.help("give the ARG a default with which the platform is valid");
    }
    for argument in arguments {
        finding.label(argument.span, "declared here");
    }
}

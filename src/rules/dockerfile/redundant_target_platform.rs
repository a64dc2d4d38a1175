use crate::rule::prelude::*;

rule! {
    /// `FROM --platform` is given the target platform.
    ///
    /// The target is what FROM takes anyway. Whoever reads the flag looks for a reason that is not there.
    ///
    /// ```dockerfile bad
    /// FROM --platform=$TARGETPLATFORM alpine:3.23
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.23
    /// ```
    ///
    /// ```dockerfile good
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// FROM alpine:3.23
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/redundant-target-platform",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Image, Tag::Clarity],
        since: "0.1.0",
        also: &["hadolint:DL3065", "tally:DL3065", "buildkit:RedundantTargetPlatform"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let (Some(flag), Some(platform)) = (from.platform, from.platform_text()) else { return };
    let redundant = if ctx.answers_as(Peer::Hadolint) {
        matches!(flag.value(), Some("$TARGETPLATFORM" | "${TARGETPLATFORM}"))
    } else {
        let mut names = from.platform_variables().peekable();
        let only_target = names.peek().is_some() && names.all(|name| name == "TARGETPLATFORM");
        only_target && stage.file().global_value("TARGETPLATFORM") == Some(&*platform.text)
    };
    if !redundant {
        return;
    }
    let span = flag.span();
    // The white space behind it, up to the next word of the line.
    let rest = Span::new(span.end, from.image_span().start.max(span.end));
    let blanks = ctx.text(rest).len() - ctx.text(rest).trim_start_matches([' ', '\t']).len();
    let edit = Edit::remove(Span::new(span.start, span.end + blanks as u32));
    ctx.report(span, "the target platform is what FROM takes anyway").help("leave the flag out").fix(Fix::new(
        Safety::Safe,
        "remove `--platform`",
        [edit],
    ));
}

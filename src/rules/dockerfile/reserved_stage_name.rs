use crate::rule::prelude::*;

rule! {
    /// A stage has a name that BuildKit has a meaning for.
    ///
    /// `scratch` is the empty image, `context` the files that the build is given. A stage called so hides it, or is not found
    /// where it is meant.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.23 AS scratch
    /// FROM alpine:3.23 AS context
    /// ```
    ///
    /// ```dockerfile good
    /// FROM scratch AS empty
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/reserved-stage-name",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3063", "tally:DL3063", "buildkit:ReservedStageName"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let (Some(written), Some(lower)) = (stage.from().name, stage.name()) else { return };
    let name = if ctx.answers_as(Peer::Hadolint) { written.text() } else { lower };
    let meaning = match name {
        "scratch" => "the empty image",
        "context" => "the files that the build is given",
        _ => return,
    };
    ctx.report(written.full_span(), format!("`{name}` is BuildKit's name for {meaning}"))
        .help("give the stage another name");
}

use crate::rule::prelude::*;

rule! {
    /// An instruction stands before the first `FROM`.
    ///
    /// Only `ARG` may stand there. Everything else works on a stage, and no stage has begun yet: the build stops.
    ///
    /// ```dockerfile bad
    /// WORKDIR /app
    /// FROM alpine:3.22
    /// COPY server /app/
    /// ```
    ///
    /// ```dockerfile good
    /// # syntax=docker/dockerfile:1
    /// ARG VERSION=3.22
    /// FROM alpine:${VERSION}
    /// WORKDIR /app
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/instruction-before-from",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["hadolint:DL3061", "tally:DL3061"],
        fix: None,
        options: None,
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let stageless = file.instructions().take_while(|instruction| instruction.stage().is_none());
    let misplaced = stageless.filter(|instruction| instruction.keyword().is_some_and(|word| word != Keyword::Arg));
    let from = file.stages().next().map(|stage| stage.from_instruction().keyword_span());
    // Without any FROM, the first instruction tells as much as all of them.
    let shown = if from.is_none() && !ctx.answers_as(Peer::Hadolint) { 1 } else { usize::MAX };
    for instruction in misplaced.take(shown) {
        let word = instruction.keyword().map_or("", Keyword::word);
        let Some(from) = from else {
            let message = format!("`{word}` has no stage to work on: this file has no `FROM`");
            ctx.report(instruction.keyword_span(), message).help("begin with `FROM` and the image to build on");
            continue;
        };
        ctx.report(instruction.keyword_span(), format!("`{word}` stands before the first `FROM`"))
            .label(from, "the first stage begins here")
            .help("move it behind `FROM`");
    }
}

use crate::rule::prelude::*;

rule! {
    /// The whole file system of another stage is copied over this one's.
    ///
    /// Files of both are mixed: packages, users and libraries of one with the databases and caches of the other. On `scratch`, where
    /// there is nothing to mix with, it is a way to make one layer of many; and some images are made to be laid over others.
    ///
    /// ```dockerfile bad
    /// FROM debian:13 AS build
    /// RUN apt-get install tool
    ///
    /// FROM alpine:3.22
    /// COPY --from=build / /
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13 AS build
    /// RUN apt-get install tool
    ///
    /// FROM scratch AS flat
    /// COPY --from=build / /
    ///
    /// FROM alpine:3.22
    /// COPY --from=tonistiigi/xx:1.6 / /
    /// COPY --from=flat / /
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copy-from-root-to-root",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3067"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(copy) = instruction.as_copy().filter(|copy| copy.from.is_some()) else { return };
    let is_root = |word: &Word<'_>| instruction.expanded(word).known() == Some("/");
    if !is_root(copy.destination) || !copy.sources.iter().any(is_root) {
        return;
    }
    if !ctx.answers_as(Peer::Hadolint) && (is_empty(instruction) || is_overlay(copy.source())) {
        return;
    }
    ctx.report(instruction.arguments_span(), "the whole file system is copied over this stage's own")
        .help("copy the paths that are needed");
}

/// Whether the stage begins with nothing.
fn is_empty(instruction: Instruction<'_>) -> bool {
    instruction.stage().is_some_and(|stage| stage.base() == Base::Scratch)
}

/// An image that is taken as it is, or a stage that consists of nothing but what was copied to it.
fn is_overlay(source: Option<CopySource<'_>>) -> bool {
    match source {
        Some(CopySource::Stage(stage)) => stage.root().base() == Base::Scratch || stage.instructions().len() == 0,
        _ => true,
    }
}

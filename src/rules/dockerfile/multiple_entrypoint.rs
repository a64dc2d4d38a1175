use crate::rule::prelude::*;

rule! {
    /// A stage has several `ENTRYPOINT`.
    ///
    /// Only the last one counts; the others do nothing.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// ENTRYPOINT ["docker-entrypoint.sh"]
    /// ENTRYPOINT ["node"]
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:24
    /// ENTRYPOINT ["node"]
    /// ```
    ///
    /// Each stage may have its own:
    ///
    /// ```dockerfile good
    /// FROM node:24 AS base
    /// ENTRYPOINT ["docker-entrypoint.sh"]
    ///
    /// FROM base
    /// ENTRYPOINT ["node"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/multiple-entrypoint",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[
            "hadolint:DL4004",
            "buildkit:MultipleInstructionsDisallowed",
            "tally:MultipleInstructionsDisallowed",
            "trivy:DS-0007",
        ],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.keyword() != Some(Keyword::Entrypoint) {
        return;
    }
    let Some(later) = instruction.next_of_kind() else { return };
    if ctx.answers_as(Peer::Hadolint) {
        ctx.report(later.keyword_span(), "this stage has a `ENTRYPOINT` already")
            .label(instruction.keyword_span(), "here")
            .help("remove the one that is not meant");
        return;
    }
    let edit = Edit::remove(instruction.whole_lines());
    ctx.report(instruction.keyword_span(), "this `ENTRYPOINT` does nothing: a later one takes its place")
        .label(later.keyword_span(), "the later one")
        .help("remove the one that is not meant")
        .fix(Fix::new(Safety::Unsafe, "remove the one without effect", [edit]));
}

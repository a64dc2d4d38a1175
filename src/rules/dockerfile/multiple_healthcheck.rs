use crate::rule::prelude::*;

rule! {
    /// A stage has several `HEALTHCHECK`.
    ///
    /// Only the last one counts; the others do nothing.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// HEALTHCHECK CMD ["node", "health.js"]
    /// HEALTHCHECK --interval=10s CMD ["node", "health.js"]
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:24
    /// HEALTHCHECK --interval=10s CMD ["node", "health.js"]
    /// ```
    ///
    /// Each stage may have its own:
    ///
    /// ```dockerfile good
    /// FROM node:24 AS base
    /// HEALTHCHECK CMD ["node", "health.js"]
    ///
    /// FROM base
    /// HEALTHCHECK --interval=10s CMD ["node", "health.js"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/multiple-healthcheck",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[
            "hadolint:DL3012",
            "buildkit:MultipleInstructionsDisallowed",
            "tally:MultipleInstructionsDisallowed",
            "trivy:DS-0023",
        ],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.keyword() != Some(Keyword::Healthcheck) {
        return;
    }
    let Some(later) = instruction.next_of_kind() else { return };
    if ctx.answers_as(Peer::Hadolint) {
        ctx.report(later.keyword_span(), "this stage has a `HEALTHCHECK` already")
            .label(instruction.keyword_span(), "here")
            .help("remove the one that is not meant");
        return;
    }
    let edit = Edit::remove(instruction.whole_lines());
    ctx.report(instruction.keyword_span(), "this `HEALTHCHECK` does nothing: a later one takes its place")
        .label(later.keyword_span(), "the later one")
        .help("remove the one that is not meant")
        .fix(Fix::new(Safety::Unsafe, "remove the one without effect", [edit]));
}

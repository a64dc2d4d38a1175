use crate::model::dockerfile::ReferenceTarget;
use crate::rule::prelude::*;

rule! {
    /// A stage takes files from itself.
    ///
    /// A stage can be copied from only when it is complete. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.25 AS build
    /// COPY --from=build /go/bin/tool /usr/local/bin/
    /// RUN --mount=type=bind,from=build,target=/src make
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM golang:1.25
    /// COPY --from=0 /go/bin/tool /usr/local/bin/
    /// ```
    ///
    /// ```dockerfile good
    /// FROM golang:1.25 AS build
    /// FROM alpine:3.22
    /// COPY --from=build /go/bin/tool /usr/local/bin/
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/copy-from-self",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["hadolint:DL3023", "tally:DL3023", "trivy:DS-0006"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(own) = instruction.stage() else { return };
    // hadolint looks at COPY and at the name as it is written.
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    for reference in instruction.references() {
        let written = own.from().name.is_some_and(|name| name.text() == reference.name);
        let is_self = if as_hadolint {
            written && instruction.as_copy().is_some()
        } else {
            reference.target == ReferenceTarget::Stage(own)
        };
        if is_self {
            ctx.report(reference.span, format!("`{}` is the stage that this instruction belongs to", reference.name))
                .label(own.from_instruction().span(), "the stage begins here")
                .help("take from an earlier stage; within a stage, `RUN cp` copies");
        }
    }
}

use crate::model::dockerfile::PortError;
use crate::rule::prelude::*;

rule! {
    /// `EXPOSE` names a port that does not exist.
    ///
    /// Ports end at 65535, and a range goes from the lower one to the higher. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// EXPOSE 80000 9000-8000
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// EXPOSE 8000 8000-9000 65535
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/port-out-of-range",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &["hadolint:DL3011", "tally:DL3011", "trivy:DS-0008"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    for exposed in instruction.exposed_ports().filter(|exposed| !exposed.unknown) {
        let Err(error) = exposed.port() else { continue };
        // hadolint does not compare the ends of a range.
        let reported = match error {
            PortError::OutOfRange(_) => true,
            PortError::Reversed => !ctx.answers_as(Peer::Hadolint),
            _ => false,
        };
        if reported {
            ctx.report(exposed.word.full_span(), format!("`{}` is no port: {error}", exposed.text));
        }
    }
}

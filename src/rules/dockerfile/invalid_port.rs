use crate::model::dockerfile::PortError;
use crate::rule::prelude::*;

rule! {
    /// A word of `EXPOSE` is no port.
    ///
    /// A port is a number or a range of two, with `/tcp`, `/udp` or `/sctp` behind it if it is not to be TCP. Blanks separate ports,
    /// and a comment needs a line of its own. The build stops.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// EXPOSE 80,443
    /// EXPOSE 8080/http
    /// EXPOSE 9000 # metrics
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG PORT
    /// EXPOSE 80 443/tcp 7000-7009/udp
    /// EXPOSE ${PORT}/tcp
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-port",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let mut in_comment = false;
    for exposed in instruction.exposed_ports().filter(|exposed| !exposed.unknown) {
        let Err(error) = exposed.port() else { continue };
        // Every word of what was meant as a comment is wrong in the same way.
        if matches!(error, PortError::OutOfRange(_) | PortError::Reversed) || in_comment {
            continue;
        }
        in_comment = exposed.text.starts_with('#');
        let help = match error {
            _ if in_comment => "give the comment a line of its own",
            PortError::UnknownProtocol(_) => "write `tcp`, `udp` or `sctp`",
            PortError::NotANumber(text) if text.contains(',') => "separate ports with blanks",
            _ => "write a number, or two with `-` between them",
        };
        ctx.report(exposed.word.full_span(), format!("`{}` is no port: {error}", exposed.text)).help(help);
    }
}

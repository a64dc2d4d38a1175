use crate::rule::prelude::*;

rule! {
    /// The protocol of a port is not in lower case.
    ///
    /// Docker reads it, but writes it in lower case itself, and so do the tools that compare ports.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// EXPOSE 53/UDP 53/Tcp
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// EXPOSE 53/udp 53/tcp
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// EXPOSE 53/udp
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/expose-protocol-casing",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["buildkit:ExposeProtoCasing", "tally:ExposeProtoCasing"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    for exposed in instruction.exposed_ports() {
        let Ok(port) = exposed.port() else { continue };
        let Some(protocol) = port.protocol.filter(|protocol| protocol.bytes().any(|byte| byte.is_ascii_uppercase()))
        else {
            continue;
        };
        let lower = protocol.to_ascii_lowercase();
        let written = exposed.word.text().rfind(protocol).map(|at| exposed.word.span(at..at + protocol.len()));
        let finding = ctx.report(
            written.unwrap_or(exposed.word.full_span()),
            format!("the protocol of `{}` is not in lower case", exposed.text),
        );
        finding.help(format!("write `{lower}`"));
        if let Some(written) = written {
            finding.fix(Fix::new(Safety::Safe, "write it in lower case", [Edit::replace(written, lower)]));
        }
    }
}

use crate::rule::prelude::*;

rule! {
    /// `EXPOSE` names an address or a port of the host.
    ///
    /// An image cannot decide how its ports are published; that is up to `docker run`. Docker ignores what stands before the
    /// container's port.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// EXPOSE 8080:80 127.0.0.1:9000:9000/tcp
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// EXPOSE 80 9000/tcp
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// EXPOSE 80 7000-7009/udp
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/expose-invalid-format",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["buildkit:ExposeInvalidFormat", "tally:ExposeInvalidFormat"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    for exposed in instruction.exposed_ports() {
        let Ok(port) = exposed.port() else { continue };
        let Some(host) = port.host else { continue };
        let word = exposed.word;
        let written = word.text() == exposed.text;
        let span = if written { word.span(0..host.len() + 1) } else { word.full_span() };
        let finding = ctx.report(span, format!("`{host}` in `{}` is the host's and is ignored", exposed.text));
        finding.help("name the port of the container only");
        if written {
            finding.fix(Fix::new(Safety::Safe, "keep the port of the container", [Edit::remove(span)]));
        }
    }
}

use crate::rule::prelude::*;

rule! {
    /// The port of SSH is exposed.
    ///
    /// A container with an SSH server has one more way in, with keys and passwords to look after. `docker exec` and `kubectl exec`
    /// need none.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// EXPOSE 22
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// EXPOSE 2222 22/udp
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/ssh-port-exposed",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["trivy:DS-0004", "checkov:CKV_DOCKER_1"],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    for exposed in instruction.exposed_ports().filter(|exposed| !exposed.unknown) {
        let Ok(port) = exposed.port() else { continue };
        let is_tcp = port.protocol.is_none_or(|protocol| protocol.eq_ignore_ascii_case("tcp"));
        if is_tcp && (port.first..=port.last).contains(&22) {
            ctx.report(exposed.word.full_span(), "port 22 is that of SSH")
                .help("remove it if nothing but a shell is behind it");
        }
    }
}

use crate::rule::prelude::*;

rule! {
    /// apk installs packages that nothing vouches for.
    ///
    /// Whoever can answer in place of the mirror decides then what runs in the image. The signing key is what is missing.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// RUN apk add --no-cache --allow-untrusted ./tool.apk
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// RUN apk add --no-cache ./tool.apk
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// COPY team.rsa.pub /etc/apk/keys/
    /// RUN apk add --no-cache ./tool.apk
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apk-allow-untrusted",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_7"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let Some(word) = command.words().find(|word| word.text() == "--allow-untrusted") else { return };
    let Some(program) = command.program().filter(|program| program.name == "apk") else { return };
    let message = format!("`{}` does not ask here who made the packages", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("put the signing key into `/etc/apk/keys`");
    finding.fix = command.remove(word).map(|edit| Fix::new(Safety::Unsafe, "do without it", [edit]));
}

use crate::rule::prelude::*;

rule! {
    /// apt installs packages that nothing vouches for.
    ///
    /// Whoever can answer in place of the mirror decides then what runs in the image. The signing key of the repository is what is
    /// missing.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y --allow-unauthenticated tool
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y tool
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get -o APT::Get::AllowUnauthenticated=true -y install tool
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// COPY team.gpg /usr/share/keyrings/
    /// RUN apt-get update && apt-get install -y tool
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-allow-unauthenticated",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_8"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let Some(word) = command.words().find(|word| allows(word.text())) else { return };
    let Some(program) = command.program().filter(|program| matches!(program.name, "apt-get" | "apt")) else { return };
    let message = format!("`{}` does not ask here who made the packages", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("install the repository's signing key, and name it in `signed-by`");
    if word.text().starts_with("--allow") {
        finding.fix = command.remove(word).map(|edit| Fix::new(Safety::Unsafe, "do without it", [edit]));
    }
}

/// Also as a setting: `-o APT::Get::AllowUnauthenticated=true`.
fn allows(word: &str) -> bool {
    let setting = word.rsplit_once("::").and_then(|(_, setting)| setting.split_once('='));
    matches!(word, "--allow-unauthenticated" | "--allow-insecure-repositories")
        || setting.is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("AllowUnauthenticated") && matches!(value, "1" | "true" | "yes")
        })
}

use crate::rule::prelude::*;

rule! {
    /// apt is told to do what it warns of.
    ///
    /// With `--force-yes` it installs packages that nothing vouches for, goes back to older versions and removes essential packages,
    /// all without a word. apt has a flag for each of these dangers.
    ///
    /// ```dockerfile bad
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y --force-yes curl
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y curl
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:12
    /// RUN apt-get update && apt-get install -y --allow-downgrades curl=7.88.1-10
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/apt-force-yes",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_11"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let Some(word) = command.words().find(|word| word.text() == "--force-yes") else { return };
    let Some(program) = command.program().filter(|program| matches!(program.name, "apt-get" | "apt")) else { return };
    let message = format!("`--force-yes` makes `{}` do what it warns of", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("name the one danger to take, as in `--allow-downgrades`");
    finding.fix = command.remove(word).map(|edit| Fix::new(Safety::Unsafe, "do without it", [edit]));
}

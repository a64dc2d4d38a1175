use crate::rule::prelude::*;

rule! {
    /// rpm installs packages without looking at their signature.
    ///
    /// A download that was changed on its way, or that is broken, is installed all the same.
    ///
    /// ```dockerfile bad
    /// FROM fedora:42
    /// RUN rpm -i --nosignature tool.rpm
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM fedora:42
    /// RUN rpm -i tool.rpm
    /// ```
    ///
    /// ```dockerfile good
    /// FROM fedora:42
    /// RUN rpm --import team.asc && rpm -i --nodeps tool.rpm
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/rpm-signature-check-disabled",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_10"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

/// Each leaves out a part of what tells a package from a forged or broken one.
const UNCHECKED: [&str; 4] = ["--nodigest", "--nosignature", "--noverify", "--nofiledigest"];

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let Some(word) = command.words().find(|word| UNCHECKED.contains(&word.text())) else { return };
    let Some(program) = command.program().filter(|program| program.name == "rpm") else { return };
    let message = format!("`{}` does not look at what was signed", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("import the signing key with `rpm --import` before");
    finding.fix = command.remove(word).map(|edit| Fix::new(Safety::Unsafe, "do without it", [edit]));
}

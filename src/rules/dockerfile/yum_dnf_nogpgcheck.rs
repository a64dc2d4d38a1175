use crate::rule::prelude::*;

rule! {
    /// yum or dnf installs packages that nothing vouches for.
    ///
    /// Whoever can answer in place of the mirror decides then what runs in the image. The signing key is what is missing.
    ///
    /// ```dockerfile bad
    /// FROM fedora:42
    /// RUN dnf install -y --nogpgcheck tool && dnf clean all
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM fedora:42
    /// RUN dnf install -y tool && dnf clean all
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM almalinux:9
    /// RUN yum install -y --setopt=gpgcheck=0 tool && yum clean all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM fedora:42
    /// RUN rpm --import https://example.com/team.asc && dnf install -y tool && dnf clean all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/yum-dnf-nogpgcheck",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_9"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let is_known = |name: &str| matches!(name, "dnf" | "dnf5" | "microdnf" | "tdnf" | "yum");
    let Some(word) = command.words().find(|word| turns_off(word.text())) else { return };
    let Some(program) = command.program().filter(|program| is_known(program.name)) else { return };
    let message = format!("`{}` does not ask here who made the packages", program.name);
    let finding = ctx.report(command.span_of(word), message);
    finding.help("import the signing key with `rpm --import`, or name it in the repository's `gpgkey`");
    finding.fix = command.remove(word).map(|edit| Fix::new(Safety::Unsafe, "do without it", [edit]));
}

fn turns_off(word: &str) -> bool {
    let setting = word.strip_prefix("--setopt=").and_then(|setting| setting.rsplit_once("gpgcheck="));
    matches!(word, "--nogpgcheck" | "--no-gpgchecks")
        || setting.is_some_and(|(_, value)| matches!(value, "0" | "false" | "no"))
}

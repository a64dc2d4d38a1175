use crate::rule::prelude::*;

rule! {
    /// zypper changes to another distribution.
    ///
    /// `zypper dist-upgrade` replaces, downgrades and removes packages until all are what the repositories of that day have, so that
    /// the image has little to do with the tag it is built on.
    ///
    /// ```dockerfile bad
    /// FROM opensuse/leap:15.6
    /// RUN zypper --non-interactive dup && zypper clean --all
    /// ```
    ///
    /// ```dockerfile good
    /// FROM opensuse/leap:15.6
    /// RUN zypper --non-interactive update && zypper clean --all
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/zypper-dist-upgrade",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Packages, Tag::Reproducibility],
        since: "0.1.0",
        also: &["hadolint:DL3035", "tally:DL3035"],
        fix: None,
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let as_hadolint = ctx.answers_as(Peer::Hadolint);
    let Some(word) = command.words().find(|word| matches!(word.text(), "dist-upgrade" | "dup")) else { return };
    let is_zypper = if as_hadolint { command.literal_name() == Some("zypper") } else { command.runs("zypper") };
    if is_zypper {
        let message = format!("`zypper {}` replaces whatever the repositories have anew", word.text());
        ctx.report(command.span_of(word), message).help("build on a newer tag, or use `zypper update`");
    }
}

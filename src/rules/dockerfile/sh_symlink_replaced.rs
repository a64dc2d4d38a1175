use crate::rule::prelude::*;

rule! {
    /// `/bin/sh` is replaced to change the shell of `RUN`.
    ///
    /// Every script of the image that begins with `#!/bin/sh` then runs in a shell that its author did not test it with.
    /// `SHELL` changes what runs the instructions, and only that.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN ln -sf /bin/bash /bin/sh
    /// RUN source /etc/os-release && echo "$ID"
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// SHELL ["/bin/bash", "-c"]
    /// RUN source /etc/os-release && echo "$ID"
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN ln -s /bin/sh /usr/local/bin/shell
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/sh-symlink-replaced",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Shell],
        since: "0.1.0",
        also: &["hadolint:DL4005", "tally:DL4005"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    let link = if ctx.answers_as(Peer::Hadolint) {
        (command.literal_name() == Some("ln")).then(|| command.words().find(|word| word.text() == "/bin/sh")).flatten()
    } else {
        command.runs("ln").then(|| replaced(command)).flatten()
    };
    let Some(link) = link else { return };
    let finding = ctx.report(command.span_of(link), "`/bin/sh` is replaced to change the shell of `RUN`");
    finding.help("use `SHELL [\"/bin/bash\", \"-c\"]`");
    let makes_bash = command
        .arguments_without_flags()
        .next()
        .is_some_and(|shell| matches!(shell.text(), "bash" | "/bin/bash" | "/usr/bin/bash"));
    let run = command.run;
    let only_that = run.commands().all(|other| other.index() == command.index() || other.runs("rm"));
    if makes_bash && only_that && !run.instruction.is_deferred() {
        let edit = Edit::replace(run.instruction.span(), "SHELL [\"/bin/bash\", \"-c\"]");
        finding.fix(Fix::new(Safety::Unsafe, "use `SHELL`", [edit]));
    }
}

/// The word for the link that the `ln` makes, when it is `/bin/sh`.
fn replaced(command: Command<'_>) -> Option<shell::Word<'_>> {
    let operands = || command.operands(&["S", "suffix", "t", "target-directory"]);
    let link = operands().skip(1).last()?;
    matches!(link.text(), "/bin/sh" | "/usr/bin/sh").then_some(link)
}

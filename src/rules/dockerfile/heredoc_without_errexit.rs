use crate::rule::prelude::*;

rule! {
    /// A script in a heredoc goes on after a command that fails.
    ///
    /// The lines of `RUN <<EOF` are one script, whose status is that of its last command: what fails before goes unseen, and
    /// the build succeeds. `set -e` ends the script at the first failure.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN <<EOF
    /// apt-get update
    /// apt-get install -y --no-install-recommends git
    /// rm -rf /var/lib/apt/lists/*
    /// EOF
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// RUN <<EOF
    /// set -e
    /// apt-get update
    /// apt-get install -y --no-install-recommends git
    /// rm -rf /var/lib/apt/lists/*
    /// EOF
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// SHELL ["/bin/bash", "-e", "-c"]
    /// RUN <<EOF
    /// apt-get update
    /// apt-get install -y --no-install-recommends git
    /// EOF
    /// RUN <<EOF
    /// #!/usr/bin/env python3
    /// print("another interpreter")
    /// EOF
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/heredoc-without-errexit",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Shell, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Run(check),
    };
}

/// Commands that do not fail, or end the script themselves.
const HARMLESS: [&str; 10] = [":", "echo", "exit", "export", "printf", "return", "set", "true", "umask", "unset"];

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    let Some(script) = run.heredoc_script() else { return };
    let Some(shell) = script.interpreter.shell() else { return };
    let mut options = shell.options;
    let lost = run.commands().zip(run.commands().skip(1)).find(|(command, next)| {
        if command.runs("set") && command.nesting().is_top_level() {
            options.apply(command.arguments().map(shell::Word::text));
        }
        let is_step = next.joint() == shell::Joint::Sequence && next.nesting().is_top_level();
        is_step && !options.errexit && counts(*command)
    });
    let Some((command, _)) = lost else { return };
    let name = command.program().map_or("this command", |program| program.name);
    let edit = Edit::insert(script.start, "set -e\n");
    ctx.report(command.program_span(), format!("when `{name}` fails, the script goes on"))
        .help("begin the script with `set -e`")
        .fix(Fix::new(Safety::Unsafe, "begin with `set -e`", [edit]));
}

/// Whether it can fail, and its failure is one of the step that it ends.
fn counts(command: Command<'_>) -> bool {
    let nesting = command.nesting();
    let harmless = command.program().is_none_or(|program| HARMLESS.contains(&program.name));
    !harmless && !nesting.in_condition() && !nesting.in_substitution() && !nesting.in_function()
}

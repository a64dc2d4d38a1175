use crate::rule::prelude::*;

rule! {
    /// A command is in shell form.
    ///
    /// `/bin/sh -c` is then process 1 of the container. It does not pass on signals, so that `docker stop` and Kubernetes wait in
    /// vain and kill the process in the end; and arguments of `docker run` do not reach an `ENTRYPOINT`.
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// CMD node server.js
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM node:24
    /// CMD ["node", "server.js"]
    /// ```
    ///
    /// What is no JSON array is in shell form too:
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// ENTRYPOINT ['node', 'server.js']
    /// ```
    ///
    /// With `exec` the shell makes way, and whoever sets a `SHELL` wants one:
    ///
    /// ```dockerfile good
    /// FROM node:24
    /// ENTRYPOINT exec node server.js --port "$PORT"
    /// SHELL ["/bin/bash", "-c"]
    /// CMD echo "$HOSTNAME"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/exec-form-recommended",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Runtime],
        since: "0.1.0",
        also: &["hadolint:DL3025", "buildkit:JSONArgsRecommended", "tally:JSONArgsRecommended"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if !is_in_shell_form(instruction) || !is_reported(instruction, ctx) {
        return;
    }
    let word = instruction.keyword().map_or("", Keyword::word);
    let text = &instruction.syntax().text;
    if looks_like_array(instruction) {
        let message = format!("`{word}` looks like exec form, but is no JSON, so a shell runs it");
        ctx.report(instruction.arguments_span(), message)
            .help("quote each element with double quotes, and double each backslash");
        return;
    }
    let finding = ctx.report(instruction.arguments_span(), format!("`{word}` is in shell form"));
    finding.help(r#"write it in exec form, `["command", "argument"]`, or begin it with `exec`"#);
    let default_shell = is_command(instruction) && instruction.effective_shell().is_none();
    if let Some(array) = exec_form(text.text()).filter(|_| default_shell) {
        finding.fix(Fix::new(Safety::Unsafe, "write it in exec form", [Edit::replace(text.full_span(), array)]));
    }
}

fn is_reported(instruction: Instruction<'_>, ctx: &Ctx<'_>) -> bool {
    let text = instruction.syntax().text.text();
    if ctx.answers_as(Peer::Hadolint) {
        true
    } else if ctx.answers_as(Peer::Buildkit) {
        is_command(instruction) && instruction.effective_shell().is_none()
    } else {
        // What looks like an array and is none runs in a shell too, brackets and all.
        let shell_is_meant = instruction.effective_shell().is_some()
            || instruction.stage().is_some_and(Stage::is_windows)
            || text.is_empty()
            || text.starts_with("exec ");
        is_command(instruction) && (looks_like_array(instruction) || !shell_is_meant)
    }
}

/// CMD and ENTRYPOINT; a health check wants the status of its shell.
fn is_command(instruction: Instruction<'_>) -> bool {
    matches!(instruction.keyword(), Some(Keyword::Cmd | Keyword::Entrypoint))
}

fn is_in_shell_form(instruction: Instruction<'_>) -> bool {
    match &instruction.syntax().arguments {
        Arguments::Healthcheck { command, .. } => matches!(command, Some(HealthcheckCommand::Shell(_))),
        arguments => is_command(instruction) && !matches!(arguments, Arguments::Json(_)),
    }
}

fn looks_like_array(instruction: Instruction<'_>) -> bool {
    instruction.syntax().text.text().starts_with('[')
}

/// The text as a JSON array, if no shell is needed to understand it.
fn exec_form(text: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" -_./:=,@%+".contains(&byte);
    let words: Vec<_> = text.split(' ').filter(|word| !word.is_empty()).map(|word| format!("\"{word}\"")).collect();
    let first = text.split(' ').next().unwrap_or_default();
    let builtin = ["cd", "exec", "export", "set", "source", "ulimit", "umask", ".", ""].contains(&first);
    (text.bytes().all(plain) && !builtin && !first.contains('=')).then(|| format!("[{}]", words.join(", ")))
}

use crate::rule::prelude::*;

rule! {
    /// A password stands in the Dockerfile.
    ///
    /// `chpasswd` reads it from the text of a RUN, which is in the history of the image for everybody who has the image,
    /// and in the repository.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN useradd app && echo "app:hunter2" | chpasswd
    /// ```
    ///
    /// A mounted secret is in neither:
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN --mount=type=secret,id=password useradd app && echo "app:$(cat /run/secrets/password)" | chpasswd
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/chpasswd-used",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Security],
        since: "0.1.0",
        also: &["checkov:CKV2_DOCKER_17"],
        fix: None,
        options: None,
        check: Check::Command(check),
    };
}

fn check(command: Command<'_>, ctx: &mut Ctx<'_>) {
    if !command.runs("chpasswd") || command.has_any_flag(&["e", "encrypted"]) {
        return;
    }
    let Some(span) = piped(command).or_else(|| redirected(command)) else { return };
    ctx.report(span, "a password for `chpasswd` stands in the Dockerfile")
        .help("read it from a secret: `RUN --mount=type=secret`; or lock the account")
        .label(command.program_span(), "set here");
}

/// The word with a password that an `echo` or `printf` pipes into the command.
fn piped(command: Command<'_>) -> Option<Span> {
    let stage = command.stage()?;
    let before = command.run.commands().take(command.index()).rev().find(|before| {
        before.stage().is_some_and(|other| other.pipeline == stage.pipeline && other.position + 1 == stage.position)
    })?;
    if !before.runs("echo") && !before.runs("printf") {
        return None;
    }
    let word = before.arguments().find(|word| word.is_literal() && has_password(word.text()))?;
    Some(before.span_of(word))
}

/// The here-string or heredoc line with a password.
fn redirected(command: Command<'_>) -> Option<Span> {
    command.redirections().find_map(|redirection| match redirection.operator() {
        shell::RedirectionOperator::HereString => {
            let word = redirection.target().filter(|word| word.is_literal() && has_password(word.text()))?;
            Some(command.span_of(word))
        }
        shell::RedirectionOperator::Heredoc => {
            let body = redirection.heredoc_body()?;
            let text = &command.run.text()[body.range()];
            (!text.contains(['$', '`']) && text.lines().any(has_password)).then(|| command.run.span(body))
        }
        _ => None,
    })
}

/// Whether `text` is `user:password` with something behind the colon.
fn has_password(text: &str) -> bool {
    text.split_once(':').is_some_and(|(user, password)| {
        !user.is_empty() && !password.is_empty() && password != "%s" && !password.contains(['$', '%'])
    })
}

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
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if !run.is_posix() || run.is_exec_form() {
        return;
    }
    for pipeline in run.pipelines() {
        let reader = pipeline.last.first().filter(|command| takes_passwords(**command));
        if let (Some(reader), Some(span)) = (reader, pipeline.feeding.last().and_then(|echo| printed_password(*echo))) {
            report(*reader, span, ctx);
        }
    }
    for command in run.commands().filter(|command| takes_passwords(*command)) {
        if let Some(span) = redirected_password(command) {
            report(command, span, ctx);
        }
    }
}

fn report(command: Command<'_>, password: Span, ctx: &mut Ctx<'_>) {
    ctx.report(password, "a password for `chpasswd` stands in the Dockerfile")
        .help("read it from a secret: `RUN --mount=type=secret`; or lock the account")
        .label(command.program_span(), "set here");
}

fn takes_passwords(command: Command<'_>) -> bool {
    command.runs("chpasswd") && !command.has_any_flag(&["e", "encrypted"])
}

/// The word with a password that an `echo` or `printf` prints.
fn printed_password(command: Command<'_>) -> Option<Span> {
    let prints = command.runs("echo") || command.runs("printf");
    let word = command.arguments().filter(|_| prints).find(|word| word.is_literal() && has_password(word.text()))?;
    Some(command.span_of(word))
}

/// The here-string or heredoc line with a password.
fn redirected_password(command: Command<'_>) -> Option<Span> {
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

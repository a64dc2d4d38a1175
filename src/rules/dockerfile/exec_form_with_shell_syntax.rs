use crate::rule::prelude::*;

rule! {
    /// JSON form holds what only a shell understands.
    ///
    /// No shell reads JSON form: each string reaches the program as it is. `$HOME` stays `$HOME`, `&&` is an argument like
    /// others, and a whole command line in one string is taken for the name of a program.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN ["apt-get", "update", "&&", "apt-get", "install", "-y", "git"]
    /// ENTRYPOINT ["/usr/local/bin/server", "--home", "$HOME"]
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM node:24
    /// CMD ["npm start"]
    /// ```
    ///
    /// What a shell is started for, it reads; other programs have a syntax of their own:
    ///
    /// ```dockerfile good
    /// FROM nginx:1.29
    /// RUN ["/bin/bash", "-c", "echo $HOME && true"]
    /// CMD ["nginx", "-g", "daemon off;"]
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/exec-form-with-shell-syntax",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Runtime, Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

const OPERATORS: [&str; 12] = ["&", "&&", "|", "||", ";", "<", ">", ">>", "2>", "2>&1", "&>", "1>&2"];

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(words) = exec_words(instruction) else { return };
    let Some(first) = words.first() else { return };
    // The words of CMD are arguments of ENTRYPOINT where there is one, and Windows splits command lines itself.
    let of_cmd = instruction.stage().filter(|_| instruction.keyword() == Some(Keyword::Cmd));
    let entrypoint = of_cmd.and_then(Stage::final_entrypoint);
    let around = entrypoint.and_then(exec_words).unwrap_or_default();
    if words.iter().chain(around).any(|word| reads_scripts(word.text()))
        || instruction.stage().is_some_and(Stage::is_windows)
    {
        return;
    }
    if let Some((program, _)) = command_line(first.text()).filter(|_| entrypoint.is_none()) {
        ctx.report(first.full_span(), format!("`{}` is taken for the name of one program", first.text()))
            .help(format!("write each word as a string of its own: `[\"{program}\", …]`"));
        return;
    }
    for word in &words[1..] {
        let message = match word.text() {
            operator if OPERATORS.contains(&operator) => {
                format!("`{operator}` is an argument here, for no shell reads it")
            }
            text if begins_with_variable(text) => format!("`{text}` stays as it is, for no shell reads it"),
            _ => continue,
        };
        ctx.report(word.full_span(), message).help("use shell form, or start a shell: `[\"/bin/sh\", \"-c\", \"…\"]`");
        return;
    }
}

/// The strings of a command in JSON form.
fn exec_words(instruction: Instruction<'_>) -> Option<&[Word<'_>]> {
    let runs =
        matches!(instruction.keyword()?, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
    match &instruction.syntax().arguments {
        Arguments::Json(words) | Arguments::Healthcheck { command: Some(HealthcheckCommand::Json(words)), .. }
            if runs =>
        {
            Some(words)
        }
        _ => None,
    }
}

/// Whether a program of this name takes a text with variables and operators as an argument.
fn reads_scripts(word: &str) -> bool {
    const READERS: [&str; 22] = [
        "ash",
        "awk",
        "bash",
        "busybox",
        "cmd",
        "dash",
        "envsubst",
        "eval",
        "find",
        "fish",
        "ksh",
        "mawk",
        "node",
        "perl",
        "php",
        "powershell",
        "pwsh",
        "python3",
        "ruby",
        "sed",
        "sh",
        "zsh",
    ];
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word).to_ascii_lowercase();
    READERS.contains(&name.trim_end_matches(".exe"))
}

/// A program's name and the rest, when `text` is a command line rather than a path.
fn command_line(text: &str) -> Option<(&str, &str)> {
    let (program, rest) = text.split_once(' ')?;
    let is_program = !program.is_empty() && !program.contains(['\\', ':', '$', '{', '%']);
    let is_argument =
        rest.starts_with(|c: char| c == '-' || c.is_ascii_lowercase()) && !rest.contains('/') || rest.starts_with('-');
    (is_program && is_argument).then_some((program, rest))
}

/// Whether `text` is `$NAME` or `${NAME}`, alone or at the head of a path.
fn begins_with_variable(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('$') else { return false };
    let name = rest.trim_start_matches('{');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
    let behind = name[end..].trim_start_matches('}');
    name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && (behind.is_empty() || behind.starts_with(['/', ':', '.']))
}

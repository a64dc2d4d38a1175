use crate::rule::prelude::*;

rule! {
    /// What a RUN sets last is lost with its shell.
    ///
    /// Each RUN has a shell of its own. Variables, aliases, limits and an activated environment end with it; the next
    /// instruction, and the container, see nothing of them.
    ///
    /// ```dockerfile bad
    /// FROM python:3.14
    /// RUN python -m venv /venv && . /venv/bin/activate
    /// RUN pip install flask
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN export PATH=/opt/tool/bin:$PATH
    /// RUN tool --version
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// ENV PATH=/opt/tool/bin:$PATH
    /// RUN tool --version
    /// ```
    ///
    /// ```dockerfile good
    /// FROM python:3.14
    /// ENV VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
    /// RUN python -m venv /venv && . /venv/bin/activate && pip install flask
    /// RUN export DEBIAN_FRONTEND=noninteractive && apt-get update
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/export-lost-between-runs",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Run(check),
    };
}

/// Files that are made to be read into a shell, and do nothing else.
#[rustfmt::skip]
const SETTINGS_FILES: [&str; 11] = [
    ".bash_profile", ".bashrc", ".profile", ".zshrc", "activate", "bash.bashrc", "env", "environment", "nvm.sh",
    "profile", "setup.bash",
];

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if !run.is_posix() || run.is_exec_form() {
        return;
    }
    let outermost = |command: &Command<'_>| {
        let nesting = command.nesting();
        !nesting.in_substitution() && !nesting.in_shell_string() && !nesting.in_function()
    };
    let Some(last) = run.commands().rfind(outermost) else { return };
    let holds = last.nesting().is_top_level() && last.stage().is_none() && last.joint() != shell::Joint::Or;
    let Some(what) = what_it_sets(last).filter(|_| holds) else { return };
    let pair = only_pair(last).map(|span| ctx.text(span).to_owned()).filter(|pair| means_the_same_in_env(run, pair));
    let finding = ctx.report(last.full_span(), format!("{what} ends with this RUN"));
    finding.help("use `ENV` for variables; do the rest in the RUN that needs it");
    if let Some(pair) = pair {
        let edit = Edit::replace(run.instruction.span(), format!("ENV {pair}"));
        finding.fix(Fix::new(Safety::Unsafe, "use `ENV`", [edit]));
    }
}

/// What a command does to its shell, when it does nothing else.
fn what_it_sets(command: Command<'_>) -> Option<String> {
    let words: Vec<_> = command.words().map(shell::Word::text).collect();
    let operand = || words.iter().skip(1).find(|word| !word.starts_with('-'));
    let name = |pair: &str| pair.split('=').next().unwrap_or(pair).to_owned();
    match words[..] {
        [] => {
            let assigned = command.assignments().last()?;
            Some(format!("the variable `{}`", assigned.name()))
        }
        ["export", ..] => operand().map(|pair| format!("the variable `{}`", name(pair))),
        ["alias", ..] => operand().map(|pair| format!("the alias `{}`", name(pair))),
        ["ulimit", ..] => operand().map(|_| "the limit".to_owned()),
        ["umask", mask] => Some(format!("the umask `{mask}`")),
        ["shopt" | "setopt", ..] => operand().map(|option| format!("the option `{option}`")),
        ["source" | ".", file] => {
            let known = file.rsplit('/').next().is_some_and(|name| SETTINGS_FILES.contains(&name));
            known.then(|| format!("what `{file}` sets"))
        }
        ["conda" | "mamba" | "micromamba", "activate", ..] | ["workon", _] | ["pyenv", "shell", _] => {
            Some("the activated environment".to_owned())
        }
        _ => None,
    }
}

/// Where the only thing that a RUN does, `NAME=value`, stands.
fn only_pair(command: Command<'_>) -> Option<Span> {
    let run = command.run;
    if run.commands().len() != 1 || run.instruction.is_deferred() {
        return None;
    }
    match command.words().collect::<Vec<_>>()[..] {
        [] if command.assignments().len() == 1 => Some(command.full_span()),
        [_, pair] if pair.text().contains('=') && !pair.is_dashed() => Some(command.span_of(pair)),
        _ => None,
    }
}

/// Whether ENV, which knows the variables of the file and `PATH`, makes the same of the text.
fn means_the_same_in_env(run: Run<'_>, pair: &str) -> bool {
    let is_known = |name: &str| name == "PATH" || run.instruction.variable(name).is_some();
    !pair.contains(['`', '~', '\\', '\n'])
        && !pair.contains("$(")
        && run.outside_variables().iter().all(|read| is_known(read.name))
}

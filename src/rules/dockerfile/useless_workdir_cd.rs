use crate::rule::prelude::*;

rule! {
    /// A RUN begins with `cd`, which is what `WORKDIR` is for.
    ///
    /// `WORKDIR` is seen at a glance, holds for the instructions behind it too, and makes the directory where it is
    /// missing; `cd` has to be repeated in every RUN.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN cd /opt/app && make install
    /// WORKDIR /srv
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// WORKDIR /opt/app
    /// RUN make install
    /// WORKDIR /srv
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// WORKDIR /opt/app
    /// RUN cd /opt/app && make install
    /// ```
    ///
    /// To leave the working directory for one step, on the way through several directories, or in a shell of its own, is
    /// what `cd` is for. So it is where `WORKDIR` would change the directory that the container starts in:
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// WORKDIR /srv
    /// RUN cd /opt/app && make install
    /// RUN make && (cd docs && make html)
    /// RUN cd /tmp && tar xf tool.tar && cd tool && make install
    /// RUN cd "$(mktemp -d)" && git clone https://example.com/tool.git && make -C tool install
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/useless-workdir-cd",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["hadolint:DL3003", "tally:DL3003", "trivy:DS-0013"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Run(check),
    };
}

/// Directories that nobody wants to stay in.
const TEMPORARY: [&str; 2] = ["/tmp", "/var/tmp"];

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if run.instruction.is_deferred() {
        return;
    }
    if ctx.answers_as(Peer::Hadolint) {
        if let Some(command) = run.commands().find(|command| command.literal_name() == Some("cd")) {
            ctx.report(command.program_span(), "`cd` in a RUN").help("use `WORKDIR`");
        }
        return;
    }
    let Some((command, directory)) = whole_run_directory(run) else { return };
    let instruction = run.instruction;
    let path = instruction.absolute_path(directory);
    let current = instruction.working_directory();
    let without_cd = Edit::remove(Span::new(command.full_span().start, run.span(behind(command)).end));
    if path.is_some() && path == current {
        ctx.report(command.program_span(), format!("`cd {directory}` goes where the RUN is already"))
            .help("leave it out")
            .fix(Fix::new(Safety::Safe, "leave `cd` out", [without_cd]));
        return;
    }
    let sets_directory = instruction.next().is_some_and(is_absolute_workdir);
    // `WORKDIR` would hold for what follows too, and for the container.
    let would_stay = current.is_some() || instruction.stage().is_none_or(Stage::may_be_shipped);
    if would_stay && !sets_directory || TEMPORARY.iter().any(|temporary| directory.starts_with(temporary)) {
        return;
    }
    let finding = ctx.report(command.program_span(), format!("the RUN begins with `cd {directory}`"));
    finding.help(format!("use `WORKDIR {directory}`"));
    if let Some(path) = path.filter(|path| sets_directory && is_plain(path)) {
        let edits = [Edit::insert(instruction.span().start, format!("WORKDIR {path}\n")), without_cd];
        finding.fix(Fix::new(Safety::Unsafe, "use `WORKDIR`", edits));
    }
}

/// The `cd` that sets the directory of all the rest of the RUN, and where it goes.
fn whole_run_directory(run: Run<'_>) -> Option<(Command<'_>, &str)> {
    if !run.is_posix() || run.is_exec_form() {
        return None;
    }
    let changes = |command: &Command<'_>| ["cd", "pushd", "popd"].iter().any(|name| command.runs(name));
    let mut commands = run.commands().skip_while(|command| command.runs("set"));
    let first = commands.next().filter(|first| first.runs("cd"))?;
    let holds = first.nesting().is_top_level() && first.stage().is_none();
    let mut arguments = first.arguments();
    let (Some(directory), None) = (arguments.next().filter(|word| word.is_literal()), arguments.next()) else {
        return None;
    };
    let next = commands.next()?;
    let goes_on = matches!(next.joint(), shell::Joint::And | shell::Joint::Sequence) || !next.nesting().is_top_level();
    let path = directory.text();
    let is_path = !path.is_empty() && !path.starts_with(['-', '~']) && path != ".";
    (holds
        && goes_on
        && is_path
        && !behind(first).is_empty()
        && !changes(&next)
        && !commands.any(|other| changes(&other)))
    .then_some((first, path))
}

/// The operator behind `command` that runs the rest, with the blanks around it; empty when there is none.
fn behind(command: Command<'_>) -> shell::TextRange {
    let start = command.range().end;
    let rest = &command.run.text()[start as usize..];
    let operator = rest.trim_start_matches([' ', '\t']);
    let follows = operator.strip_prefix("&&").or_else(|| operator.strip_prefix([';', '\n']));
    let length = follows.map_or(0, |follows| rest.len() - follows.trim_start().len());
    shell::TextRange::new(start, start + length as u32)
}

fn is_absolute_workdir(instruction: Instruction<'_>) -> bool {
    let argument = instruction.single_argument().filter(|_| instruction.keyword() == Some(Keyword::Workdir));
    argument.is_some_and(|word| word.text().starts_with('/'))
}

fn is_plain(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+".contains(&byte))
}

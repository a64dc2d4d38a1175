use crate::rule::prelude::*;

rule! {
    /// A RUN does nothing but `cd`, which has no effect.
    ///
    /// Each RUN has a shell of its own, and the directory is the shell's: the next instruction begins where `WORKDIR` says.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN cd /opt/app
    /// RUN make
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM debian:13
    /// WORKDIR /opt/app
    /// RUN make
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// RUN cd /opt/app && make
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/cd-alone",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &[],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Run(check),
    };
}

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if !run.is_posix() || run.is_exec_form() {
        return;
    }
    let Some(first) = run.commands().next() else { return };
    if run.commands().any(|command| !command.runs("cd") || !command.nesting().is_top_level()) {
        return;
    }
    let finding = ctx.report(first.program_span(), "a RUN that does nothing but `cd` has no effect");
    finding.help("use `WORKDIR`");
    let mut directories = run.commands().flat_map(|command| command.arguments());
    let (Some(directory), None) = (directories.next(), directories.next()) else { return };
    let path = directory.text();
    let is_path = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-${}".contains(&byte));
    if is_path && path != "-" {
        let span = Span::new(run.instruction.keyword_span().start, run.instruction.span().end);
        finding.fix(Fix::new(Safety::Unsafe, "use `WORKDIR`", [Edit::replace(span, format!("WORKDIR {path}"))]));
    }
}

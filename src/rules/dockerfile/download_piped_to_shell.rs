use crate::rule::prelude::*;

rule! {
    /// A download is run as it comes.
    ///
    /// Nobody has seen what runs, nothing compares it with what was meant, and the next build may run something else. A file
    /// that is downloaded first can be compared with a known checksum.
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN curl -fsSL https://example.com/install.sh | bash -s -- --yes
    /// ```
    ///
    /// ```dockerfile bad
    /// FROM debian:13
    /// RUN sh -c "$(wget -qO- https://example.com/install.sh)"
    /// RUN bash <(curl -fsSL https://example.com/install.sh) --yes
    /// ```
    ///
    /// ```dockerfile good
    /// FROM debian:13
    /// ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /tmp/
    /// RUN sh /tmp/install.sh
    /// RUN curl -fsSL https://example.com/data.json | python3 -m json.tool
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/download-piped-to-shell",
        level: Level::Warning,
        group: Group::Strict,
        tags: &[Tag::Security, Tag::Reproducibility],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Run(check),
    };
}

const INTERPRETERS: [&str; 11] =
    ["ash", "bash", "dash", "ksh", "node", "perl", "php", "python", "python3", "ruby", "sh"];

fn check(run: Run<'_>, ctx: &mut Ctx<'_>) {
    if !run.is_posix() || run.is_exec_form() {
        return;
    }
    for pipeline in run.pipelines() {
        let download = pipeline.feeding.iter().find(|command| downloads(**command));
        let reader = pipeline.last.first().filter(|command| reads_program(**command));
        if let (Some(download), Some(reader)) = (download, reader) {
            report(*download, *reader, ctx);
        }
    }
    // Commands around the present one, the innermost last.
    let mut open: Vec<Command<'_>> = Vec::new();
    for command in run.commands() {
        while open.pop_if(|around| around.range().end <= command.range().start).is_some() {}
        let runner =
            open.iter().rfind(|around| command.nesting().in_substitution() && runs_word_with(**around, command));
        if let Some(around) = runner.copied().filter(|_| downloads(command)) {
            report(command, around, ctx);
        }
        open.push(command);
    }
}

fn report(download: Command<'_>, reader: Command<'_>, ctx: &mut Ctx<'_>) {
    let name = |command: Command<'_>| command.program().map(|program| program.name.to_owned()).unwrap_or_default();
    let message = format!("`{}` runs what `{}` downloads, whatever it is", name(reader), name(download));
    ctx.report(reader.program_span(), message)
        .help("download it to a file, compare its checksum, and run that")
        .label(download.program_span(), "downloaded here");
}

fn downloads(command: Command<'_>) -> bool {
    command.runs("curl") || command.runs("wget")
}

/// Whether it takes its program from its standard input.
fn reads_program(command: Command<'_>) -> bool {
    let interprets = command.program().is_some_and(|program| INTERPRETERS.contains(&program.name));
    let mut arguments = command.arguments().map(shell::Word::text);
    // Of `-c`, `-e` and `-m` the program is another word; behind `-s` and `-` come the program's own arguments.
    let own = arguments.find(|text| {
        let input = matches!(*text, "-" | "--" | "/dev/stdin") || text.starts_with('-') && text.contains('s');
        input || !text.starts_with('-') || ["-c", "-e", "-m", "-r"].contains(text)
    });
    interprets
        && own
            .is_none_or(|text| matches!(text, "-" | "--" | "/dev/stdin") || text.starts_with('-') && text.contains('s'))
}

/// Whether it runs the word in which `inner` stands: as a text, or as a file, `<(…)`.
fn runs_word_with(command: Command<'_>, inner: Command<'_>) -> bool {
    let Some(program) = command.program() else { return false };
    let holds =
        |word: &shell::Word<'_>| word.range().start <= inner.range().start && inner.range().end <= word.range().end;
    let Some(word) = command.arguments().find(holds) else { return false };
    let interprets = INTERPRETERS.contains(&program.name);
    let as_file = command.run.text()[word.range().range()].starts_with("<(");
    match program.name {
        "eval" => true,
        "source" | "." => as_file,
        _ => interprets && (as_file || command.has_flag("c")),
    }
}

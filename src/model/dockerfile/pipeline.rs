//! The pipes of a RUN, with the commands on either side.

use super::run::{Command, Run};
use crate::syntax::shell::{Joint, Nesting, TextRange};
use crate::text::Span;

/// Programs that do not fail, or whose failure means no more than that there is nothing to show.
#[rustfmt::skip]
const HARMLESS: [&str; 49] = [
    ":", "apt-cache", "apt-mark", "arch", "awk", "basename", "cut", "date", "dirname", "dpkg", "dpkg-query", "echo",
    "egrep", "env", "fgrep", "file", "find", "gawk", "grep", "head", "hostname", "ldd", "locale", "ls", "md5sum", "nl",
    "nproc", "printenv", "printf", "pwd", "readlink", "rpm", "scanelf", "sed", "seq", "sha256sum", "sort", "stat",
    "tac", "tail", "tee", "tr", "true", "uname", "uniq", "wc", "which", "whoami", "yes",
];

/// Programs that fail when their input is empty or ends too early.
const PARTICULAR: [&str; 15] = [
    "apt-key", "bsdtar", "bunzip2", "cpio", "egrep", "fgrep", "gpg", "grep", "gunzip", "gzip", "tar", "unxz", "unzstd",
    "xz", "zcat",
];

/// Two or more commands joined by `|` or `|&`.
#[derive(Debug, Clone)]
pub struct Pipeline<'m> {
    /// The RUN it is in.
    pub run: Run<'m>,
    /// What it stands in.
    pub nesting: Nesting,
    /// The commands before its last `|`, whose status is lost; without those of pipes within it.
    pub feeding: Vec<Command<'m>>,
    /// The commands behind its last `|`.
    pub last: Vec<Command<'m>>,
    /// The innermost command around it: one with `$(a | b)` among its words, or a shell that gets it as a text.
    pub enclosing: Option<Command<'m>>,
    /// The command that follows it in the text.
    pub next: Option<Command<'m>>,
    range: TextRange,
    operator: TextRange,
}

impl<'m> Pipeline<'m> {
    /// The command before its last `|` whose failure would matter, when nothing notices it: not the last command, and
    /// nobody who looks at the status of the pipe, or drops it on purpose. Without regard to `pipefail`.
    #[must_use]
    pub fn unseen_failure(&self) -> Option<Command<'m>> {
        // The status of `$(…)` among the words of a command is nobody's.
        let in_words = self.enclosing.is_none_or(|around| around.words().len() > 0);
        let forgiven = self.next.is_some_and(|next| {
            next.joint() == Joint::Or && [":", "true", "echo", "printf"].iter().any(|name| next.runs(name))
        });
        let noticed = self.last.first().is_some_and(|last| notices(*last));
        if self.nesting.in_condition() || self.nesting.in_substitution() && in_words || forgiven || noticed {
            return None;
        }
        self.feeding.iter().copied().find(|command| match command.program() {
            // Without a file it hands on its own input, mostly a heredoc.
            Some(program) if program.name == "cat" => command.arguments().next().is_some(),
            Some(program) => !HARMLESS.contains(&program.name),
            None => command.words().len() > 0,
        })
    }

    /// Where its first `|` stands.
    #[must_use]
    pub fn operator_span(&self) -> Span {
        self.run.span(self.operator)
    }

    /// The offset in the text of the RUN where it begins.
    #[must_use]
    pub const fn start(&self) -> u32 {
        self.range.start
    }
}

/// Whether the last command of a pipe fails itself when those before it do, does not care on purpose, or may end before
/// them, which `pipefail` would take for a failure.
fn notices(last: Command<'_>) -> bool {
    let Some(program) = last.program() else { return false };
    let checks_sums = program.name.ends_with("sum") && last.has_any_flag(&["c", "check"]);
    let applies = program.name == "git" && last.subcommand().is_some_and(|word| matches!(word.text(), "apply" | "am"));
    checks_sums || applies || matches!(program.name, "head" | "true" | ":") || PARTICULAR.contains(&program.name)
}

impl<'m> Run<'m> {
    /// Its pipes, in order of place.
    #[must_use]
    pub fn pipelines(self) -> Vec<Pipeline<'m>> {
        let mut pipelines: Vec<_> = self
            .script()
            .pipelines()
            .map(|pipeline| Pipeline {
                run: self,
                nesting: pipeline.nesting(),
                feeding: Vec::new(),
                last: Vec::new(),
                enclosing: None,
                next: None,
                range: pipeline.range(),
                operator: pipeline.operators().first().copied().unwrap_or_default(),
            })
            .collect();
        if pipelines.is_empty() {
            return pipelines;
        }
        let lengths: Vec<_> = self.script().pipelines().map(|pipeline| pipeline.operators().len() as u32).collect();
        let commands: Vec<_> = self.commands().collect();
        for command in &commands {
            let Some(stage) = command.stage() else { continue };
            let pipeline = &mut pipelines[stage.pipeline as usize];
            let is_last = stage.position == lengths[stage.pipeline as usize];
            if is_last { &mut pipeline.last } else { &mut pipeline.feeding }.push(*command);
        }
        pipelines.sort_by_key(|pipeline| pipeline.range.start);
        place_among(&commands, &mut pipelines);
        pipelines
    }
}

/// Fills in what surrounds and follows each of `pipelines`; both lists are in order of place.
fn place_among<'m>(commands: &[Command<'m>], pipelines: &mut [Pipeline<'m>]) {
    let mut open: Vec<Command<'m>> = Vec::new();
    let mut ahead = commands.iter().peekable();
    for pipeline in pipelines {
        let TextRange { start, end } = pipeline.range;
        while let Some(command) = ahead.next_if(|command| command.range().start < start) {
            open.push(*command);
        }
        while open.pop_if(|command| command.range().end <= start).is_some() {}
        pipeline.enclosing = open.iter().rfind(|command| command.range().end >= end).copied();
        let next = commands.partition_point(|command| command.range().start < end);
        pipeline.next = commands.get(next).copied();
    }
}

#[cfg(test)]
mod tests {
    use crate::model::dockerfile::{Command, Dockerfile, Instruction};
    use crate::syntax::dockerfile::parse;

    fn names(commands: &[Command<'_>]) -> String {
        commands
            .iter()
            .filter_map(|command| command.program())
            .map(|program| program.name)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn pipes_know_their_commands_and_their_place() {
        let text = "FROM x\nRUN a | b | c || d && e=$(f | g) && h $(i | { j; k; }) && sh -c 'l | m'; n\n";
        let tree = parse(text);
        let model = Dockerfile::new(&tree);
        let run = model.instruction(1).and_then(Instruction::as_run).expect("a RUN");
        let found: Vec<_> = run
            .pipelines()
            .iter()
            .map(|pipe| {
                let around = pipe.enclosing.map(|command| names(&[command]));
                (names(&pipe.feeding), names(&pipe.last), around, pipe.next.map(|command| names(&[command])))
            })
            .collect();
        let row = |feeding: &str, last: &str, around: Option<&str>, next: &str| {
            (feeding.to_owned(), last.to_owned(), around.map(ToOwned::to_owned), Some(next.to_owned()))
        };
        assert_eq!(
            found,
            [
                row("a b", "c", None, "d"),
                row("f", "g", Some(""), "h"),
                row("i", "j k", Some("h"), "sh"),
                row("l", "m", Some("sh"), "n"),
            ]
        );
        assert_eq!(run.pipelines()[0].operator_span().slice(text), "|");
    }
}

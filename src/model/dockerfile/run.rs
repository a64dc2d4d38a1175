//! RUN and the shell commands in it.

use std::cell::OnceCell;
use std::ops::Deref;

use super::instruction::Instruction;
use super::mount::Mount;
use crate::model::packages::Recognised;
use crate::syntax::dockerfile::{Arguments, Keyword, Word};
use crate::syntax::joined::Joined;
use crate::syntax::shell::{self, Dialect, Interpreter, Script, Shell, ShellFinding, ShellOptions, TextRange};
use crate::text::Span;

/// A RUN, or one that an ONBUILD defers.
#[derive(Debug, Clone, Copy)]
pub struct Run<'m> {
    /// The instruction.
    pub instruction: Instruction<'m>,
    /// Whether the default shell of Windows images counts as `/bin/sh`.
    taken_for_posix: bool,
}

/// A script that a RUN has as a heredoc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeredocScript {
    /// What runs it: what its first line names, else the shell of the RUN.
    pub interpreter: Interpreter,
    /// Where its first line begins, behind one that names the interpreter.
    pub start: u32,
}

/// What reading the text of a RUN gives, kept once it was asked for.
#[derive(Debug, Default)]
pub(super) struct RunCache {
    interpreter: OnceCell<Interpreter>,
    script: OnceCell<Script>,
    findings: OnceCell<Vec<ShellFinding>>,
    /// The text, where it is not the arguments as they stand.
    text: OnceCell<Option<Joined<'static>>>,
    package_commands: OnceCell<Vec<Recognised>>,
}

impl<'m> Instruction<'m> {
    /// It as a RUN.
    #[must_use]
    pub fn as_run(self) -> Option<Run<'m>> {
        (self.keyword() == Some(Keyword::Run)).then_some(Run { instruction: self, taken_for_posix: false })
    }

    /// What runs the shell forms at this place: SHELL, a `# hadolint shell=` comment, or the default.
    #[must_use]
    pub fn interpreter(self) -> Interpreter {
        *self.run_cache().interpreter.get_or_init(|| match self.shell_comment() {
            Some(text) => Interpreter::from_command_line(text),
            None => Interpreter::from_shell(&self.shell_words()),
        })
    }
}

impl<'m> Run<'m> {
    fn cache(self) -> &'m RunCache {
        self.instruction.run_cache()
    }

    /// Whether it is in JSON form: no shell reads it.
    #[must_use]
    pub fn is_exec_form(self) -> bool {
        self.instruction.syntax().is_json()
    }

    /// Its mounts, in order.
    pub fn mounts(self) -> impl Iterator<Item = Mount<'m>> {
        self.instruction.mounts()
    }

    /// Whether files under `path` do not get into the image, because a cache or tmpfs mount lies there: one whose target
    /// contains the text.
    #[must_use]
    pub fn keeps_out_of_image(self, path: &str) -> bool {
        self.mounts().any(|mount| mount.keeps_out_of_image(path))
    }

    /// It as hadolint takes it, which does not know the default shell of Windows images. To be asked for before anything
    /// has been read of it.
    #[must_use]
    pub const fn taken_for_posix(self) -> Self {
        Self { taken_for_posix: true, ..self }
    }

    /// What runs it.
    #[must_use]
    pub fn interpreter(self) -> Interpreter {
        let instruction = self.instruction;
        if self.taken_for_posix && instruction.shell_comment().is_none() && instruction.effective_shell().is_none() {
            return Interpreter::from_shell(&["/bin/sh", "-c"]);
        }
        instruction.interpreter()
    }

    /// Whether a shell of the Bourne family runs it, so that its commands are what they seem.
    #[must_use]
    pub fn is_posix(self) -> bool {
        self.interpreter().shell().is_some()
    }

    fn shell(self) -> Shell {
        let other = Shell { dialect: Dialect::Bash, options: ShellOptions::default() };
        self.interpreter().shell().unwrap_or(other)
    }

    /// The text that the shell reads, heredocs and all; in JSON form the words with blanks between.
    #[must_use]
    pub fn text(self) -> &'m str {
        self.mapped().text()
    }

    fn mapped(self) -> MappedText<'m> {
        match self.cache().text.get_or_init(|| self.put_together()) {
            Some(text) => MappedText::PutTogether(text),
            None => MappedText::AsWritten(&self.instruction.syntax().text),
        }
    }

    fn put_together(self) -> Option<Joined<'static>> {
        let syntax = self.instruction.syntax();
        if let Arguments::Json(words) = &syntax.arguments {
            let chunks =
                words.iter().flat_map(|word| [(word.text(), word.source_offset(0)), (" ", word.full_span().end)]);
            return Some(Joined::decoded(chunks));
        }
        let file = self.instruction.file().tree();
        let heredocs = &file.instructions[self.instruction.index()].heredocs;
        let last = heredocs.last()?;
        let lines_end = heredocs.first()?.body.start;
        // The line break before the bodies belongs to the text that the shell gets.
        let line_break = file.text[..lines_end as usize].rfind('\n')?;
        let line_break = if file.text[..line_break].ends_with('\r') { line_break - 1 } else { line_break };
        let bodies = Span::of(line_break..last.terminator.end as usize);
        Some(syntax.text.followed_by(file.text, bodies))
    }

    /// The commands in it. Text for another interpreter is read as if it were for bash.
    #[must_use]
    pub fn script(self) -> &'m Script {
        self.cache().script.get_or_init(|| Script::parse(self.text(), self.shell().dialect))
    }

    /// The script in its heredoc, when it is nothing else: `RUN <<EOF` and lines.
    #[must_use]
    pub fn heredoc_script(self) -> Option<HeredocScript> {
        let file = self.instruction.file().tree();
        let [heredoc] = &file.instructions[self.instruction.index()].heredocs[..] else { return None };
        if self.instruction.syntax().text.full_span() != heredoc.marker {
            return None;
        }
        let body = heredoc.body.slice(file.text);
        let (interpreter, first_line) = match Interpreter::from_shebang(body) {
            Some(interpreter) => (interpreter, body.find('\n').map_or(body.len(), |end| end + 1)),
            None => (self.interpreter(), 0),
        };
        Some(HeredocScript { interpreter, start: heredoc.body.start + first_line as u32 })
    }

    /// What shell lint finds in it; nothing in JSON form and for interpreters that are no POSIX shell.
    #[must_use]
    pub fn shell_findings(self) -> &'m [ShellFinding] {
        self.cache().findings.get_or_init(|| {
            if self.is_exec_form() || !self.is_posix() {
                return Vec::new();
            }
            let known: Vec<&str> = self.instruction.variable_names().collect();
            let settings = shell::Settings { shell: self.shell(), known_variables: &known };
            let analysis = shell::analyse(self.text(), &settings);
            // Whoever asked for the commands first has read the same text the same way.
            let _ = self.cache().script.set(analysis.script);
            analysis.findings
        })
    }

    /// Every simple command, in the order of the text.
    pub fn commands(self) -> impl DoubleEndedIterator<Item = Command<'m>> + ExactSizeIterator {
        self.script().commands().enumerate().map(move |(index, shell)| Command { run: self, shell, index })
    }

    /// Which of the commands are package managers', as `recognise` finds out when first asked.
    pub(in crate::model) fn recognised(self, recognise: impl FnOnce() -> Vec<Recognised>) -> &'m [Recognised] {
        self.cache().package_commands.get_or_init(recognise)
    }

    /// Where a range of the text stands in the file.
    #[must_use]
    pub fn span(self, range: TextRange) -> Span {
        self.mapped().span(range)
    }

    /// The options of the shell at an offset of the text, at the top level: those it is started with, and those that
    /// `set` changed until then.
    #[must_use]
    pub fn shell_options_at(self, offset: u32) -> ShellOptions {
        self.script().options_at(offset, self.shell().options)
    }
}

enum MappedText<'m> {
    AsWritten(&'m Word<'m>),
    PutTogether(&'m Joined<'static>),
}

impl<'m> MappedText<'m> {
    fn text(&self) -> &'m str {
        match self {
            Self::AsWritten(text) => text.text(),
            Self::PutTogether(text) => text.text(),
        }
    }

    fn span(&self, range: TextRange) -> Span {
        match self {
            Self::AsWritten(text) => text.span(range.range()),
            Self::PutTogether(text) => text.span(range.range()),
        }
    }
}

/// A simple command of a RUN: all that [`shell::Command`] tells, and places in the file.
#[derive(Debug, Clone, Copy)]
pub struct Command<'m> {
    /// The RUN it is in.
    pub run: Run<'m>,
    shell: shell::Command<'m>,
    index: usize,
}

impl<'m> Deref for Command<'m> {
    type Target = shell::Command<'m>;

    fn deref(&self) -> &Self::Target {
        &self.shell
    }
}

impl<'m> Command<'m> {
    /// Its number among the commands of the RUN, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index
    }

    /// The commands behind it in the same RUN.
    pub fn following(self) -> impl Iterator<Item = Self> {
        self.run.commands().skip(self.index + 1)
    }

    /// The commands before it in the same RUN, in order.
    pub fn preceding(self) -> impl Iterator<Item = Self> {
        self.run.commands().take(self.index)
    }

    /// Where it stands.
    #[must_use]
    pub fn full_span(self) -> Span {
        self.run.span(self.shell.range())
    }

    /// Where the word stands that names its program; the whole command when nothing names it.
    #[must_use]
    pub fn program_span(self) -> Span {
        let word = self.shell.program().map(|program| program.word).or_else(|| self.shell.words().next());
        word.map_or_else(|| self.full_span(), |word| self.span_of(word))
    }

    /// Where a word of it stands.
    #[must_use]
    pub fn span_of(self, word: shell::Word<'_>) -> Span {
        self.run.span(word.range())
    }

    /// A word of it with the blanks before it: what to take away to be rid of the word.
    #[must_use]
    pub fn removal_span_of(self, word: shell::Word<'_>) -> Span {
        let range = word.range();
        let before = &self.run.text()[..range.start as usize];
        let start = before.trim_end_matches([' ', '\t']).len();
        self.run.span(TextRange::new(start as u32, range.end))
    }

    /// The name by which hadolint knows it: the first word as written. It does not look into `sh -c '…'`.
    #[must_use]
    pub fn literal_name(self) -> Option<&'m str> {
        self.shell.name().filter(|_| !self.shell.nesting().in_shell_string())
    }

    /// Whether a word put into the text behind one of its words becomes an argument of it: not in JSON form, where each
    /// word has quotes of its own.
    #[must_use]
    pub fn takes_insertions(self) -> bool {
        !self.run.is_exec_form()
    }
}

//! The simple commands of a shell text, flat and in order, with their words, and where each stands.
//!
//! Plain data with views over it; how it is read from a text is told in `reader`. Knows no rules.

use std::fmt;
use std::ops::Range;

use super::TextRange;
use super::interpreter::ShellOptions;

/// A shell text, read.
///
/// Owns everything. Words are kept in one list that commands refer to; the texts of words that are not what is written
/// stand behind the text itself.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// The text, then the texts of words after quote removal.
    pub(super) arena: String,
    pub(super) length: u32,
    pub(super) words: Vec<WordData>,
    pub(super) commands: Vec<CommandData>,
    pub(super) assignments: Vec<AssignmentData>,
    pub(super) redirections: Vec<RedirectionData>,
    pub(super) pipelines: Vec<PipelineData>,
    pub(super) operators: Vec<TextRange>,
    pub(super) option_changes: Vec<OptionChange>,
    /// Statements that begin with `!` and whose status nothing looks at.
    pub(super) unchecked_negations: Vec<TextRange>,
    pub(super) problem: Option<Problem>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct WordData {
    pub(super) range: TextRange,
    /// Of the arena.
    pub(super) text: TextRange,
    pub(super) literal: bool,
    pub(super) quoted: bool,
    pub(super) escaped: bool,
}

#[derive(Debug, Clone)]
pub(super) struct CommandData {
    pub(super) range: TextRange,
    pub(super) words: Range<u32>,
    pub(super) assignments: Range<u32>,
    pub(super) redirections: Range<u32>,
    pub(super) joint: Joint,
    pub(super) nesting: Nesting,
    pub(super) stage: Option<Stage>,
    /// Which of the words names the program that runs in the end.
    pub(super) program: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AssignmentData {
    pub(super) range: TextRange,
    pub(super) name: TextRange,
    pub(super) value: Option<u32>,
    pub(super) append: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct RedirectionData {
    pub(super) range: TextRange,
    pub(super) operator: RedirectionOperator,
    pub(super) target: Option<u32>,
    pub(super) body: Option<TextRange>,
}

#[derive(Debug, Clone)]
pub(super) struct PipelineData {
    pub(super) range: TextRange,
    pub(super) operators: Range<u32>,
    pub(super) nesting: Nesting,
}

/// A `set` at the top level: from `offset` on, what its arguments say is in force.
#[derive(Debug, Clone)]
pub(super) struct OptionChange {
    pub(super) offset: u32,
    pub(super) arguments: Range<u32>,
}

/// Why a text could not be read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where reading failed; empty at the end of the text when something is missing there.
    pub range: TextRange,
    /// What is wrong, in lower case and without a final stop.
    pub message: String,
}

/// How a command is joined to what precedes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joint {
    /// Nothing precedes it in its script, substitution or function.
    Start,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `;`, a line break, or a keyword such as `then` or `do`.
    Sequence,
    /// `&`: what precedes it runs in the background.
    Background,
    /// `|`.
    Pipe,
    /// `|&`.
    PipeAll,
}

/// What a command stands in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Nesting(u8);

impl Nesting {
    pub(super) const CONDITION: Self = Self(1);
    pub(super) const BRANCH: Self = Self(1 << 1);
    pub(super) const SUBSHELL: Self = Self(1 << 2);
    pub(super) const SUBSTITUTION: Self = Self(1 << 3);
    pub(super) const FUNCTION: Self = Self(1 << 4);
    pub(super) const SHELL_STRING: Self = Self(1 << 5);

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// In nothing: neither conditional nor in a shell or function of its own.
    #[must_use]
    pub const fn is_top_level(self) -> bool {
        self.0 == 0
    }

    /// Its status decides an `if`, `elif`, `while` or `until`.
    #[must_use]
    pub const fn in_condition(self) -> bool {
        self.has(Self::CONDITION)
    }

    /// It runs only when a condition, a loop or a `case` says so.
    #[must_use]
    pub const fn in_branch(self) -> bool {
        self.has(Self::BRANCH)
    }

    /// In parentheses or in the background.
    #[must_use]
    pub const fn in_subshell(self) -> bool {
        self.has(Self::SUBSHELL)
    }

    /// In `$(…)`, backticks, `<(…)` or `>(…)`.
    #[must_use]
    pub const fn in_substitution(self) -> bool {
        self.has(Self::SUBSTITUTION)
    }

    /// In the body of a function.
    #[must_use]
    pub const fn in_function(self) -> bool {
        self.has(Self::FUNCTION)
    }

    /// In the text that a shell is given as an argument, as in `sh -c '…'`.
    #[must_use]
    pub const fn in_shell_string(self) -> bool {
        self.has(Self::SHELL_STRING)
    }
}

impl fmt::Debug for Nesting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = ["condition", "branch", "subshell", "substitution", "function", "shell string"];
        let held = names.iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0);
        f.debug_set().entries(held.map(|(_, name)| name)).finish()
    }
}

/// A command's place in a pipeline of two or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stage {
    /// Index into the script's pipelines.
    pub pipeline: u32,
    /// 0 for what stands left of the first `|`.
    pub position: u32,
}

/// A redirection's operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectionOperator {
    /// `>`.
    Write,
    /// `>|`.
    Clobber,
    /// `>>`.
    Append,
    /// `<`.
    Read,
    /// `<>`.
    ReadWrite,
    /// `<<` or `<<-`.
    Heredoc,
    /// `<<<`.
    HereString,
    /// `>&`.
    DuplicateOutput,
    /// `<&`.
    DuplicateInput,
    /// `&>` or `&>>`.
    WriteBoth,
}

impl Script {
    /// The text that was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.arena[..self.length as usize]
    }

    /// Every simple command, in the order of the text; one that contains others comes before them.
    pub fn commands(&self) -> impl DoubleEndedIterator<Item = Command<'_>> + ExactSizeIterator {
        self.commands.iter().map(|data| Command { script: self, data })
    }

    /// Every pipeline of two or more stages, in the order in which they begin; those in `sh -c '…'` behind the others.
    pub fn pipelines(&self) -> impl ExactSizeIterator<Item = Pipeline<'_>> {
        self.pipelines.iter().map(|data| Pipeline { script: self, data })
    }

    /// Why the text could not be read to its end; what stands before that place was read.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The options in force at `offset` for what runs at the top level, in a shell that began with `initial`.
    #[must_use]
    pub fn options_at(&self, offset: u32, initial: ShellOptions) -> ShellOptions {
        let mut options = initial;
        for change in self.option_changes.iter().filter(|change| change.offset <= offset) {
            options.apply(self.word_range(change.arguments.clone()).map(Word::text));
        }
        options
    }

    /// The offset from which `pipefail` is in force at the top level, when a command there sets it.
    #[must_use]
    pub fn pipefail_from(&self) -> Option<u32> {
        let mut changes = self.option_changes.iter().map(|change| change.offset);
        changes.find(|&offset| self.options_at(offset, ShellOptions::default()).pipefail)
    }

    pub(super) fn word(&self, index: u32) -> Word<'_> {
        Word { script: self, data: &self.words[index as usize] }
    }

    fn word_range(&self, range: Range<u32>) -> impl ExactSizeIterator<Item = Word<'_>> + Clone {
        self.words[range.start as usize..range.end as usize].iter().map(|data| Word { script: self, data })
    }
}

/// A word of a script.
#[derive(Clone, Copy)]
pub struct Word<'s> {
    script: &'s Script,
    data: &'s WordData,
}

impl<'s> Word<'s> {
    /// Where it stands, quotes included.
    #[must_use]
    pub const fn range(self) -> TextRange {
        self.data.range
    }

    /// Its text without quotes and escapes; `$NAME` and every form of `${NAME…}` is `${NAME}`, a substitution `${...}`.
    #[must_use]
    pub fn text(self) -> &'s str {
        self.data.text.slice(&self.script.arena)
    }

    /// Whether it holds no expansion, so that its text is what the command gets (globs aside).
    #[must_use]
    pub const fn is_literal(self) -> bool {
        self.data.literal
    }

    /// Whether any part of it is quoted.
    #[must_use]
    pub const fn is_quoted(self) -> bool {
        self.data.quoted
    }

    /// Whether it begins with `-`.
    #[must_use]
    pub fn is_dashed(self) -> bool {
        self.text().starts_with('-')
    }

    /// The text, when it is literal and no character of it is escaped outside quotes.
    pub(super) fn unescaped_literal(self) -> Option<&'s str> {
        (self.data.literal && !self.data.escaped).then(|| self.text())
    }

    /// Where the part of its text from `offset` on stands; the whole word when quotes or expansions hide it.
    pub(super) fn range_from(self, offset: usize) -> TextRange {
        let range = self.range();
        if self.data.text == range { TextRange::new(range.start + offset as u32, range.end) } else { range }
    }
}

impl fmt::Debug for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{:?}", self.text(), self.range())
    }
}

/// A simple command: assignments, words, redirections. Has no words when it only assigns or redirects.
#[derive(Clone, Copy)]
pub struct Command<'s> {
    pub(super) script: &'s Script,
    data: &'s CommandData,
}

impl<'s> Command<'s> {
    /// From its first to its last part; heredoc bodies do not belong to it.
    #[must_use]
    pub const fn range(self) -> TextRange {
        self.data.range
    }

    /// Its words, the command's name first.
    pub fn words(self) -> impl ExactSizeIterator<Item = Word<'s>> + Clone {
        self.script.word_range(self.data.words.clone())
    }

    /// Its words from the one at `index` on.
    pub(super) fn words_from(self, index: usize) -> impl ExactSizeIterator<Item = Word<'s>> + Clone {
        let Range { start, end } = self.data.words;
        self.script.word_range((start + index as u32).min(end)..end)
    }

    /// Index of the word that names the program that runs in the end.
    pub(super) const fn program_index(self) -> Option<usize> {
        match self.data.program {
            Some(index) => Some(index as usize),
            None => None,
        }
    }

    /// The assignments before its words.
    pub fn assignments(self) -> impl ExactSizeIterator<Item = Assignment<'s>> {
        let Range { start, end } = self.data.assignments;
        let script = self.script;
        script.assignments[start as usize..end as usize].iter().map(move |data| Assignment { script, data })
    }

    /// Its redirections, wherever they stand among its words.
    pub fn redirections(self) -> impl ExactSizeIterator<Item = Redirection<'s>> {
        let Range { start, end } = self.data.redirections;
        let script = self.script;
        script.redirections[start as usize..end as usize].iter().map(move |data| Redirection { script, data })
    }

    /// How it is joined to what precedes it.
    #[must_use]
    pub const fn joint(self) -> Joint {
        self.data.joint
    }

    /// What it stands in.
    #[must_use]
    pub const fn nesting(self) -> Nesting {
        self.data.nesting
    }

    /// Its place in the innermost pipeline around it within its own shell.
    #[must_use]
    pub const fn stage(self) -> Option<Stage> {
        self.data.stage
    }
}

impl fmt::Debug for Command<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.words()).finish()
    }
}

/// An assignment in front of a command's words, or alone.
#[derive(Clone, Copy)]
pub struct Assignment<'s> {
    script: &'s Script,
    data: &'s AssignmentData,
}

impl<'s> Assignment<'s> {
    /// Name, operator and value.
    #[must_use]
    pub const fn range(self) -> TextRange {
        self.data.range
    }

    /// The variable's name, without a subscript.
    #[must_use]
    pub fn name(self) -> &'s str {
        self.data.name.slice(&self.script.arena)
    }

    /// The value; `None` for an array.
    #[must_use]
    pub fn value(self) -> Option<Word<'s>> {
        self.data.value.map(|index| self.script.word(index))
    }

    /// Whether it is `+=`.
    #[must_use]
    pub const fn appends(self) -> bool {
        self.data.append
    }
}

impl fmt::Debug for Assignment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?}", self.name(), self.value())
    }
}

/// A redirection of a command.
#[derive(Clone, Copy)]
pub struct Redirection<'s> {
    script: &'s Script,
    data: &'s RedirectionData,
}

impl<'s> Redirection<'s> {
    /// From the descriptor or operator to the target.
    #[must_use]
    pub const fn range(self) -> TextRange {
        self.data.range
    }

    /// The operator.
    #[must_use]
    pub const fn operator(self) -> RedirectionOperator {
        self.data.operator
    }

    /// The file, the descriptor (`1`, `-`), the here-string or the heredoc's name.
    #[must_use]
    pub fn target(self) -> Option<Word<'s>> {
        self.data.target.map(|index| self.script.word(index))
    }

    /// The lines of a heredoc, without its terminator.
    #[must_use]
    pub const fn heredoc_body(self) -> Option<TextRange> {
        self.data.body
    }
}

impl fmt::Debug for Redirection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.operator(), self.target())
    }
}

/// Two or more commands joined by `|` or `|&`.
#[derive(Clone, Copy)]
pub struct Pipeline<'s> {
    script: &'s Script,
    data: &'s PipelineData,
}

impl<'s> Pipeline<'s> {
    /// From the first stage to the last.
    #[must_use]
    pub const fn range(self) -> TextRange {
        self.data.range
    }

    /// Each `|` and `|&`.
    #[must_use]
    pub fn operators(self) -> &'s [TextRange] {
        let Range { start, end } = self.data.operators;
        &self.script.operators[start as usize..end as usize]
    }

    /// What it stands in.
    #[must_use]
    pub const fn nesting(self) -> Nesting {
        self.data.nesting
    }
}

impl fmt::Debug for Pipeline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pipeline {:?} {:?}", self.range(), self.operators())
    }
}

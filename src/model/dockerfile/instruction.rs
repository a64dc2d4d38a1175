//! Instructions, with what is in force where they stand.

use super::run::RunCache;
use super::stage::Stage;
use super::variables::{Binding, Expanded};
use super::{Dockerfile, InstructionFacts};
use crate::syntax::dockerfile::{self as syntax, Arguments, Comment, Flag, Keyword, Word};
use crate::text::Span;

/// An instruction of the file, or the one that an ONBUILD defers.
#[derive(Clone, Copy)]
pub struct Instruction<'m> {
    file: &'m Dockerfile<'m>,
    index: usize,
    deferred: bool,
}

impl std::fmt::Debug for Instruction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Instruction({}, {:?})", self.index, self.syntax().name.text())
    }
}

impl<'m> Instruction<'m> {
    pub(super) const fn new(file: &'m Dockerfile<'m>, index: usize) -> Self {
        Self { file, index, deferred: false }
    }

    pub(super) fn facts(self) -> &'m InstructionFacts {
        &self.file.instructions[self.index]
    }

    pub(super) fn run_cache(self) -> &'m RunCache {
        &self.file.runs[self.index]
    }

    /// The file it is in.
    #[must_use]
    pub const fn file(self) -> &'m Dockerfile<'m> {
        self.file
    }

    /// Its number in the file, from 0. A deferred instruction has its ONBUILD's.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index
    }

    /// The instruction as it is written.
    #[must_use]
    pub fn syntax(self) -> &'m syntax::Instruction<'m> {
        let written = &self.file.tree.instructions[self.index];
        match &written.arguments {
            Arguments::Trigger(trigger) if self.deferred => trigger,
            _ => written,
        }
    }

    /// Which instruction it is; `None` for an unknown word.
    #[must_use]
    pub fn keyword(self) -> Option<Keyword> {
        self.syntax().keyword
    }

    /// Where the instruction word stands.
    #[must_use]
    pub fn keyword_span(self) -> Span {
        self.syntax().name.full_span()
    }

    /// From the instruction word to the end of the arguments or of the last heredoc.
    #[must_use]
    pub fn span(self) -> Span {
        self.syntax().span
    }

    /// All its lines, with the last line break: what has to go when it is taken out.
    #[must_use]
    pub fn whole_lines(self) -> Span {
        let lines = self.syntax().lines;
        let text = self.file.tree.text;
        let start = text[..lines.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let rest = &text[lines.end as usize..];
        let line_break = rest.find('\n').map_or(rest.len(), |at| at + 1);
        Span::of(start..lines.end as usize + line_break)
    }

    /// Where its arguments stand, flags not included; the instruction word when there are none.
    #[must_use]
    pub fn arguments_span(self) -> Span {
        let span = self.syntax().text.full_span();
        if span.is_empty() { self.keyword_span() } else { span }
    }

    /// Whether an ONBUILD defers it.
    #[must_use]
    pub const fn is_deferred(self) -> bool {
        self.deferred
    }

    /// The instruction that this one, an ONBUILD, defers.
    #[must_use]
    pub fn deferred_instruction(self) -> Option<Self> {
        let deferred = Self { deferred: true, ..self };
        (!self.deferred && matches!(self.syntax().arguments, Arguments::Trigger(_))).then_some(deferred)
    }

    /// The stage it is in; `None` before the first FROM.
    #[must_use]
    pub fn stage(self) -> Option<Stage<'m>> {
        self.facts().stage.map(|index| Stage::new(self.file, index as usize))
    }

    /// The instruction before it in the same stage, FROM included.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let previous = Self::new(self.file, self.index.checked_sub(1)?);
        (previous.facts().stage == self.facts().stage).then_some(previous)
    }

    /// The instruction behind it in the same stage.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let next = self.file.instruction(self.index + 1)?;
        (next.facts().stage == self.facts().stage).then_some(next)
    }

    /// The next instruction of the same kind in the same stage. FROM has none. Of several CMD, ENTRYPOINT, HEALTHCHECK and
    /// USER, the last one is in force at the end.
    #[must_use]
    pub fn next_of_kind(self) -> Option<Self> {
        self.facts().next_of_kind.map(|index| Self::new(self.file, index as usize))
    }

    /// The comments right above it, without parser directives; blank lines may lie between.
    #[must_use]
    pub fn comments(self) -> &'m [Comment<'m>] {
        let range = &self.file.tree.instructions[self.index].comments;
        &self.file.tree.comments[range.start as usize..range.end as usize]
    }

    /// Where the first line begins of those comments, of the instruction itself when it has none: where to put another
    /// instruction before it.
    #[must_use]
    pub fn start_with_comments(self) -> u32 {
        let lines = self.file.tree.instructions[self.index].lines.start;
        let Some(comment) = self.comments().first() else { return lines };
        let before = &self.file.tree.text[..comment.span.start as usize];
        before.rfind('\n').map_or(0, |end| end as u32 + 1)
    }

    /// The USER in force when it runs, own stage's or inherited.
    #[must_use]
    pub fn effective_user(self) -> Option<Self> {
        self.facts().user.map(|index| Self::new(self.file, index as usize))
    }

    /// The WORKDIR in force when it runs, own stage's or inherited.
    #[must_use]
    pub fn effective_workdir(self) -> Option<Self> {
        self.facts().workdir.map(|index| Self::new(self.file, index as usize))
    }

    /// The SHELL in force when it runs, own stage's or inherited; `None` for the default.
    #[must_use]
    pub fn effective_shell(self) -> Option<Self> {
        self.facts().shell.map(|index| Self::new(self.file, index as usize))
    }

    /// The words of the shell in force: those of SHELL, else Docker's default.
    #[must_use]
    pub fn shell_words(self) -> Vec<&'m str> {
        match self.effective_shell() {
            Some(shell) => shell.syntax().words().iter().map(Word::text).collect(),
            None if self.stage().is_some_and(Stage::is_windows) => vec!["cmd", "/S", "/C"],
            None => vec!["/bin/sh", "-c"],
        }
    }

    /// What the last `# hadolint shell=` comment before it says: one in its stage, else one before the first FROM.
    #[must_use]
    pub fn shell_comment(self) -> Option<&'m str> {
        let comments = &self.file.tree.comments;
        self.facts().shell_comment.and_then(|index| shell_pragma(comments[index as usize].text))
    }

    /// It as a FROM.
    #[must_use]
    pub fn as_from(self) -> Option<From<'m>> {
        (self.keyword() == Some(Keyword::From)).then(|| From::of(self))
    }

    /// The single argument of USER, WORKDIR, STOPSIGNAL or MAINTAINER.
    #[must_use]
    pub fn single_argument(self) -> Option<&'m Word<'m>> {
        let syntax = self.syntax();
        matches!(syntax.arguments, Arguments::Text).then_some(&syntax.text)
    }
}

/// The parts of a FROM.
#[derive(Debug, Clone, Copy)]
pub struct From<'m> {
    /// The instruction.
    pub instruction: Instruction<'m>,
    /// The image or stage to build on.
    pub image: Option<&'m Word<'m>>,
    /// The word `AS`.
    pub as_word: Option<&'m Word<'m>>,
    /// The stage's name.
    pub name: Option<&'m Word<'m>>,
    /// `--platform`.
    pub platform: Option<&'m Flag<'m>>,
}

impl<'m> From<'m> {
    pub(super) fn of(instruction: Instruction<'m>) -> Self {
        let syntax = instruction.syntax();
        let words = syntax.words();
        let named = words.get(1).filter(|word| word.text().eq_ignore_ascii_case("as"));
        Self {
            instruction,
            image: words.first(),
            as_word: named,
            name: named.and_then(|_| words.get(2)),
            platform: syntax.flag("platform"),
        }
    }

    /// The image with global ARGs at their defaults; empty where there is none.
    #[must_use]
    pub fn image_text(&self) -> Expanded<'m> {
        match self.image {
            Some(word) => self.instruction.expanded(word),
            None => Expanded { text: "".into(), unknown: false },
        }
    }

    /// Whether the image is named with a variable, so that a build argument may make it another image or stage.
    #[must_use]
    pub fn holds_variable(&self) -> bool {
        self.image.is_some_and(|word| word.text().contains('$'))
    }

    /// Where the image stands; the instruction word when it is missing.
    #[must_use]
    pub fn image_span(&self) -> Span {
        self.image.map_or_else(|| self.instruction.keyword_span(), Word::full_span)
    }

    /// The names of the variables of the image, in order.
    pub fn image_variables(&self) -> impl Iterator<Item = &'m str> + use<'m> {
        self.variables_of(self.image.map(|word| word.source_offset(0)))
    }

    /// The platform with global ARGs at their defaults; `None` without `--platform`.
    #[must_use]
    pub fn platform_text(&self) -> Option<Expanded<'m>> {
        let flag = self.platform?;
        Some(self.instruction.expanded_at(flag.value_word()?.source_offset(0), flag.value()?))
    }

    /// The names of the variables of the platform, in order.
    pub fn platform_variables(&self) -> impl Iterator<Item = &'m str> + use<'m> {
        self.variables_of(self.platform.and_then(|flag| Some(flag.value_word()?.source_offset(0))))
    }

    /// The global ARGs that declare the variables of the image, in order.
    pub fn image_arguments(&self) -> impl Iterator<Item = &'m Binding> + use<'m> {
        let file = self.instruction.file();
        self.image_variables().filter_map(|name| file.global_argument(name))
    }

    /// The names of the variables of the word that begins at `start`.
    fn variables_of(&self, start: Option<u32>) -> impl Iterator<Item = &'m str> + use<'m> {
        let words = self.instruction.expansions().iter();
        let word = words.filter(move |expanded| Some(expanded.word.source_offset(0)) == start);
        word.flat_map(|expanded| expanded.uses().map(|(used, _)| expanded.name_of(used)))
    }
}

/// The value of `hadolint shell=…`.
pub(super) fn shell_pragma(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix("hadolint")?;
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start().strip_prefix("shell")?;
    let value = rest.trim_start().strip_prefix('=')?.trim();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile;

    #[test]
    fn the_next_of_a_kind_is_in_the_same_stage() {
        let tree = dockerfile::parse("CMD x\nCMD y\nFROM a\nCMD 1\nUSER u\nCMD 2\nFROM b\nCMD 3\n");
        let model = Dockerfile::new(&tree);
        let next: Vec<_> = model.instructions().map(|it| it.next_of_kind().map(Instruction::index)).collect();
        assert_eq!(next, [Some(1), None, None, Some(5), None, None, None, None]);
    }

    #[test]
    fn whole_lines_end_with_their_line_break() {
        let text = "FROM a\n  RUN x \\\n y\r\nCMD z";
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        let lines: Vec<_> = model.instructions().map(|it| it.whole_lines().slice(text)).collect();
        assert_eq!(lines, ["FROM a\n", "  RUN x \\\n y\r\n", "CMD z"]);
    }
}

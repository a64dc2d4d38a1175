//! COPY and ADD.

use super::instruction::Instruction;
use super::stage::Stage;
use crate::syntax::dockerfile::{Flag, Keyword, Word};

/// The parts of a COPY or ADD.
#[derive(Debug, Clone, Copy)]
pub struct CopyOrAdd<'m> {
    /// The instruction.
    pub instruction: Instruction<'m>,
    /// What is copied; heredoc markers among them.
    pub sources: &'m [Word<'m>],
    /// Where to.
    pub destination: &'m Word<'m>,
    /// `--from`, which only COPY has.
    pub from: Option<&'m Flag<'m>>,
}

/// What `--from` of a COPY or a mount names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopySource<'m> {
    /// A stage, by name or by number; perhaps the same one or a later one.
    Stage(Stage<'m>),
    /// A number that no stage has.
    NoSuchIndex(i64),
    /// An image or a named context.
    Image(&'m str),
}

impl<'m> Instruction<'m> {
    /// It as a COPY.
    #[must_use]
    pub fn as_copy(self) -> Option<CopyOrAdd<'m>> {
        (self.keyword() == Some(Keyword::Copy)).then(|| self.copy_or_add()).flatten()
    }

    /// It as an ADD.
    #[must_use]
    pub fn as_add(self) -> Option<CopyOrAdd<'m>> {
        (self.keyword() == Some(Keyword::Add)).then(|| self.copy_or_add()).flatten()
    }

    /// It as a COPY or ADD with a source and a destination.
    #[must_use]
    pub fn as_copy_or_add(self) -> Option<CopyOrAdd<'m>> {
        self.as_copy().or_else(|| self.as_add())
    }

    fn copy_or_add(self) -> Option<CopyOrAdd<'m>> {
        let syntax = self.syntax();
        let [sources @ .., destination] = syntax.words() else { return None };
        let parts = CopyOrAdd { instruction: self, sources, destination, from: syntax.flag("from") };
        (!sources.is_empty()).then_some(parts)
    }

    /// What the name `from`, in `--from=` or a mount, means in this file.
    #[must_use]
    pub fn resolve_source(self, from: &'m str) -> CopySource<'m> {
        if let Some(stage) = self.file().stage_named(from) {
            return CopySource::Stage(stage);
        }
        match from.parse::<i64>() {
            Ok(index) => match usize::try_from(index).ok().and_then(|index| self.file().stage(index)) {
                Some(stage) => CopySource::Stage(stage),
                None => CopySource::NoSuchIndex(index),
            },
            Err(_) => CopySource::Image(from),
        }
    }
}

impl<'m> CopyOrAdd<'m> {
    /// What `--from` names; `None` without the flag or with an empty value: the build context.
    #[must_use]
    pub fn source(&self) -> Option<CopySource<'m>> {
        let from = self.from?.value().filter(|value| !value.is_empty())?;
        Some(self.instruction.resolve_source(from))
    }

    /// Whether `word`, one of the sources, is a heredoc's marker.
    #[must_use]
    pub fn is_heredoc(&self, word: &Word<'_>) -> bool {
        let span = word.full_span();
        let instruction = &self.instruction.file().tree().instructions[self.instruction.index()];
        instruction.heredocs.iter().any(|heredoc| heredoc.marker.contains(span))
    }
}

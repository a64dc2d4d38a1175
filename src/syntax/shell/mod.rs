//! Shell text: its commands and words with their places, and ShellCheck's findings in it.
//!
//! An adapter: the one module that names the crates which read and lint shell, and none of their types leave it. Takes a
//! plain text and speaks of byte offsets in it; knows neither Dockerfiles nor which findings anyone wants to see.

mod analysis;
mod arguments;
mod codes;
mod embedded;
mod interpreter;
#[cfg(feature = "shell-lint")]
mod lint;
mod reader;
mod record;
mod recovery;
mod script;
mod substitution;
mod walk;
mod word;
mod wrapper;

use std::fmt;
use std::ops::Range;

#[cfg(feature = "shell-lint")]
pub use analysis::lint;
pub use analysis::{Analysis, Settings, ShellFinding, analyse};
pub use arguments::{FlagValue, Program};
pub use codes::{CODES, ShellCode, code};
pub use interpreter::{Dialect, Interpreter, Shell, ShellOptions};
pub use script::{
    Assignment, Command, Joint, Nesting, Pipeline, Problem, Redirection, RedirectionOperator, Script, Stage, Word,
};

use reader::Origin;

/// A range of bytes of a shell text, which is not a range of the file that the text comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl TextRange {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The range for indexing and for mapping back to a file.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under it.
    #[must_use]
    fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Script {
    /// Reads `text` as a script of `dialect`.
    ///
    /// A text that is nothing but a heredoc (`<<EOF`, its lines, `EOF`) is read as its lines, as Docker runs them; when
    /// they name an interpreter in a first line `#!…`, it takes the place of `dialect`. Scripts that a command hands to
    /// a shell (`sh -c '…'`) are read too. Never fails: see [`Self::problem`].
    #[must_use]
    pub fn parse(text: &str, dialect: Dialect) -> Self {
        let Some(unit) = Unit::of(text, dialect) else {
            return Self::unread(text);
        };
        let Some(parsed) = reader::parse(unit.text, unit.dialect) else {
            return Self::too_deep(text);
        };
        reader::script(&parsed, text, unit.text, Origin::Shifted { skipped: 0, start: unit.start }, unit.dialect)
    }

    /// The script of `text` in which nothing was read.
    fn unread(text: &str) -> Self {
        Self { arena: text.to_owned(), length: text.len() as u32, ..Self::default() }
    }

    /// The script of a `text` that is not read because of its nesting.
    fn too_deep(text: &str) -> Self {
        let range = TextRange::new(0, text.len() as u32);
        let problem = Problem { range, message: "nested too deep to be read".to_owned() };
        Self { problem: Some(problem), ..Self::unread(text) }
    }
}

/// The part of a text that is a script.
struct Unit<'t> {
    text: &'t str,
    start: usize,
    dialect: Dialect,
}

impl<'t> Unit<'t> {
    /// `None` when the script is for something else than a shell.
    fn of(text: &'t str, dialect: Dialect) -> Option<Self> {
        let Some(body) = sole_heredoc(text) else {
            return Some(Self { text, start: 0, dialect });
        };
        let (start, text) = (body.start, &text[body]);
        let dialect = match Interpreter::from_shebang(text) {
            Some(interpreter) => interpreter.shell()?.dialect,
            None => dialect,
        };
        Some(Self { text, start, dialect })
    }
}

/// The lines of the heredoc that `text` consists of.
fn sole_heredoc(text: &str) -> Option<Range<usize>> {
    let line_end = memchr::memchr(b'\n', text.as_bytes())?;
    let name = text[..line_end].trim().strip_prefix("<<")?;
    let name = name.strip_prefix('-').unwrap_or(name).trim_start();
    let plain: String = name.chars().filter(|c| !matches!(c, '\'' | '"')).collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if plain.is_empty() || !plain.chars().all(is_name) {
        return None;
    }
    let mut start = line_end + 1;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_start_matches('\t').trim_end_matches(['\n', '\r']) == plain {
            return text[start + line.len()..].trim().is_empty().then_some(line_end + 1..start);
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests;

//! Findings to text, one file per format.
//!
//! Knows what a finding is and what is known about its rule; not how files are found or linted.

use std::time::Duration;

use crate::diagnostic::{Diagnostic, Level};
use crate::text::Source;

/// One linted file.
#[derive(Debug)]
pub struct LintedFile {
    /// Its text and path.
    pub source: Source,
    /// The findings to show, in order of place and rule.
    pub diagnostics: Vec<Diagnostic>,
}

/// A whole run. Files are in order of path; a [`FileId`](crate::diagnostic::FileId) is an index into them.
#[derive(Debug)]
pub struct Run {
    /// The files that were linted, those without findings too.
    pub files: Vec<LintedFile>,
    /// What to count at the end.
    pub summary: Summary,
}

/// Findings of one file, a line each: `path:line:column: level[rule] message`.
#[must_use]
pub fn concise_lines(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for diagnostic in diagnostics {
        let at = source.position(diagnostic.span.start);
        lines.push_str(&format!(
            "{}:{}:{}: {}[{}] {}\n",
            source.path(),
            at.line,
            at.column,
            diagnostic.level,
            diagnostic.rule,
            diagnostic.message
        ));
    }
    lines
}

/// The counts of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Findings that comments suppress.
    pub suppressed: u32,
    /// Comments that suppress nothing.
    pub unused_suppressions: u32,
    /// Wall time of the run.
    pub time: Option<Duration>,
}

impl Run {
    /// How many findings of `level` there are.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.files.iter().flat_map(|file| &file.diagnostics).filter(|diagnostic| diagnostic.level == level).count()
    }
}

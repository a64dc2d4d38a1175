//! Findings to text, one file per format.
//!
//! Knows what a finding is and what is known about its rule; not how files are found or linted, and nothing of the
//! environment: what a terminal can show, the caller says.

mod checkstyle;
mod closing;
mod concise;
mod escape;
mod github;
mod gitlab;
pub mod json;
mod junit;
mod place;
mod pretty;
mod sarif;
mod view;
mod wrap;
mod xml;

pub use closing::write as write_closing;
pub use concise::lines as concise_lines;
pub use escape::{printable, without_commands};
pub use github::write_job_summary;
pub use pretty::Snippets;
pub use view::{Paint, Painted, View};
pub use wrap::wrap;

use std::io;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, FileId, Level};
use crate::text::Source;

/// A linted file with findings.
#[derive(Debug)]
pub struct LintedFile {
    /// Its text and path.
    pub source: Source,
    /// The findings to show, in order of place and rule.
    pub diagnostics: Vec<Diagnostic>,
}

/// A whole run.
#[derive(Debug, Default)]
pub struct Run {
    /// The files with findings and those that a label points into, in order of path; a [`FileId`] is an index into them.
    pub files: Vec<LintedFile>,
    /// What to count at the end.
    pub summary: Summary,
}

/// The counts of a run that its findings do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files that were linted, those without findings too.
    pub files: usize,
    /// Files that were not linted, because they are templates or patches of manifests.
    pub templates: usize,
    /// Objects of kinds without a schema.
    pub without_schema: usize,
    /// Findings that comments suppress.
    pub suppressed: usize,
    /// Findings that the baseline knows.
    pub known: usize,
    /// Whether single manifests were checked, so that what they refer to may be in others.
    pub partial: bool,
    /// Wall time of the run; `None` where the same run has to print the same bytes.
    pub time: Option<Duration>,
}

impl Run {
    /// All findings.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.iter().flat_map(|file| &file.diagnostics)
    }

    /// How many findings of `level` there are.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics().filter(|diagnostic| diagnostic.level == level).count()
    }

    /// How many findings have a fix.
    #[must_use]
    pub fn fixable(&self) -> usize {
        self.diagnostics().filter(|diagnostic| diagnostic.fix.is_some()).count()
    }

    /// The source that a label of a finding in `own` points into.
    fn source<'r>(&'r self, own: &'r LintedFile, file: Option<FileId>) -> &'r Source {
        let file = file.and_then(|id| self.files.get(id.0 as usize)).unwrap_or(own);
        &file.source
    }
}

/// A form that findings can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Each finding with its place in the text, for people.
    Pretty,
    /// A line for each finding.
    Concise,
    /// Everything, for programs.
    Json,
    /// SARIF 2.1.0, for GitHub code scanning and other collectors.
    Sarif,
    /// Workflow commands, which GitHub Actions shows as annotations.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// JUnit's XML, each finding a test that failed.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] = [
        Self::Pretty,
        Self::Concise,
        Self::Json,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
    ];

    /// The name that users write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
        }
    }

    /// Writes the findings of `run`.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(self, run: &Run, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Pretty => pretty::write(run, view, out),
            Self::Concise => concise::write(run, view, out),
            Self::Json => json::write(run, out),
            Self::Sarif => sarif::write(run, out),
            Self::Github => github::write(run, out),
            Self::Gitlab => gitlab::write(run, out),
            Self::Junit => junit::write(run, out),
            Self::Checkstyle => checkstyle::write(run, out),
        }
    }
}

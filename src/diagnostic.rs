//! What a check says: a level, a message, one primary place, labels, help and a fix.
//!
//! Plain data. Knows neither rules nor how anything is printed.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::text::{Edit, Source, Span};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// It will hurt.
    Warning,
    /// It will not build, not apply, or not start; or it is an open door.
    Error,
}

impl Level {
    /// All levels, mildest first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Error];

    /// The level's name as users write and read it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|level| level.name() == name).ok_or(())
    }
}

/// What applying a fix may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safety {
    /// Keeps meaning and comments.
    Safe,
    /// May change behaviour.
    Unsafe,
    /// Shown and offered in editors, never applied unattended: only a person knows the right value.
    Manual,
}

impl Safety {
    /// The name used in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Manual => "manual",
        }
    }
}

/// A change of the text that would resolve the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, in the imperative, such as "use `COPY`".
    pub title: Cow<'static, str>,
    /// What applying it may change.
    pub safety: Safety,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix made of `edits`.
    #[must_use]
    pub fn new(safety: Safety, title: impl Into<Cow<'static, str>>, edits: impl IntoIterator<Item = Edit>) -> Self {
        Self { title: title.into(), safety, edits: edits.into_iter().collect() }
    }
}

/// A file of a run: an index into the run's files, sorted by path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A further place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where it points, in `file`.
    pub span: Span,
    /// What stands there.
    pub message: Cow<'static, str>,
    /// The file it points into; `None` for the finding's own.
    pub file: Option<FileId>,
}

/// The Kubernetes object that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    /// `apiVersion` as written.
    pub api_version: String,
    /// `kind` as written.
    pub kind: String,
    /// `metadata.namespace`, when there is one.
    pub namespace: Option<String>,
    /// `metadata.name`, when there is one.
    pub name: Option<String>,
}

/// One finding in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Id of the rule that speaks.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is, in lower case and without a final stop; source text stands in backticks.
    pub message: Cow<'static, str>,
    /// The primary place.
    pub span: Span,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do, in the imperative.
    pub help: Option<Cow<'static, str>>,
    /// A change that resolves it.
    pub fix: Option<Fix>,
    /// The object it is about; manifests only.
    pub object: Option<Box<ObjectId>>,
}

impl Diagnostic {
    /// A finding without labels, help or fix.
    #[must_use]
    pub fn new(rule: &'static str, level: Level, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { rule, level, message: message.into(), span, labels: Vec::new(), help: None, fix: None, object: None }
    }

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a further place in the same file.
    pub fn label(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.labels.push(Label { span, message: message.into(), file: None });
        self
    }

    /// Points at a place in another file of the run.
    pub fn label_in(&mut self, file: FileId, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Self {
        self.labels.push(Label { span, message: message.into(), file: Some(file) });
        self
    }

    /// Attaches a fix.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }
}

/// Fingerprints of `diagnostics`, which are all of one file and in order of place: one for each, in the same order.
///
/// A fingerprint is made of the rule, the text of the line that the finding begins on (white space folded), the text
/// under its span, and a count of equal ones before it. It therefore stays the same when other lines change, come or go,
/// and when the file moves.
#[must_use]
pub fn fingerprints(source: &Source, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen = std::collections::HashMap::<u64, u32>::new();
    // Of all findings on one line, which may be a whole file, the first reads it.
    let mut line = (0, Fnv::new());
    diagnostics
        .iter()
        .map(|diagnostic| {
            let number = source.line_number(diagnostic.span.start);
            if line.0 != number {
                line = (number, Fnv::new());
                line.1.write_words(source.line(number).map_or("", |span| source.slice(span)));
            }
            let mut hash = Fnv::new();
            hash.write(diagnostic.rule.as_bytes());
            hash.write(&line.1.0.to_le_bytes());
            hash.write_words(source.slice(diagnostic.span));
            let ordinal = seen.entry(hash.0).or_default();
            hash.write(&ordinal.to_le_bytes());
            *ordinal += 1;
            format!("{:016x}", hash.0)
        })
        .collect()
}

/// A fingerprint of [`fingerprints`] that the same finding in a file of another path does not share.
#[must_use]
pub fn fingerprint_across_files(path: &str, fingerprint: &str) -> String {
    let mut hash = Fnv::new();
    hash.write(path.as_bytes());
    format!("{:016x}{fingerprint}", hash.0)
}

/// FNV-1a with 64 bits: unlike the standard library's hasher, its values are the same in every release.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The words of `text`, whatever white space is between them.
    fn write_words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.write(word.as_bytes());
            self.write(b" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(text: &str, spans: &[(u32, u32)]) -> Vec<String> {
        let source = Source::new("f", text).expect("a small text");
        let found: Vec<_> =
            spans.iter().map(|&(start, end)| Diagnostic::new("d/r", Level::Info, Span::new(start, end), "m")).collect();
        fingerprints(&source, &found)
    }

    #[test]
    fn fingerprints_survive_edits_elsewhere() {
        let before = prints("FROM a\nRUN x\n", &[(7, 10)]);
        let after = prints("# new\nFROM a:1\n\nRUN   x\nCMD y\n", &[(16, 19)]);
        assert_eq!(before, after);
    }

    #[test]
    fn equal_lines_get_fingerprints_of_their_own() {
        let found = prints("RUN x\nRUN x\n", &[(0, 3), (6, 9)]);
        assert_ne!(found[0], found[1]);
    }

    #[test]
    fn another_place_on_the_line_is_another_finding() {
        let found = prints("RUN x y\n", &[(4, 5), (6, 7)]);
        assert_ne!(found[0], found[1]);
    }

    #[test]
    fn levels_are_ordered_and_named() {
        assert!(Level::Info < Level::Warning && Level::Warning < Level::Error);
        assert_eq!("warning".parse(), Ok(Level::Warning));
        assert_eq!("WARNING".parse::<Level>(), Err(()));
    }
}

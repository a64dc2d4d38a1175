//! Findings that are known already: told apart from new ones by fingerprint, so that edits elsewhere in a file and moves of
//! the file do not make them new.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, fingerprints};
use crate::text::Source;

/// The version of the form that baselines are written in.
const VERSION: u32 = 1;

/// Known findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Fingerprints by path.
    known: BTreeMap<String, Vec<Known>>,
}

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    rule: String,
    fingerprint: String,
}

/// A baseline as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    findings: BTreeMap<String, Vec<Known>>,
}

/// Why a baseline cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is not what was written.
    #[error("line {}, column {}: {}", .0.line(), .0.column(), without_place(.0))]
    Unreadable(#[from] serde_json::Error),
    /// It was written by a later version.
    #[error("it has version {0}, and this program reads version {VERSION}")]
    Version(u32),
}

fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

impl Baseline {
    /// Reads what [`Baseline::write`] wrote.
    ///
    /// # Errors
    /// [`BaselineError`] when it is something else.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let written: Written = serde_json::from_str(text)?;
        if written.version != VERSION {
            return Err(BaselineError::Version(written.version));
        }
        Ok(Self { known: written.findings })
    }

    /// The findings of `files`, which are in order of path; what is no rule's is left out.
    pub fn of<'r>(files: impl Iterator<Item = (&'r Source, &'r [Diagnostic])>) -> Self {
        let mut known = BTreeMap::new();
        for (source, diagnostics) in files {
            let prints = fingerprints(source, diagnostics);
            let findings: Vec<_> = diagnostics
                .iter()
                .zip(prints)
                .filter(|(diagnostic, _)| can_be_known(diagnostic))
                .map(|(diagnostic, fingerprint)| Known { rule: diagnostic.rule.to_owned(), fingerprint })
                .collect();
            if !findings.is_empty() {
                known.insert(source.path().to_owned(), findings);
            }
        }
        Self { known }
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.values().map(Vec::len).sum()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The baseline as JSON, a line for each finding, so that versions of it can be compared.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": {{");
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        for (index, (path, findings)) in self.known.iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            text.push_str(&format!("    {}: [", quoted(path)));
            for (index, Known { rule, fingerprint }) in findings.iter().enumerate() {
                text.push_str(if index == 0 { "\n" } else { ",\n" });
                let (rule, fingerprint) = (quoted(rule), quoted(fingerprint));
                text.push_str(&format!("      {{ \"rule\": {rule}, \"fingerprint\": {fingerprint} }}"));
            }
            text.push_str("\n    ]");
        }
        text.push_str(if self.known.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
        text
    }

    /// Takes the known ones out of the findings of all files, and returns how many those were. A file whose path is not known
    /// may have been moved: it is given what was known of paths that are gone.
    pub fn take_known(&self, files: &mut [(&Source, &mut Vec<Diagnostic>)]) -> usize {
        let paths: HashSet<&str> = files.iter().map(|(source, _)| source.path()).collect();
        let gone = self.known.iter().filter(|(path, _)| !paths.contains(&***path));
        let all_prints: Vec<_> = files.iter().map(|(source, diagnostics)| fingerprints(source, diagnostics)).collect();
        let mut moved: HashMap<(&str, &str), usize> = HashMap::new();
        for known in gone.flat_map(|(_, findings)| findings) {
            *moved.entry((&known.rule, &known.fingerprint)).or_default() += 1;
        }
        let mut count = 0;
        for ((source, diagnostics), prints) in files.iter_mut().zip(&all_prints) {
            let own: Option<HashSet<_>> = self
                .known
                .get(source.path())
                .map(|findings| findings.iter().map(|known| (&*known.rule, &*known.fingerprint)).collect());
            let mut prints = prints.iter();
            diagnostics.retain(|diagnostic| {
                let print = (diagnostic.rule, &**prints.next().expect("one for each finding"));
                let known = can_be_known(diagnostic)
                    && match &own {
                        Some(own) => own.contains(&print),
                        None => moved.get_mut(&print).is_some_and(|left| {
                            let any = *left > 0;
                            *left -= usize::from(any);
                            any
                        }),
                    };
                count += usize::from(known);
                !known
            });
        }
        count
    }
}

/// Whether a finding may be put off: not so our own defects, and files that cannot be read.
fn can_be_known(diagnostic: &Diagnostic) -> bool {
    !diagnostic.rule.starts_with("internal/") && !diagnostic.rule.starts_with("file/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::text::Span;

    fn file(path: &str, text: &str, words: &[&str]) -> (Source, Vec<Diagnostic>) {
        let source = Source::new(path, text).expect("a small text");
        let find = |word: &&str| {
            let start = text.find(word).expect("the word is there");
            Diagnostic::new("dockerfile/x", Level::Warning, Span::of(start..start + word.len()), "wrong")
        };
        let found = words.iter().map(find).collect();
        (source, found)
    }

    fn left(baseline: &Baseline, mut files: Vec<(Source, Vec<Diagnostic>)>) -> Vec<usize> {
        let mut borrowed: Vec<_> = files.iter_mut().map(|(source, found)| (&*source, found)).collect();
        baseline.take_known(&mut borrowed);
        files.iter().map(|(_, found)| found.len()).collect()
    }

    #[test]
    fn known_findings_stay_known() {
        let (source, found) = file("Dockerfile", "FROM a\nRUN b\n", &["a", "b"]);
        let baseline = Baseline::of([(&source, &*found)].into_iter());
        assert_eq!(baseline.len(), 2);
        assert_eq!(Baseline::read(&baseline.write()).expect("what was written is read"), baseline);
        let edited = file("Dockerfile", "# more\n\nFROM a\nRUN b\nRUN c\n", &["a", "b", "RUN c"]);
        assert_eq!(left(&baseline, vec![edited]), [1], "only the new one is left");
        let moved = file("api/Dockerfile", "FROM a\nRUN b\n", &["a", "b"]);
        assert_eq!(left(&baseline, vec![moved]), [0]);
        let copied = file("api/Dockerfile", "FROM a\nRUN b\n", &["a", "b"]);
        let kept = file("Dockerfile", "FROM a\nRUN b\n", &["a", "b"]);
        assert_eq!(left(&baseline, vec![kept, copied]), [0, 2], "a copy is new");
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        assert!(matches!(Baseline::read("{\"version\": 9, \"findings\": {}}"), Err(BaselineError::Version(9))));
        let error = Baseline::read("{\n  \"version\": }").expect_err("this is no JSON");
        assert_eq!(error.to_string(), "line 2, column 14: expected value");
        assert_eq!(Baseline::read(&Baseline::default().write()).expect("an empty one is one"), Baseline::default());
    }
}

//! GitLab's Code Quality report: a list in the part of Code Climate's format that GitLab reads.

use std::io;

use serde::{Serialize, Serializer};

use super::place::Places;
use super::{Run, json};
use crate::diagnostic::{Level, fingerprint_across_files, fingerprints};

/// A finding.
#[derive(Serialize)]
struct Violation<'r> {
    description: &'r str,
    check_name: &'static str,
    /// Unique within a report: of equal ones, GitLab shows one.
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the findings of `run`.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    json::write_value(&Violations(run), &mut *out)?;
    out.write_all(b"\n")
}

/// The findings of a run, made one by one while they are written.
struct Violations<'r>(&'r Run);

impl Serialize for Violations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.files.iter().flat_map(|file| {
            let path = file.source.path();
            let mut places = Places::new(&file.source);
            let fingerprints = fingerprints(&file.source, &file.diagnostics);
            file.diagnostics.iter().zip(fingerprints).map(move |(diagnostic, fingerprint)| Violation {
                description: &diagnostic.message,
                check_name: diagnostic.rule,
                fingerprint: fingerprint_across_files(path, &fingerprint),
                severity: severity(diagnostic.level),
                location: Location { path, lines: Lines { begin: places.at(diagnostic.span.start).line } },
            })
        }))
    }
}

/// GitLab knows `info`, `minor`, `major`, `critical` and `blocker`.
const fn severity(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "major",
        Level::Error => "critical",
    }
}

//! JUnit's XML, in which each finding is a test that failed: what Jenkins, GitLab, Azure and CircleCI show as test results.

use std::io;

use super::place::Places;
use super::xml::Document;
use super::{LintedFile, Run};
use crate::diagnostic::Diagnostic;
use crate::text::Position;

/// Writes the findings of `run`: a suite for each file that has some.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let count = run.diagnostics().count();
    // Jenkins takes a report without any test for a broken one.
    let tests = count.max(1);
    let mut document = Document::begin(out)?;
    document.open("testsuites", &[("name", &"shipworthy"), ("tests", &tests), ("failures", &count)])?;
    if count == 0 {
        document.open("testsuite", &[("name", &"shipworthy"), ("tests", &1), ("failures", &0)])?;
        document.empty("testcase", &[("name", &"no findings"), ("classname", &"shipworthy")])?;
        document.close()?;
    }
    for file in run.files.iter().filter(|file| !file.diagnostics.is_empty()) {
        write_suite(file, &mut document)?;
    }
    document.close()
}

fn write_suite(file: &LintedFile, document: &mut Document<'_>) -> io::Result<()> {
    let path = file.source.path();
    let count = file.diagnostics.len();
    let mut places = Places::new(&file.source);
    document.open("testsuite", &[("name", &path), ("tests", &count), ("failures", &count)])?;
    for diagnostic in &file.diagnostics {
        let place = places.at(diagnostic.span.start);
        let name = format!("{} at {}:{}", diagnostic.rule, place.line, place.column);
        document.open("testcase", &[("name", &name), ("classname", &path), ("file", &path)])?;
        let attributes: [(_, &dyn std::fmt::Display); 2] =
            [("type", &diagnostic.level), ("message", &diagnostic.message)];
        document.text("failure", &attributes, &told(path, place, diagnostic))?;
        document.close()?;
    }
    document.close()
}

/// All that people want to know, because some viewers show nothing but this.
fn told(path: &str, place: Position, diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.as_deref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("{path}:{}:{}: {}{help}", place.line, place.column, diagnostic.message)
}

//! `path:line:column: level[rule] message`, one line for each finding, for eyes and for `grep`.

use std::fmt::Write as _;
use std::io;

use super::escape::{printable, without_commands};
use super::place::Places;
use super::{Paint, Run, View};
use crate::diagnostic::Diagnostic;
use crate::text::Source;

/// Writes the findings of `run`. The counts are left to the caller, because each line here is a finding.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    for file in &run.files {
        let lines = render(&file.source, &file.diagnostics, view);
        out.write_all(without_commands(&lines).as_bytes())?;
    }
    Ok(())
}

/// The findings of one file, without colours.
#[must_use]
pub fn lines(source: &Source, diagnostics: &[Diagnostic]) -> String {
    render(source, diagnostics, &View::PLAIN)
}

fn render(source: &Source, diagnostics: &[Diagnostic], view: &View) -> String {
    let mut out = String::new();
    let mut places = Places::new(source);
    let path = printable(source.path());
    for diagnostic in diagnostics {
        let place = places.at(diagnostic.span.start);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            view.paint(Paint::Strong, &path),
            place.line,
            place.column,
            view.paint(diagnostic.level.into(), diagnostic.level),
            diagnostic.rule,
            printable(&diagnostic.message)
        );
    }
    out
}

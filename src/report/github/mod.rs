//! Workflow commands of GitHub Actions, which become annotations of the lines that a pull request changes.

mod summary;

pub use summary::write as write_job_summary;

use std::fmt::Write as _;
use std::io;

use super::Run;
use super::escape::is_hidden;
use super::place::Places;
use crate::diagnostic::{Diagnostic, Level};

/// Writes the findings of `run`, a command for each.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    for file in &run.files {
        let mut places = Places::new(&file.source);
        for diagnostic in &file.diagnostics {
            writeln!(out, "{}", command(file.source.path(), diagnostic, &mut places))?;
        }
    }
    Ok(())
}

fn command(path: &str, diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let span = diagnostic.span;
    let start = places.at(span.start);
    let mut line = format!("::{} file=", name(diagnostic.level));
    push_escaped(&mut line, path, Part::Property);
    // Annotations stand below their last line, so that is the line of the last character, not of what follows it.
    let last = if span.is_empty() { start } else { places.at(span.end - 1) };
    let _ = write!(line, ",line={},endLine={}", start.line, last.line);
    if start.line == last.line {
        // With lines that differ, the runner drops columns.
        let end = if span.is_empty() { start.column } else { last.column + 1 };
        let _ = write!(line, ",col={},endColumn={end}", start.column);
    }
    line.push_str(",title=");
    push_escaped(&mut line, diagnostic.rule, Part::Property);
    line.push_str("::");
    push_escaped(&mut line, &diagnostic.message, Part::Message);
    if let Some(help) = &diagnostic.help {
        push_escaped(&mut line, "\nhelp: ", Part::Message);
        push_escaped(&mut line, help, Part::Message);
    }
    line
}

/// The command that makes an annotation of this level.
const fn name(level: Level) -> &'static str {
    match level {
        Level::Info => "notice",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// A part of a command.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Property,
    Message,
}

/// Appends `text` to `out` as the runner's `ActionCommand` undoes it; what could steer a terminal is shown as an escape.
fn push_escaped(out: &mut String, text: &str, part: Part) {
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if part == Part::Property => out.push_str("%3A"),
            ',' if part == Part::Property => out.push_str("%2C"),
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, Span};

    fn commanded(text: &str, span: Span) -> String {
        let source = Source::new("a/b,c:d", text).expect("a small text");
        command(source.path(), &Diagnostic::new("d/r", Level::Info, span, "m: 1, 2"), &mut Places::new(&source))
    }

    #[test]
    fn columns_are_said_within_a_line_only() {
        let place = |text, span| {
            let line = commanded(text, span);
            line.split_once(",line=").and_then(|(_, rest)| rest.split_once(",title")).expect("both").0.to_owned()
        };
        assert_eq!(place("ab\ncdé\nf", Span::new(4, 7)), "2,endLine=2,col=2,endColumn=4");
        assert_eq!(place("ab\ncdé\nf", Span::new(4, 8)), "2,endLine=2,col=2,endColumn=5", "with the line break");
        assert_eq!(place("ab\ncdé\nf", Span::new(4, 9)), "2,endLine=3");
        assert_eq!(place("ab\n", Span::empty(1)), "1,endLine=1,col=2,endColumn=2");
        assert_eq!(place("", Span::empty(0)), "1,endLine=1,col=1,endColumn=1");
    }

    #[test]
    fn only_properties_escape_what_ends_them() {
        let line = commanded("x", Span::new(0, 1));
        assert!(line.starts_with("::notice file=a/b%2Cc%3Ad,line=1"), "{line}");
        assert!(line.ends_with(",title=d/r::m: 1, 2"), "{line}");
    }
}

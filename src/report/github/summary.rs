//! The table that a job shows on its page: GitHub annotates with ten findings of a level at most, and here are all.

use std::fmt::Write as _;
use std::io;

use crate::report::closing;
use crate::report::escape::printable;
use crate::report::place::Places;
use crate::report::{Run, View};

/// Bytes that the table may take: GitHub refuses all of a summary above one MiB, to which other tools may add.
const ROOM: usize = 900 << 10;

/// Writes the findings of `run` as Markdown.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "### shipworthy\n")?;
    closing::write(run, &View::PLAIN, out)?;
    writeln!(out)?;
    let all = run.diagnostics().count();
    if all == 0 {
        return Ok(());
    }
    writeln!(out, "| level | place | rule | finding |\n| --- | --- | --- | --- |")?;
    let mut left = ROOM;
    for (shown, row) in rows(run).enumerate() {
        let Some(rest) = left.checked_sub(row.len()) else {
            return writeln!(out, "\n{} more are not shown here.\n", all - shown);
        };
        left = rest;
        out.write_all(row.as_bytes())?;
    }
    writeln!(out)
}

fn rows(run: &Run) -> impl Iterator<Item = String> {
    run.files.iter().flat_map(|file| {
        let mut places = Places::new(&file.source);
        let path = markdown(file.source.path());
        file.diagnostics.iter().map(move |diagnostic| {
            let place = places.at(diagnostic.span.start);
            let message = with_code(&diagnostic.message);
            format!(
                "| {} | {path}&#58;{}&#58;{} | {} | {message} |\n",
                diagnostic.level, place.line, place.column, diagnostic.rule
            )
        })
    })
}

/// A message, in which source stands in backticks.
fn with_code(text: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split('`').enumerate().peekable();
    while let Some((index, piece)) = pieces.next() {
        let piece = markdown(piece);
        let _ = match (index % 2 == 1, pieces.peek()) {
            (false, _) => write!(out, "{piece}"),
            (true, Some(_)) => write!(out, "<code>{piece}</code>"),
            (true, None) => write!(out, "&#96;{piece}"),
        };
    }
    out
}

/// `text` as Markdown that shows nothing else: marks are character references, which are never taken for marks.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in printable(text).chars() {
        let is_harmless = !c.is_ascii_punctuation() || "-.,;/()'\"=+?%".contains(c);
        let _ = if is_harmless { write!(out, "{c}") } else { write!(out, "&#{};", u32::from(c)) };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Level};
    use crate::report::LintedFile;
    use crate::text::{Source, Span};

    fn written(findings: usize, message: &str) -> String {
        let source = Source::new("a|b/Dockerfile", "FROM a\n").expect("a small text");
        let found = Diagnostic::new("d/r", Level::Error, Span::new(5, 6), message.to_owned());
        let run = Run { files: vec![LintedFile { source, diagnostics: vec![found; findings] }], ..Run::default() };
        let mut out = Vec::new();
        write(&run, &mut out).expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn source_is_code_and_nothing_else_is_a_mark() {
        let text = written(1, "`a|b` is *no* [link](x)\n<b> and one ` alone");
        let row = text.lines().nth(6).expect("a row");
        assert_eq!(
            row,
            "| error | a&#124;b/Dockerfile&#58;1&#58;6 | d/r | <code>a&#124;b</code> is &#42;no&#42; \
             &#91;link&#93;(x)&#92;u&#123;a&#125;&#60;b&#62; and one &#96; alone |"
        );
    }

    #[test]
    fn no_findings_are_no_table() {
        assert_eq!(written(0, ""), "### shipworthy\n\nno findings in 0 files\n\n");
    }

    #[test]
    fn what_is_too_much_for_github_is_counted() {
        let text = written(3_000, &"x".repeat(1_000));
        assert!(text.len() < 1 << 20, "{}", text.len());
        let rows = text.lines().filter(|line| line.starts_with("| error")).count();
        assert!(text.ends_with(&format!("\n{} more are not shown here.\n\n", 3_000 - rows)));
    }
}

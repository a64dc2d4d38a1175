//! The last words of a run: how many findings there are, and what became of the others.

use std::io;

use super::{Paint, Run, View};
use crate::diagnostic::Level;

/// Writes the counts of `run`: one line when there is nothing to tell.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(run: &Run, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let summary = &run.summary;
    let time = summary.time.map(|time| format!(" ({})", duration(time))).unwrap_or_default();
    let levels: Vec<_> = Level::ALL
        .into_iter()
        .rev()
        .map(|level| (level, run.count(level)))
        .filter(|(_, count)| *count > 0)
        .map(|(level, count)| view.paint(level.into(), counted(count, level.name())).to_string())
        .collect();
    let mut more = Vec::new();
    if run.fixable() > 0 {
        more.push(format!("{} with a fix", run.fixable()));
    }
    if summary.suppressed > 0 {
        more.push(format!("{} suppressed", summary.suppressed));
    }
    if summary.known > 0 {
        more.push(format!("{} in the baseline", summary.known));
    }
    if summary.templates > 0 {
        let what = if summary.templates == 1 { "template or patch" } else { "templates and patches" };
        more.push(format!("{} {what} left alone", summary.templates));
    }
    if summary.without_schema > 0 {
        more.push(format!("{} of kinds without a schema", counted(summary.without_schema, "object")));
    }
    if summary.partial {
        more.push("references to other files not followed".to_owned());
    }
    let more = more.join(", ");
    let files = counted(summary.files, "file");
    if levels.is_empty() {
        let more = if more.is_empty() { more } else { format!(", {more}") };
        return writeln!(out, "{} in {files}{more}{time}", view.paint(Paint::Strong, "no findings"));
    }
    let with_findings = run.files.iter().filter(|file| !file.diagnostics.is_empty()).count();
    let of = if with_findings == summary.files { String::new() } else { format!("{with_findings} of ") };
    writeln!(out, "found {} in {of}{files}{time}", levels.join(", "))?;
    if more.is_empty() { Ok(()) } else { writeln!(out, "{more}") }
}

/// `1 file`, `2 files`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn duration(time: std::time::Duration) -> String {
    match time.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..10_000 => format!("{millis} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

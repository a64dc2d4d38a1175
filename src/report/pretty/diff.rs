//! What a fix changes: lines that go and lines that come.

use std::fmt::{self, Write as _};
use std::ops::Range;

use super::super::{Paint, View};
use super::window::Cut;
use crate::text::{Edit, Source, Span, apply_edits};

/// Lines of one kind that are shown in one place.
const MOST_LINES: usize = 6;
/// Bytes of a line that are looked at on both sides of an edit.
const AROUND: u32 = 400;

/// Writes what `edits` change.
pub(super) fn write(source: &Source, edits: &[Edit], view: &View, out: &mut String) -> fmt::Result {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut from = 0;
    while from < edits.len() {
        let mut last_line = source.line_number(edits[from].span.end);
        let mut to = from + 1;
        while to < edits.len() && source.line_number(edits[to].span.start) <= last_line {
            last_line = last_line.max(source.line_number(edits[to].span.end));
            to += 1;
        }
        if let Some(hunk) = Hunk::new(source, &edits[from..to]) {
            hunk.write(view, out)?;
        }
        from = to;
    }
    Ok(())
}

/// Neighbouring lines before and behind a change.
#[derive(Debug)]
struct Hunk {
    /// The number of the first line.
    line: u32,
    before: String,
    after: String,
}

impl Hunk {
    /// The lines that `edits` touch; `None` when the edits do not fit the text.
    fn new(source: &Source, edits: &[&Edit]) -> Option<Self> {
        let text = source.text();
        let touched = Span::new(edits.first()?.span.start, edits.iter().map(|edit| edit.span.end).max()?);
        let number = source.line_number(touched.start);
        let (first, last) = (source.line(number)?, source.line(source.line_number(touched.end))?);
        let mut start = first.start.max(touched.start.saturating_sub(AROUND));
        while !text.is_char_boundary(start as usize) {
            start -= 1;
        }
        let mut end = last.end.max(touched.end).min(touched.end.saturating_add(AROUND));
        while !text.is_char_boundary(end as usize) {
            end += 1;
        }
        let moved: Option<Vec<_>> = edits
            .iter()
            .map(|edit| {
                let from = edit.span.start.checked_sub(start)?;
                let to = edit.span.end.checked_sub(start)?;
                Some(Edit::replace(Span::new(from, to), edit.text.clone()))
            })
            .collect();
        let before = text.get(start as usize..end as usize)?.to_owned();
        let after = apply_edits(&before, &moved?).ok()?;
        Some(Self { line: number, before, after })
    }

    fn write(&self, view: &View, out: &mut String) -> fmt::Result {
        let before: Vec<&str> = self.before.lines().collect();
        let after: Vec<&str> = self.after.lines().collect();
        let same_start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
        let rest = before.len().min(after.len()) - same_start;
        let same_end = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let removed = &before[same_start..before.len() - same_end];
        let added = &after[same_start..after.len() - same_end];
        let first = self.line as usize + same_start;
        let digits = (first + removed.len().max(added.len()).max(1) - 1).to_string().len();
        let cut = Cut { room: view.width.saturating_sub(digits + 4).max(20), ellipsis: view.ellipsis() };
        for (lines, others, sign, paint) in [(removed, added, '-', Paint::Removed), (added, removed, '+', Paint::Added)]
        {
            for (index, line) in lines.iter().take(MOST_LINES).enumerate() {
                let mut shown = String::new();
                cut.write(&mut shown, line, changed(line, others.get(index).copied().unwrap_or_default()));
                let text = format!(" {:>digits$} {sign} {shown}", first + index);
                writeln!(out, "{}", view.paint(paint, text.trim_end()))?;
            }
            if lines.len() > MOST_LINES {
                let more = lines.len() - MOST_LINES;
                let text = format!(" {:digits$} {sign} {} {more} more lines", "", view.ellipsis());
                writeln!(out, "{}", view.paint(Paint::Faint, text))?;
            }
        }
        Ok(())
    }
}

/// The part of `line` that differs from `other`.
fn changed(line: &str, other: &str) -> Range<usize> {
    let start: usize = line.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let rest = (&line[start..], other.get(start..).unwrap_or_default());
    let end: usize =
        rest.0.chars().rev().zip(rest.1.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    start..line.len() - end
}

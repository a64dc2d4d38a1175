//! The Markdown of doc comments in a terminal: headings, paragraphs, lists, code.

use std::fmt::{Display, Write as _};
use std::iter::Peekable;
use std::str::Lines;

use crate::report::{Paint, View, printable, wrap};

/// Text for a terminal, as it grows.
#[derive(Debug)]
pub(super) struct Page<'v> {
    pub(super) view: &'v View,
    pub(super) text: String,
}

impl Page<'_> {
    /// A line as it is.
    pub(super) fn line(&mut self, line: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Markdown, with an empty line behind each block.
    pub(super) fn markdown(&mut self, text: &str) {
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim().is_empty() {
                continue;
            }
            if line.starts_with("```") {
                lines.by_ref().take_while(|line| !line.starts_with("```")).for_each(|line| self.code_line(line));
            } else if let Some(heading) = line.strip_prefix('#') {
                self.line(self.view.paint(Paint::Strong, printable(heading.trim_start_matches('#').trim())));
            } else {
                let (marker, first) = item(line).unwrap_or(("", line));
                self.paragraph(marker, &joined(first, &mut lines));
                if !marker.is_empty() && lines.peek().is_some_and(|line| item(line).is_some()) {
                    continue;
                }
            }
            self.line("");
        }
    }

    /// Code, indented, with an empty line behind it.
    pub(super) fn code(&mut self, text: &str) {
        text.lines().for_each(|line| self.code_line(line));
        self.line("");
    }

    fn code_line(&mut self, line: &str) {
        if line.is_empty() {
            self.line("");
        } else {
            self.line(format_args!("    {}", self.view.paint(Paint::Code, printable(line))));
        }
    }

    /// A paragraph, behind a marker that hangs out.
    fn paragraph(&mut self, marker: &str, text: &str) {
        let text = printable(text);
        let indent = if marker.is_empty() { 0 } else { marker.len() + 2 };
        let room = self.view.width.saturating_sub(indent);
        let mut in_code = false;
        for (index, line) in wrap(&text, room, room).enumerate() {
            let mut shown = match index {
                0 if indent > 0 => format!("  {marker}"),
                _ => " ".repeat(indent),
            };
            for (index, piece) in line.split('`').enumerate() {
                if index > 0 {
                    in_code = !in_code;
                    // The marks stay: where there are no colours, they are all there is.
                    shown.push_str(&self.view.paint(Paint::Code, "`").to_string());
                }
                if in_code && !piece.is_empty() {
                    shown.push_str(&self.view.paint(Paint::Code, piece).to_string());
                } else {
                    shown.push_str(piece);
                }
            }
            self.line(shown);
        }
    }
}

/// The marker of a list item, and its text.
fn item(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = match line.len() - rest.len() {
        0 => line.strip_prefix("* ").or_else(|| line.strip_prefix("- "))?,
        _ => rest.strip_prefix(". ")?,
    };
    Some((&line[..line.len() - text.len()], text))
}

/// `first` and the lines that go on with its paragraph, as one.
fn joined(first: &str, lines: &mut Peekable<Lines<'_>>) -> String {
    let mut paragraph = first.trim().to_owned();
    let goes_on = |line: &&str| {
        !line.trim().is_empty() && !line.starts_with("```") && !line.starts_with('#') && item(line).is_none()
    };
    while let Some(line) = lines.next_if(goes_on) {
        paragraph.push(' ');
        paragraph.push_str(line.trim());
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, view: &View) -> String {
        let mut page = Page { view, text: String::new() };
        page.markdown(text);
        page.text
    }

    const TEXT: &str = "A paragraph\nthat `goes on` here.\n\n* one that is long\n  and goes on\n* two\n\n1. first\n\n```text\n  x\n\ny\n```\n## End\n";

    #[test]
    fn blocks_are_wrapped_and_indented() {
        let view = View { width: 20, ..View::PLAIN };
        let expected = "A paragraph that\n`goes on` here.\n\n  * one that is long\n    and goes on\n  * two\n\n  1. first\n\n      x\n\n    y\n\nEnd\n\n";
        assert_eq!(rendered(TEXT, &view), expected);
    }

    #[test]
    fn code_keeps_its_colour_over_the_end_of_a_line() {
        let view = View { width: 6, color: true, ..View::PLAIN };
        assert_eq!(
            rendered("a `b cd` e", &view),
            "a \u{1b}[36m`\u{1b}[0m\u{1b}[36mb\u{1b}[0m\n\u{1b}[36mcd\u{1b}[0m\u{1b}[36m`\u{1b}[0m e\n\n"
        );
    }
}

//! The Markdown of doc comments in a terminal: headings, paragraphs, lists, code.

use std::io;

use crate::report::{Paint, View, printable, wrap};

/// Writes `text`, with an empty line behind each block.
pub(super) fn write(text: &str, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("```") {
            for line in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                code_line(line, view, out)?;
            }
        } else if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            writeln!(out, "{}", view.paint(Paint::Strong, printable(heading)))?;
        } else {
            let (marker, first) = item(line).unwrap_or(("", line));
            let mut paragraph = first.trim().to_owned();
            while let Some(line) = lines.next_if(|line| continues(line)) {
                paragraph.push(' ');
                paragraph.push_str(line.trim());
            }
            prose(&paragraph, marker, view, out)?;
            if !marker.is_empty() && lines.peek().is_some_and(|line| item(line).is_some()) {
                continue;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes lines of code, indented.
pub(super) fn code(text: &str, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    text.lines().try_for_each(|line| code_line(line, view, out))
}

fn code_line(line: &str, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    if line.is_empty() { writeln!(out) } else { writeln!(out, "    {}", view.paint(Paint::Code, printable(line))) }
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

/// Whether a line goes on with the paragraph above it.
fn continues(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with("```") && !line.starts_with('#') && item(line).is_none()
}

/// A paragraph, behind a marker that hangs out.
fn prose(text: &str, marker: &str, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let text = printable(text);
    let indent = if marker.is_empty() { 0 } else { marker.len() + 2 };
    let room = view.width.saturating_sub(indent);
    let mut in_code = false;
    for (index, line) in wrap(&text, room, room).enumerate() {
        match (index, indent) {
            (_, 0) => {}
            (0, _) => write!(out, "  {marker}")?,
            (_, indent) => write!(out, "{:indent$}", "")?,
        }
        for (index, piece) in line.split('`').enumerate() {
            if index > 0 {
                in_code = !in_code;
                // The marks stay where there are no colours, and in colour they help who cannot see it.
                write!(out, "{}", view.paint(Paint::Code, "`"))?;
            }
            if in_code {
                write!(out, "{}", view.paint(Paint::Code, piece))?;
            } else {
                write!(out, "{piece}")?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str, view: &View) -> String {
        let mut out = Vec::new();
        write(text, view, &mut out).expect("memory can be written to");
        String::from_utf8(out).expect("text")
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

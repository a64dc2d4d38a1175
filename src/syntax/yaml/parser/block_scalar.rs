//! Block scalars: `|` and `>`.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::error::ErrorKind;
use super::Parser;
use crate::text::Span;

/// What the line of `|` or `>` says.
struct Header {
    /// Behind the indicators.
    end: usize,
    /// Columns of indentation beyond the parent's, if given.
    indentation: Option<usize>,
    keeps_line_breaks: bool,
}

impl Parser<'_, '_> {
    /// Reads the block scalar at `Parser::at`, in lines that are indented deeper than `parent`, and stands at the
    /// beginning of the line behind it.
    pub(super) fn block_scalar(&mut self, parent: i32) -> Record {
        let start = self.at;
        let header = self.block_header(start);
        self.at = header.end;
        if !self.finish_line() {
            let rest = Span::of(self.at..self.trim_end(self.at, self.line_end(self.at)));
            self.report(rest, ErrorKind::InvalidBlockHeader);
            self.begin_line(self.line_end(self.at) + 1);
        }
        let indentation = header.indentation.map(|columns| parent.max(0) as usize + columns);
        let body = self.block_body(header.end, parent, indentation);
        let end = if header.keeps_line_breaks && self.line > header.end { self.line } else { body.end };
        let kind = if self.bytes[start] == b'|' { RecordKind::Literal } else { RecordKind::Folded };
        let mut record = Record::leaf(kind, Span::of(start..end));
        record.flags = Flags::COOKED;
        record.link = body.indentation as u32;
        record
    }

    fn block_header(&mut self, start: usize) -> Header {
        let mut header = Header { end: start + 1, indentation: None, keeps_line_breaks: false };
        let mut has_chomping = false;
        loop {
            match self.byte(header.end) {
                digit @ b'1'..=b'9' if header.indentation.is_none() => {
                    header.indentation = Some(usize::from(digit - b'0'));
                }
                sign @ (b'+' | b'-') if !has_chomping => {
                    has_chomping = true;
                    header.keeps_line_breaks = sign == b'+';
                }
                _ => return header,
            }
            header.end += 1;
        }
    }

    fn block_body(&mut self, header_end: usize, parent: i32, indentation: Option<usize>) -> Body {
        let mut body = Body { end: header_end, indentation: indentation.unwrap_or(0) };
        let mut is_known = indentation.is_some();
        // The blank line with the most spaces before the first line of text.
        let mut deepest = Span::empty(0);
        while self.line < self.bytes.len() {
            let at = self.skip_spaces(self.line);
            let spaces = at - self.line;
            let is_blank = match self.byte(at) {
                b'\n' => true,
                b'\r' => self.byte(at + 1) == b'\n',
                _ => false,
            };
            if is_blank && !(is_known && spaces > body.indentation) {
                if !is_known && spaces > deepest.len() as usize {
                    deepest = Span::of(self.line..at);
                }
                self.begin_line(self.line_end(at) + 1);
                continue;
            }
            if spaces == 0 && self.is_marker(self.line) {
                break;
            }
            if !is_known {
                if spaces as i32 <= parent {
                    let content = self.skip_blanks(at);
                    if self.bytes.get(content) != Some(&b'\n') || self.bytes[at] != b'\t' {
                        break;
                    }
                    // A line of nothing but tabs is blank anywhere else.
                    self.report(Span::of(at..at + 1), ErrorKind::TabIndentation);
                    self.begin_line(content + 1);
                    continue;
                }
                (is_known, body.indentation) = (true, spaces);
                if deepest.len() as usize > spaces {
                    let text = Span::of(at..self.line_end(at));
                    self.report(deepest, ErrorKind::BlockScalarIndentation { text });
                }
            }
            if spaces < body.indentation {
                break;
            }
            let end = self.line_end(at);
            body.end = if end > at && self.bytes[end - 1] == b'\r' { end - 1 } else { end };
            self.begin_line(end + 1);
        }
        if !is_known {
            body.indentation = deepest.len() as usize;
        }
        body
    }
}

/// The lines of a block scalar.
struct Body {
    /// Behind the last line with text, or behind the header.
    end: usize,
    indentation: usize,
}

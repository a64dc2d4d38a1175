//! Plain scalars in block context.

use super::Parser;
use super::line::Line;
use super::{is_blank, is_space};

/// What ends the text of a plain scalar on its line, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A colon with a blank behind it.
    Colon(usize),
    /// A `#` with a blank before it.
    Comment(usize),
    /// The line feed or the end of the text.
    LineEnd(usize),
    /// Something else, behind a quoted scalar or an alias.
    Text(usize),
}

impl Parser<'_, '_> {
    /// Reads a plain scalar from `start` to what ends it on this line. Returns where its text ends.
    #[inline]
    pub(super) fn plain_line(&self, start: usize) -> (usize, Stop) {
        let mut from = start;
        let stop = loop {
            let found = memchr::memchr3(b':', b'#', b'\n', &self.bytes[from..]);
            let at = found.map_or(self.bytes.len(), |length| from + length);
            match self.byte(at) {
                b':' if is_space(self.byte(at + 1)) => break Stop::Colon(at),
                b'#' if at > start && is_blank(self.bytes[at - 1]) => break Stop::Comment(at),
                b'\n' => break Stop::LineEnd(at),
                _ => from = at + 1,
            }
        };
        let (Stop::Colon(at) | Stop::Comment(at) | Stop::LineEnd(at) | Stop::Text(at)) = stop;
        (self.trim_end(start, at), stop)
    }

    /// Goes on with a plain scalar whose first line ends at `Parser::at`, in lines that are indented deeper than
    /// `parent`. Returns where its text ends if there are any, and stands in the indentation of the line behind.
    ///
    /// A line with `: ` in it is no part of the scalar: it is a mistake that is found when it is read for itself.
    #[inline]
    pub(super) fn continue_plain(&mut self, parent: i32) -> Option<usize> {
        let mut end = None;
        loop {
            self.begin_line(self.at + 1);
            let content = self.skip_blank_lines();
            let column = (self.at - self.line) as i32;
            if column <= parent || content >= self.bytes.len() || self.bytes[content] == b'#' {
                return end;
            }
            if column == 0 && self.marker(self.at) != Line::Content {
                return end;
            }
            let (line_end, stop) = self.plain_line(content);
            match stop {
                Stop::Colon(_) | Stop::Text(_) => return end,
                Stop::Comment(at) => {
                    self.comment(at);
                    return Some(line_end);
                }
                Stop::LineEnd(at) => {
                    end = Some(line_end);
                    self.at = at;
                }
            }
        }
    }

    /// Goes over blank lines to the end of the next line's spaces. Returns where its first word begins, which is
    /// further on if tabs follow.
    #[inline]
    fn skip_blank_lines(&mut self) -> usize {
        loop {
            self.at = self.skip_spaces(self.at);
            match self.bytes.get(self.at) {
                Some(b'\n') => self.begin_line(self.at + 1),
                Some(b'\t' | b'\r') => {
                    let content = self.skip_blanks(self.at);
                    if self.bytes.get(content) != Some(&b'\n') {
                        return content;
                    }
                    self.begin_line(content + 1);
                }
                _ => return self.at,
            }
        }
    }
}

//! Lines: indentation, blanks, comments, document markers.

use super::super::error::ErrorKind;
use super::{Parser, is_blank};
use crate::text::Span;

/// What the next line that is not blank begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Text, at `Parser::at`, in `Parser::column`.
    Content,
    /// `---`
    StartMarker,
    /// `...`
    EndMarker,
    /// The end of the text.
    End,
}

impl Parser<'_, '_> {
    /// Goes to the first word of the next line that has one. Reading stands in the indentation of a line.
    pub(super) fn open_line(&mut self) -> Line {
        self.shift = 0;
        loop {
            self.at = self.skip_spaces(self.at);
            let Some(&byte) = self.bytes.get(self.at) else { return Line::End };
            match byte {
                b'\n' => self.begin_line(self.at + 1),
                b'#' => self.comment(self.at),
                b'\t' | b'\r' => {
                    let content = self.skip_blanks(self.at);
                    match self.byte(content) {
                        b'\n' => self.begin_line(content + 1),
                        b'#' => self.comment(content),
                        _ => {
                            self.column = (self.at - self.line) as i32;
                            self.tab = Some(self.at);
                            self.at = content;
                            return Line::Content;
                        }
                    }
                }
                _ => {
                    self.column = (self.at - self.line) as i32;
                    self.tab = None;
                    return if self.column == 0 { self.marker(self.at) } else { Line::Content };
                }
            }
        }
    }

    /// Stands at the beginning of the line at `start`, or at the end of the text.
    #[inline]
    pub(super) fn begin_line(&mut self, start: usize) {
        self.line = start.min(self.bytes.len());
        self.at = self.line;
    }

    /// Notes the comment at `start` and goes to the next line.
    pub(super) fn comment(&mut self, start: usize) {
        let end = self.line_end(start);
        self.comments.push(Span::of(start..self.trim_end(start, end)));
        self.begin_line(end + 1);
    }

    /// Goes to the next line if nothing but blanks and a comment is left on this one; else to the next word.
    #[inline]
    pub(super) fn finish_line(&mut self) -> bool {
        let at = self.skip_blanks(self.at);
        match self.byte(at) {
            b'\n' => self.begin_line(at + 1),
            b'#' => {
                if at > self.line && !is_blank(self.bytes[at - 1]) {
                    self.report(Span::of(at..at + 1), ErrorKind::MissingBlankBeforeComment);
                }
                self.comment(at);
            }
            _ => {
                self.at = at;
                return false;
            }
        }
        true
    }

    /// Which marker stands at `at`, which is the beginning of a line; `Content` when none.
    #[inline]
    pub(super) fn marker(&self, at: usize) -> Line {
        let marker = match self.bytes[at..] {
            [b'-', b'-', b'-', ..] => Line::StartMarker,
            [b'.', b'.', b'.', ..] => Line::EndMarker,
            _ => return Line::Content,
        };
        if self.is_space(at + 3) { marker } else { Line::Content }
    }

    #[inline]
    pub(super) fn is_marker(&self, at: usize) -> bool {
        at < self.bytes.len() && self.marker(at) != Line::Content
    }

    #[inline]
    pub(super) fn skip_spaces(&self, mut at: usize) -> usize {
        while self.bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }

    #[inline]
    pub(super) fn skip_blanks(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(|&byte| is_blank(byte)) {
            at += 1;
        }
        at
    }

    /// Where the line of `at` ends: its line feed, or the end of the text.
    #[inline]
    pub(super) fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |length| at + length)
    }

    /// `end` without the blanks before it, not below `start`.
    #[inline]
    pub(super) fn trim_end(&self, start: usize, mut end: usize) -> usize {
        while end > start && is_blank(self.bytes[end - 1]) {
            end -= 1;
        }
        end
    }
}

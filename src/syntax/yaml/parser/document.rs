//! The stream: documents, their markers and directives.

use super::super::error::ErrorKind;
use super::super::tree::DocumentRecord;
use super::build::{Frame, FrameKind};
use super::line::Line;
use super::property::is_uri;
use super::{Next, Parser, Place};
use crate::text::Span;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How many `%` lines one document can have. They are searched for each tag; nobody writes more than a few.
const MAX_DIRECTIVES: usize = 64;

impl Parser<'_, '_> {
    /// Reads all documents.
    pub(super) fn stream(&mut self) {
        let mut implicit = None;
        let mut start = 0;
        loop {
            let directives = self.directives.len();
            let (start_marker, first) = match implicit.take() {
                Some(place) => (None, if place == Place::LineStart { Next::Line } else { Next::Node(place) }),
                None => match self.document_start(directives) {
                    Some(beginning) => beginning,
                    None => break,
                },
            };
            let root = self.next_id();
            self.anchors.clear();
            let mut frame = Frame::new(FrameKind::Document, -1, root);
            frame.awaited_at = start_marker.map_or(self.at as u32, |marker| marker.end);
            self.last_end = frame.awaited_at as usize;
            self.frames.push(frame);
            let end = self.content(first);
            while self.frames.len() > 1 {
                self.close();
            }
            self.settle();
            self.frames.clear();
            self.handles.clear();
            let mut document = DocumentRecord {
                root,
                span: Span::of(start..self.at),
                start_marker,
                end_marker: None,
                directives: (directives as u32, self.directives.len() as u32),
            };
            match end {
                End::Line(Line::EndMarker) => document.end_marker = Some(self.end_marker()),
                End::Line(_) => {}
                End::Implicit(place) => implicit = Some(place),
            }
            document.span.end = if implicit == Some(Place::AfterKey) { self.at as u32 } else { self.line as u32 };
            start = document.span.end as usize;
            self.documents.push(document);
        }
        if let Some(document) = self.documents.last_mut() {
            document.span.end = self.bytes.len() as u32;
        }
    }

    /// Goes to the beginning of the next document's content. `None` when there is no further one.
    fn document_start(&mut self, directives: usize) -> Option<(Option<Span>, Next)> {
        loop {
            let line = self.open_line();
            let has_directives = self.directives.len() > directives;
            if has_directives && line != Line::StartMarker && self.byte(self.at) != b'%' {
                let last = self.directives[self.directives.len() - 1];
                self.report(last, ErrorKind::DirectiveWithoutDocument);
            }
            match line {
                Line::End => {
                    self.begin_line(self.bytes.len());
                    return None;
                }
                Line::EndMarker => {
                    self.end_marker();
                    self.directives.truncate(directives);
                    self.handles.clear();
                }
                Line::StartMarker => {
                    let marker = Span::of(self.at..self.at + 3);
                    self.at += 3;
                    let next = if self.finish_line() { Next::Line } else { Next::Node(Place::AfterKey) };
                    return Some((Some(marker), next));
                }
                Line::Content if self.bytes[self.at..].starts_with(BYTE_ORDER_MARK) && self.at == self.line => {
                    self.begin_line(self.at + BYTE_ORDER_MARK.len());
                }
                Line::Content if self.byte(self.at) == b'%' && self.at == self.line => self.directive(directives),
                Line::Content => {
                    self.begin_line(self.line);
                    return Some((None, Next::Line));
                }
            }
        }
    }

    /// Reads the `...` at `Parser::at` and goes to the next line.
    fn end_marker(&mut self) -> Span {
        let marker = Span::of(self.at..self.at + 3);
        self.at += 3;
        if !self.finish_line() {
            let (end, _) = self.rest_of_line(self.at);
            self.report(Span::of(self.at..end), ErrorKind::TextAfterDocumentEnd);
            self.skip_line();
        }
        marker
    }

    /// Reads the `%` line at `Parser::at`. `first` is the number of the document's first directive.
    fn directive(&mut self, first: usize) {
        let start = self.at;
        let (end, _) = self.rest_of_line(start);
        let span = Span::of(start..end);
        let words: Vec<&str> = span.slice(self.text)[1..].split_ascii_whitespace().collect();
        let is_valid = match words[..] {
            ["YAML", version] => is_version(version),
            ["TAG", handle, prefix] => is_handle(handle) && is_uri(prefix),
            ["YAML" | "TAG", ..] | [] => false,
            _ => true,
        };
        // A handle has `!` at both ends, so that the name of a version directive cannot be one.
        let key = if words.first() == Some(&"TAG") { words.get(1) } else { words.first() };
        let earlier = key.and_then(|&key| self.handles.get(key).copied());
        if !is_valid || self.directives.len() - first >= MAX_DIRECTIVES {
            self.report(span, ErrorKind::InvalidDirective);
        } else if let Some(first) = earlier.filter(|_| matches!(words[0], "YAML" | "TAG")) {
            self.report(span, ErrorKind::RepeatedDirective { first });
        } else {
            self.directives.push(span);
            if let Some(&key) = key {
                self.handles.insert(key, span);
            }
        }
        self.skip_line();
    }
}

/// How a document's content ends.
pub(super) enum End {
    /// At a marker or the end of the text.
    Line(Line),
    /// Where another value begins without a marker.
    Implicit(Place),
}

fn is_version(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.').is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

fn is_handle(text: &str) -> bool {
    let is_word = |word: &str| word.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric());
    text == "!" || text.strip_prefix('!').and_then(|rest| rest.strip_suffix('!')).is_some_and(is_word)
}

//! Lines in columns where they do not belong: what they are taken for.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::error::ErrorKind;
use super::build::{FrameKind, State};
use super::{MAX_DEPTH, Next, Parser, Place};
use crate::text::Span;

/// Columns that a tab is taken for when it stands in indentation: what most manifests are indented by.
const TAB_COLUMNS: i32 = 2;

impl Parser<'_, '_> {
    /// A tab indents the line that was opened. Its column is guessed.
    pub(super) fn tab_indentation(&mut self, tab: usize) {
        if self.tab_line != Some(self.line) {
            self.report(Span::of(tab..tab + 1), ErrorKind::TabIndentation);
        }
        self.tab_line = Some(self.line_end(self.at) + 1);
        let blanks = &self.bytes[self.line..self.at];
        self.column = blanks.iter().map(|&byte| if byte == b'\t' { TAB_COLUMNS } else { 1 }).sum();
        self.shift = self.column - blanks.len() as i32;
        self.tab = None;
    }

    /// The line that was opened is deeper than the innermost collection's entries, none of which awaits a value, or its
    /// column lies between two collections'. It is read as an entry of the innermost one.
    pub(super) fn misfit(&mut self, column: i32) -> Next {
        let top = *self.top();
        if column > top.column && self.child_is_broken_entry(column) {
            return Next::Line;
        }
        if !top.loose {
            let record = self.records[top.child as usize];
            let neighbour = self.line_of(record);
            let kind = if column < top.column {
                ErrorKind::UnmatchedIndentation { neighbour }
            } else if let Some(comment) = self.comment_behind(&record) {
                ErrorKind::CommentInScalar { comment }
            } else {
                ErrorKind::TooDeepIndentation { neighbour }
            };
            let end = self.rest_of_line(self.at).0;
            self.report(Span::of(self.at..end), kind);
            self.mark_broken();
            if matches!(kind, ErrorKind::CommentInScalar { .. }) {
                return self.skip_entry(top.column);
            }
        }
        let frame = self.top();
        frame.loose = true;
        frame.odd_column = column;
        self.shift += top.column - column;
        // A mapping that begins behind a dash does not line up because the dash does not.
        let outer = self.frames.iter_mut().nth_back(1).filter(|frame| frame.kind == FrameKind::Sequence);
        if let Some(sequence) = outer {
            sequence.loose = true;
        }
        match top.kind {
            FrameKind::Mapping => self.line_in_mapping(),
            _ if self.is_dash() => {
                self.settle();
                self.item()
            }
            _ => self.line_in_sequence(),
        }
    }

    /// The line that was opened is `- `, a key awaits its value, and the line is less deep than the key. It is taken for
    /// the value.
    pub(super) fn shallow_sequence(&mut self) -> Next {
        let top = *self.top();
        if !top.loose {
            let neighbour = self.line_of(self.records[top.child as usize]);
            let line = Span::of(self.at..self.rest_of_line(self.at).0);
            self.report(line, ErrorKind::UnmatchedIndentation { neighbour });
        }
        self.mark_broken();
        self.shift += top.column - self.column;
        self.column = top.column;
        self.node(Place::LineStart)
    }

    /// Whether the line that was opened, an item or an entry, can belong to the collection of kind `outer` and not to one
    /// of kind `inner`.
    pub(super) fn fits_better(&self, inner: FrameKind, outer: FrameKind) -> bool {
        let wanted = if self.is_dash() { FrameKind::Sequence } else { FrameKind::Mapping };
        inner != wanted && outer == wanted
    }

    /// The text of the line that a record begins on, without indentation and comment.
    fn line_of(&self, record: Record) -> Span {
        let start = memchr::memrchr(b'\n', &self.bytes[..record.start as usize]).map_or(0, |at| at + 1);
        let start = self.skip_blanks(start).min(record.start as usize);
        Span::of(start..self.rest_of_line(start).0)
    }

    /// The comment between a plain scalar and the line that was opened.
    fn comment_behind(&self, record: &Record) -> Option<Span> {
        let comment = *self.comments.last()?;
        (record.kind == RecordKind::Plain && comment.start >= record.end).then_some(comment)
    }

    /// A line behind the document's one value.
    pub(super) fn second_root(&mut self) -> Next {
        let top = *self.top();
        let root = self.records[top.node as usize];
        let starts_with_brace = |at: usize| self.byte(at) == b'{';
        if starts_with_brace(self.at) && starts_with_brace(root.start as usize) {
            self.begin_line(self.line);
            return Next::Document(Place::LineStart);
        }
        if self.child_is_broken_entry(self.column) {
            return Next::Line;
        }
        let end = self.rest_of_line(self.at).0;
        let span = Span::of(self.at..end);
        if self.byte(self.at) == b'%' && self.at == self.line {
            self.report(span, ErrorKind::DirectiveInDocument);
            self.skip_line();
            return Next::Line;
        }
        if !top.loose {
            let kind = match self.comment_behind(&root) {
                Some(comment) => ErrorKind::CommentInScalar { comment },
                None => ErrorKind::SecondRoot { root: Span::of(root.start as usize..self.first_line_end(root)) },
            };
            self.report(span, kind);
        }
        self.begin_line(self.line);
        Next::Document(Place::LineStart)
    }

    /// Whether the innermost collection's last child is a scalar, the first on its line, that seems to be the first entry of
    /// a mapping, which the line that was opened goes on with. It is made that.
    fn child_is_broken_entry(&mut self, column: i32) -> bool {
        let top = *self.top();
        let record = self.records[top.child as usize];
        let is_last = top.child + 1 == self.next_id();
        let start = record.start as usize;
        let line = memchr::memrchr(b'\n', &self.bytes[..start]).map_or(0, |at| at + 1);
        let own_column = (start - line) as i32;
        if top.awaits()
            || record.kind != RecordKind::Plain
            || record.flags.has(Flags::ABSENT)
            || !is_last
            || !self.bytes[line..start].iter().all(|byte| matches!(byte, b' ' | b'-'))
            || column < own_column
            || self.frames.len() > MAX_DEPTH
            || self.comment_behind(&record).is_some()
        {
            return false;
        }
        let colon = self.colon_without_blank(&record).filter(|_| column == own_column);
        let end = self.first_line_end(record);
        self.open_around(top.child, FrameKind::Mapping, own_column, start);
        self.give_properties_back(top.child);
        self.mark_broken();
        self.top().awaited_at = record.end;
        match colon {
            Some(colon) => {
                self.report_colon(colon);
                self.split_entry(colon, end);
            }
            None => {
                self.report(Span::of(start..end), ErrorKind::MissingColon);
                if column > own_column {
                    self.top().state = State::Value;
                } else {
                    self.records[top.child as usize + 1].kind = RecordKind::Error;
                    self.settle();
                }
            }
        }
        self.begin_line(self.line);
        true
    }

    /// The first key of `mapping` was taken for the whole value, and has got the anchor and tag from the line before.
    fn give_properties_back(&mut self, mapping: u32) {
        let Ok(index) = self.properties.binary_search_by_key(&(mapping + 1), |properties| properties.node) else {
            return;
        };
        let properties = &mut self.properties[index];
        properties.node = mapping;
        if let Some(anchor) = properties.anchor {
            self.anchors.insert(&anchor.slice(self.text)[1..], mapping);
        }
        let key = &mut self.records[mapping as usize + 1];
        key.flags = key.flags.without(Flags::PROPERTIES);
        let record = &mut self.records[mapping as usize];
        record.flags = record.flags.with(Flags::PROPERTIES);
    }
}

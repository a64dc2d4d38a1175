//! Nodes in block context: where the innermost collection awaits one.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::error::ErrorKind;
use super::build::{FrameKind, State};
use super::plain::Stop;
use super::property::Pending;
use super::{MAX_DEPTH, MAX_KEY_LENGTH, Next, Parser, Place, is_blank};
use crate::text::Span;

/// The beginning of a node.
pub(super) struct Beginning {
    place: Place,
    /// Its first byte; that of its anchor or tag if they stand on the same line.
    start: usize,
    /// The column of that byte.
    column: i32,
    /// Anchor and tag from lines before.
    outer: Option<Pending>,
    /// Anchor and tag on the same line. If the node is a key, they are the key's, not the mapping's.
    inner: Option<Pending>,
}

impl Parser<'_, '_> {
    /// A node at `Parser::at`, which the innermost collection awaits.
    pub(super) fn node(&mut self, place: Place) -> Next {
        let start = self.at;
        let column = if place == Place::LineStart { self.column } else { (start - self.line) as i32 + self.shift };
        let mut beginning = Beginning { place, start, column, outer: self.pending.take(), inner: None };
        if matches!(self.byte(start), b'&' | b'!') {
            beginning.inner = Some(self.read_properties());
            if self.finish_line() {
                self.pending = self.combine(beginning.outer, beginning.inner);
                return Next::Line;
            }
        }
        let is_indicator = self.is_space(self.at + 1);
        match self.byte(self.at) {
            b'-' if is_indicator => self.sequence(&beginning),
            b'?' | b':' if is_indicator => self.mapping_without_key(&beginning),
            b'[' | b'{' => self.flow_node(&beginning),
            b'|' | b'>' => {
                let properties = self.combine(beginning.outer, beginning.inner);
                let column = self.top().column;
                let record = self.block_scalar(column);
                self.leaf(record, properties);
                Next::Line
            }
            _ => self.scalar_node(&beginning),
        }
    }

    /// A node that begins with a scalar: the scalar, or a mapping that it is the first key of.
    #[inline]
    fn scalar_node(&mut self, beginning: &Beginning) -> Next {
        let parent = self.top().column;
        let (mut record, stop) = self.simple(parent);
        if let Stop::Colon(colon) = stop {
            return self.first_key(beginning, record, colon);
        }
        let properties =
            if beginning.outer.is_none() { beginning.inner } else { self.combine(beginning.outer, beginning.inner) };
        if let (RecordKind::Plain, Stop::LineEnd(at)) = (record.kind, stop) {
            self.at = at;
            if let Some(end) = self.continue_plain(parent) {
                record.end = end as u32;
                record.flags = record.flags.with(Flags::COOKED);
            }
            self.leaf(record, properties);
            return Next::Line;
        }
        self.scalar(record, properties);
        self.finish_value(record.span(), stop)
    }

    /// `record` has a colon behind it.
    fn first_key(&mut self, beginning: &Beginning, record: Record, colon: usize) -> Next {
        if beginning.place == Place::AfterKey {
            let start = record.start as usize;
            let is_root = self.top().kind == FrameKind::Document;
            self.mapping_not_allowed(start, colon);
            if !is_root {
                return self.text_as_scalar(start, beginning.inner);
            }
        }
        self.check_key(record.start as usize, colon);
        if !self.open_block(FrameKind::Mapping, beginning, beginning.outer) {
            return self.too_deep();
        }
        self.scalar(record, beginning.inner);
        self.after_colon(colon, Place::AfterKey)
    }

    /// Opens a block collection; a tab before it is a mistake.
    fn open_block(&mut self, kind: FrameKind, beginning: &Beginning, properties: Option<Pending>) -> bool {
        let mut column = beginning.column;
        if let Some(tab) = self.tab.take().filter(|_| beginning.place != Place::AfterKey) {
            self.tab_indentation(tab);
            if beginning.place == Place::LineStart {
                column = self.column;
            }
        }
        let start = if kind == FrameKind::Mapping { beginning.start } else { self.at };
        if !self.open(kind, column, start, properties) {
            return false;
        }
        if beginning.place == Place::AfterKey {
            self.top().loose = true;
        }
        true
    }

    /// A node that begins with `- `.
    fn sequence(&mut self, beginning: &Beginning) -> Next {
        if beginning.place == Place::AfterKey || beginning.inner.is_some() {
            self.report(Span::of(self.at..self.at + 1), ErrorKind::SequenceNotAllowed);
        }
        let properties = self.combine(beginning.outer, beginning.inner);
        if !self.open_block(FrameKind::Sequence, beginning, properties) {
            return self.too_deep();
        }
        self.item()
    }

    /// A node that begins with `? ` or with the colon of an empty key.
    fn mapping_without_key(&mut self, beginning: &Beginning) -> Next {
        let is_explicit = self.byte(self.at) == b'?';
        if beginning.place == Place::AfterKey || (is_explicit && beginning.inner.is_some()) {
            self.mapping_not_allowed(self.at, self.at);
            return self.text_as_scalar(self.at, beginning.inner);
        }
        if !self.open_block(FrameKind::Mapping, beginning, beginning.outer) {
            return self.too_deep();
        }
        if !is_explicit {
            return self.empty_key(beginning.inner);
        }
        self.await_node(State::Key, self.at + 1);
        self.after_indicator(Place::Compact)
    }

    /// A node that begins with a bracket: a collection in brackets, or a mapping that it is the first key of.
    fn flow_node(&mut self, beginning: &Beginning) -> Next {
        let parent = self.top().column;
        let (node, bracket) = (self.next_id(), self.at);
        if !self.flow(parent, beginning.inner) {
            self.attach_outer(node, beginning);
            return Next::Line;
        }
        let stop = self.stop_behind();
        if let Stop::Colon(colon) = stop {
            let is_allowed = beginning.place != Place::AfterKey;
            if is_allowed {
                self.check_key(bracket, colon);
            } else {
                self.mapping_not_allowed(bracket, colon);
            }
            // A longer one is not worth moving, and moving it again and again would not be linear.
            if is_allowed && colon - bracket <= MAX_KEY_LENGTH && self.frames.len() <= MAX_DEPTH {
                self.open_around(node, FrameKind::Mapping, beginning.column, beginning.start);
                if let Some(outer) = beginning.outer {
                    self.attach(node, outer);
                }
                return self.after_colon(colon, Place::AfterKey);
            }
        }
        self.attach_outer(node, beginning);
        self.finish_value(Span::of(bracket..self.at), stop)
    }

    /// Gives a node that is no key the anchor and tag from the lines before it.
    fn attach_outer(&mut self, node: u32, beginning: &Beginning) {
        if let Some(outer) = beginning.outer {
            self.combine(beginning.outer, beginning.inner);
            self.attach(node, outer);
        }
    }

    /// Goes to the line behind a complete value.
    fn finish_value(&mut self, value: Span, stop: Stop) -> Next {
        match stop {
            Stop::LineEnd(at) => self.begin_line(at + 1),
            Stop::Comment(at) => self.comment(at),
            Stop::Colon(at) | Stop::Text(at) => return self.trailing_text(value, at),
        }
        Next::Line
    }

    /// Reads the quoted or plain scalar or the alias at `Parser::at`, as far as it goes on this line if it is plain.
    /// Nothing is added to the tree.
    #[inline(always)]
    pub(super) fn simple(&mut self, parent: i32) -> (Record, Stop) {
        let start = self.at;
        match self.byte(start) {
            b'"' | b'\'' => {
                let flags = self.quoted(parent);
                let record = self.quoted_record(start, flags);
                let stop = if flags.is_some() { self.stop_behind() } else { Stop::LineEnd(self.line_end(start)) };
                (record, stop)
            }
            b'*' => {
                self.at = self.name_end(start);
                if self.at == start + 1 {
                    self.report(Span::of(start..self.at), ErrorKind::MissingName('*'));
                }
                (Record::leaf(RecordKind::Alias, Span::of(start..self.at)), self.stop_behind())
            }
            byte => {
                if matches!(byte, b'@' | b'`' | b'%' | b',' | b']' | b'}' | b'|' | b'>') {
                    self.reserved_character(start);
                }
                let (end, stop) = self.plain_line(start);
                (Record::leaf(RecordKind::Plain, Span::of(start..end)), stop)
            }
        }
    }

    /// What stands behind the word that ends at `Parser::at`.
    pub(super) fn stop_behind(&mut self) -> Stop {
        let at = self.skip_blanks(self.at);
        match self.byte(at) {
            b':' if self.is_space(at + 1) => Stop::Colon(at),
            b'\n' => Stop::LineEnd(at),
            b'#' => {
                if !is_blank(self.bytes[at - 1]) {
                    self.report(Span::of(at..at + 1), ErrorKind::MissingBlankBeforeComment);
                }
                Stop::Comment(at)
            }
            _ => Stop::Text(at),
        }
    }

    /// Adds a scalar or alias.
    #[inline]
    pub(super) fn scalar(&mut self, record: Record, properties: Option<Pending>) {
        if record.kind == RecordKind::Alias {
            self.alias(record, properties);
        } else {
            self.leaf(record, properties);
        }
    }
}

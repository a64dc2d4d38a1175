//! Block context: what a line is, given the collections that are open.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::error::ErrorKind;
use super::build::{FrameKind, State};
use super::document::End;
use super::line::Line;
use super::plain::Stop;
use super::property::Pending;
use super::{Next, Parser, Place, is_blank};
use crate::text::Span;

/// Longest key without `? ` before it, from its first byte to the colon. The specification counts characters.
const MAX_KEY_LENGTH: usize = 1024;

/// The beginning of a node.
#[derive(Clone, Copy)]
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
    /// Reads the content of a document.
    pub(super) fn content(&mut self, first: Next) -> End {
        let mut next = first;
        loop {
            next = match next {
                Next::Line => match self.open_line() {
                    Line::Content => self.block_line(),
                    line => return End::Line(line),
                },
                Next::Node(place) => self.node(place),
                Next::Document(place) => return End::Implicit(place),
            };
        }
    }

    /// Reads the line that was opened.
    fn block_line(&mut self) -> Next {
        if let Some(tab) = self.tab {
            let top = self.top();
            let (awaits, column) = (top.awaits(), top.column);
            // Blanks before a scalar may be tabs, behind the spaces that it needs.
            if !awaits || self.column <= column {
                self.tab_indentation(tab);
            }
        }
        loop {
            let (top, column) = (*self.top(), self.column);
            if column > top.column && top.awaits() && column != top.odd_column {
                return self.node(Place::LineStart);
            }
            if column == top.column && top.loose {
                self.top().odd_column = column;
            }
            if column == top.column && top.kind == FrameKind::Mapping {
                return self.line_in_mapping();
            }
            let Some(below) = self.frames.iter().nth_back(1).copied() else { return self.second_root() };
            if column > top.column {
                if column > below.column {
                    return self.misfit(column);
                }
            } else if column == top.column {
                if self.is_dash() {
                    self.settle();
                    return self.item();
                }
                if below.column < column {
                    return self.line_in_sequence();
                }
            } else if column > below.column {
                if top.awaits() && self.is_dash() {
                    return self.shallow_sequence();
                }
                if !below.loose && !self.fits_better(top.kind, below.kind) {
                    return self.misfit(column);
                }
            }
            self.close();
        }
    }

    pub(super) fn is_dash(&self) -> bool {
        self.byte(self.at) == b'-' && self.is_space(self.at + 1)
    }

    /// A line in the column of the innermost collection, which is a mapping.
    #[inline]
    pub(super) fn line_in_mapping(&mut self) -> Next {
        let top = *self.top();
        if top.awaits() && (self.is_dash() || self.are_misplaced_properties()) {
            return self.node(Place::LineStart);
        }
        if top.state == State::Key {
            self.absent();
        }
        if self.top().state == State::Colon && self.byte(self.at) == b':' && self.is_space(self.at + 1) {
            return self.after_colon(self.at, Place::Compact);
        }
        self.settle();
        self.entry()
    }

    /// A `- ` in the column of the innermost collection, which is a sequence.
    pub(super) fn item(&mut self) -> Next {
        self.await_node(State::Value, self.at + 1);
        self.after_indicator(Place::Compact)
    }

    /// An indicator that ends at `end` announces a node.
    #[inline]
    fn await_node(&mut self, state: State, end: usize) {
        let top = self.top();
        top.state = state;
        top.awaited_at = end as u32;
        self.last_end = end;
        self.at = end;
    }

    #[inline]
    fn after_indicator(&mut self, place: Place) -> Next {
        let start = self.at;
        if self.finish_line() {
            return Next::Line;
        }
        if place == Place::Compact {
            self.tab = memchr::memchr(b'\t', &self.bytes[start..self.at]).map(|length| start + length);
        }
        Next::Node(place)
    }

    #[inline]
    fn after_colon(&mut self, colon: usize, place: Place) -> Next {
        self.await_node(State::Value, colon + 1);
        self.after_indicator(place)
    }

    /// An entry of the innermost collection, which is a mapping, at `Parser::at`.
    fn entry(&mut self) -> Next {
        let start = self.at;
        let mut properties = None;
        if matches!(self.byte(start), b'&' | b'!') {
            properties = Some(self.read_properties());
            if self.byte(self.at) == b'\n' {
                return self.misplaced_properties(start);
            }
        }
        let is_indicator = self.is_space(self.at + 1);
        match self.byte(self.at) {
            b'?' if is_indicator && properties.is_none() => {
                self.await_node(State::Key, self.at + 1);
                return self.after_indicator(Place::Compact);
            }
            b':' if is_indicator => return self.empty_key(properties),
            b'-' if is_indicator => return self.item_in_mapping(),
            b'[' | b'{' => return self.flow_key(properties),
            _ => {}
        }
        let column = self.top().column;
        let (record, stop) = self.simple(column);
        let Stop::Colon(colon) = stop else { return self.missing_colon(record, stop) };
        self.check_key(record.start as usize, colon);
        self.scalar(record, properties);
        self.after_colon(colon, Place::AfterKey)
    }

    /// A colon with nothing before it but perhaps an anchor or a tag.
    fn empty_key(&mut self, properties: Option<Pending>) -> Next {
        let colon = self.at;
        self.pending = properties;
        let top = self.top();
        (top.state, top.awaited_at) = (State::Key, colon as u32);
        self.absent();
        self.after_colon(colon, Place::AfterKey)
    }

    /// Reports a key that goes over several lines or is too long.
    fn check_key(&mut self, start: usize, colon: usize) {
        if start < self.line {
            self.report(Span::of(start..self.trim_end(start, colon)), ErrorKind::MultilineKey);
        } else if colon - start > MAX_KEY_LENGTH {
            self.report(Span::of(start..colon), ErrorKind::LongKey);
        }
    }

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
        let start = beginning.inner.filter(|_| kind == FrameKind::Mapping).map_or(self.at, |inner| inner.start);
        let start = if kind == FrameKind::Mapping { beginning.start.min(start) } else { start };
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
        let is_closed = self.flow(parent, beginning.inner);
        let stop = self.stop_behind();
        if let (true, Stop::Colon(colon)) = (is_closed, stop) {
            let is_allowed = beginning.place != Place::AfterKey;
            if is_allowed {
                self.check_key(bracket, colon);
            } else {
                self.mapping_not_allowed(bracket, colon);
            }
            // A longer one is not worth moving, and moving it again and again would not be linear.
            if is_allowed && colon - bracket <= MAX_KEY_LENGTH && self.frames.len() <= super::MAX_DEPTH {
                self.open_around(node, FrameKind::Mapping, beginning.column, beginning.start);
                if let Some(outer) = beginning.outer {
                    self.attach(node, outer);
                }
                return self.after_colon(colon, Place::AfterKey);
            }
        }
        if let Some(outer) = beginning.outer {
            self.combine(beginning.outer, beginning.inner);
            self.attach(node, outer);
        }
        if !is_closed {
            return Next::Line;
        }
        self.finish_value(Span::of(bracket..self.at), stop)
    }

    /// A key in brackets, of the innermost collection.
    fn flow_key(&mut self, properties: Option<Pending>) -> Next {
        let bracket = self.at;
        let column = self.top().column;
        if !self.flow(column, properties) {
            self.top().state = State::Colon;
            self.settle();
            return Next::Line;
        }
        let Stop::Colon(colon) = self.stop_behind() else {
            let end = self.at;
            self.report(Span::of(bracket..end), ErrorKind::MissingColon);
            self.top().state = State::Colon;
            self.settle();
            return self.skip_entry(column);
        };
        self.check_key(bracket, colon);
        self.after_colon(colon, Place::AfterKey)
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
    #[inline]
    fn simple(&mut self, parent: i32) -> (Record, Stop) {
        let start = self.at;
        match self.byte(start) {
            b'"' | b'\'' => match self.quoted(parent) {
                Some(record) => (record, self.stop_behind()),
                None => {
                    let end = self.line_end(start);
                    (Record::leaf(RecordKind::Error, Span::of(start..self.trim_end(start, end))), Stop::LineEnd(end))
                }
            },
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
    fn stop_behind(&mut self) -> Stop {
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

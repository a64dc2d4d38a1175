//! Block context: what a line is, given the collections that are open.

use std::cmp::Ordering;

use super::super::error::ErrorKind;
use super::build::{FrameKind, State};
use super::document::End;
use super::line::Line;
use super::plain::Stop;
use super::property::Pending;
use super::{MAX_KEY_LENGTH, Next, Parser, Place};
use crate::text::Span;

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
            if column == top.column {
                if top.loose {
                    self.top().odd_column = column;
                }
                if top.kind == FrameKind::Mapping {
                    return self.line_in_mapping();
                }
                if self.is_dash() {
                    self.settle();
                    return self.item();
                }
            }
            let Some(below) = self.frames.iter().nth_back(1).copied() else { return self.second_root() };
            // A sequence can share its column with the mapping that it is a value in.
            if column > below.column {
                match column.cmp(&top.column) {
                    Ordering::Equal => return self.line_in_sequence(),
                    Ordering::Greater => return self.misfit(column),
                    Ordering::Less if top.awaits() && self.is_dash() => return self.shallow_sequence(),
                    Ordering::Less if !below.loose && !self.fits_better(top.kind, below.kind) => {
                        return self.misfit(column);
                    }
                    Ordering::Less => {}
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
    pub(super) fn await_node(&mut self, state: State, end: usize) {
        let top = self.top();
        top.state = state;
        top.awaited_at = end as u32;
        self.last_end = end;
        self.at = end;
    }

    #[inline]
    pub(super) fn after_indicator(&mut self, place: Place) -> Next {
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
    pub(super) fn after_colon(&mut self, colon: usize, place: Place) -> Next {
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
    pub(super) fn empty_key(&mut self, properties: Option<Pending>) -> Next {
        let colon = self.at;
        self.pending = properties;
        let top = self.top();
        (top.state, top.awaited_at) = (State::Key, colon as u32);
        self.absent();
        self.after_colon(colon, Place::AfterKey)
    }

    /// Reports a key that goes over several lines or is too long.
    pub(super) fn check_key(&mut self, start: usize, colon: usize) {
        if start < self.line {
            self.report(Span::of(start..self.trim_end(start, colon)), ErrorKind::MultilineKey);
        } else if colon - start > MAX_KEY_LENGTH {
            self.report(Span::of(start..colon), ErrorKind::LongKey);
        }
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
}

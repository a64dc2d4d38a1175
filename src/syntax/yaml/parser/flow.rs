//! Flow context: what stands in brackets.

use super::super::arena::RecordKind;
use super::super::error::ErrorKind;
use super::build::{Frame, FrameKind, State};
use super::property::Pending;
use super::{MAX_DEPTH, MAX_KEY_LENGTH, Parser, is_blank, is_flow_indicator, is_space};
use crate::text::Span;

impl Frame {
    pub(super) const fn is_flow(&self) -> bool {
        matches!(self.kind, FrameKind::FlowMapping | FrameKind::FlowSequence | FrameKind::FlowPair)
    }

    /// Whether what comes next can be a key that goes over several lines.
    pub(super) fn awaits_flow_key(&self) -> bool {
        self.state == State::Key || (self.kind == FrameKind::FlowMapping && self.state == State::Entry)
    }
}

impl<'t> Parser<'t, '_> {
    /// Reads the collection in brackets at `Parser::at`, within a block collection in column `parent`, and stands behind
    /// its last bracket. `false` when it is not closed: then reading stands at the line that cannot belong to it.
    pub(super) fn flow(&mut self, parent: i32, properties: Option<Pending>) -> bool {
        let base = self.frames.len();
        self.flow_is_broken = false;
        self.bracket(properties);
        while self.frames.len() > base {
            if !self.flow_blanks(parent) {
                self.unclosed_bracket(base);
                return false;
            }
            self.flow_token(parent, base);
        }
        true
    }

    /// Reports a mistake in how brackets, commas and colons follow each other. In brackets, nothing shows where to go on
    /// from it for sure, so that what looks like a second such mistake is as likely the same one.
    pub(super) fn report_in_flow(&mut self, span: Span, kind: ErrorKind<'t>) {
        if !self.flow_is_broken {
            self.report(span, kind);
        }
        self.flow_is_broken = true;
    }

    /// Goes to the next word. `false` when there is none that can belong to the collection.
    fn flow_blanks(&mut self, parent: i32) -> bool {
        let mut is_first = false;
        loop {
            self.at = self.skip_blanks(self.at);
            match self.bytes.get(self.at) {
                None => return false,
                Some(b'\n') => self.begin_line(self.at + 1),
                Some(b'#') => {
                    if self.at > self.line && !is_blank(self.bytes[self.at - 1]) {
                        self.report(Span::of(self.at..self.at + 1), ErrorKind::MissingBlankBeforeComment);
                    }
                    self.comment(self.at);
                }
                Some(_) => return !(is_first && self.ends_flow(self.line, self.at, parent)),
            }
            is_first = true;
        }
    }

    /// Whether a collection in brackets cannot go on in the line at `line`, whose first word is at `content`.
    ///
    /// go-yaml does not ask for indentation in brackets, so a line in column `parent` or before it is not enough: it has to
    /// look like an entry of the block collection around, too.
    fn ends_flow(&mut self, line: usize, content: usize, parent: i32) -> bool {
        if self.is_marker(line) {
            return true;
        }
        let column = (self.skip_spaces(line) - line) as i32;
        if column > parent || matches!(self.byte(content), b']' | b'}' | b',') {
            return false;
        }
        let top = *self.top();
        if matches!(top.state, State::Colon | State::End) {
            return true;
        }
        let is_quoted = matches!(self.byte(content), b'"' | b'\'');
        let is_nothing_else = top.kind == FrameKind::FlowSequence
            || self.byte(content) == b'-'
            || self.bytes[self.trim_end(content, self.line_end(content)) - 1] == b':';
        !is_quoted && is_nothing_else && self.looks_like_entry(content)
    }

    /// Reads one token and what it implies.
    fn flow_token(&mut self, parent: i32, base: usize) {
        let byte = self.byte(self.at);
        let next = self.byte(self.at + 1);
        match byte {
            b']' | b'}' => self.closing_bracket(byte, base),
            b',' => self.comma(),
            b':' if self.is_flow_colon(next) => self.flow_colon(),
            b'?' if is_space(next) || is_flow_indicator(next) => self.flow_question(),
            _ => self.flow_word(parent),
        }
    }

    /// Whether the colon at `Parser::at` ends a key. Behind a quote or a bracket it needs no blank.
    fn is_flow_colon(&mut self, next: u8) -> bool {
        if is_space(next) || is_flow_indicator(next) {
            return true;
        }
        let top = *self.top();
        let is_key = match top.kind {
            FrameKind::FlowSequence => top.state == State::End,
            _ => top.state == State::Colon,
        };
        is_key && {
            let key = &self.records[top.child as usize];
            key.is_collection() || matches!(key.kind, RecordKind::SingleQuoted | RecordKind::DoubleQuoted)
        }
    }

    fn comma(&mut self) {
        if self.top().kind == FrameKind::FlowPair {
            self.close();
        }
        if self.pending.is_some() {
            self.absent();
        } else if self.top().state == State::Entry {
            self.report_in_flow(Span::of(self.at..self.at + 1), ErrorKind::ExtraComma);
        }
        self.settle();
        self.top().state = State::Entry;
        self.at += 1;
    }

    fn flow_colon(&mut self) {
        let colon = self.at;
        let top = *self.top();
        match (top.kind, top.state) {
            (FrameKind::FlowSequence, State::Entry) => {
                let start = self.pending.map_or(colon, |pending| pending.start);
                if self.open(FrameKind::FlowPair, 0, start, None) {
                    self.absent_flow_key(colon);
                }
            }
            (FrameKind::FlowSequence, _) => self.flow_pair(top.child, colon),
            (_, State::Entry | State::Key) => self.absent_flow_key(colon),
            (_, State::Colon) => {
                if let Some(pending) = self.pending.take() {
                    self.report(pending.span(), ErrorKind::MisplacedProperty);
                }
            }
            _ => self.report_in_flow(Span::of(colon..colon + 1), ErrorKind::MappingNotAllowed),
        }
        self.at = colon + 1;
        let top = self.top();
        if top.state == State::Colon {
            (top.state, top.awaited_at) = (State::Value, colon as u32 + 1);
            self.last_end = colon + 1;
        }
    }

    fn absent_flow_key(&mut self, colon: usize) {
        let top = self.top();
        (top.state, top.awaited_at) = (State::Key, colon as u32);
        self.absent();
    }

    /// Makes the last item of a sequence the key of a pair.
    fn flow_pair(&mut self, item: u32, colon: usize) {
        let start = self.records[item as usize].start as usize;
        if start < self.line {
            self.report_in_flow(Span::of(start..self.last_end), ErrorKind::MultilineKey);
        } else if colon - start > MAX_KEY_LENGTH {
            self.report_in_flow(Span::of(start..self.last_end), ErrorKind::LongKey);
        }
        // One that is too long is left alone: moving it again and again would not be linear.
        if colon - start <= MAX_KEY_LENGTH && self.frames.len() <= MAX_DEPTH {
            let start = self.properties_start(item).unwrap_or(start);
            self.open_around(item, FrameKind::FlowPair, 0, start);
        }
    }

    /// Where the anchor or tag of a node begins.
    fn properties_start(&self, node: u32) -> Option<usize> {
        let index = self.properties.binary_search_by_key(&node, |properties| properties.node).ok()?;
        let properties = &self.properties[index];
        properties.anchor.into_iter().chain(properties.tag).map(|span| span.start as usize).min()
    }

    fn flow_question(&mut self) {
        self.begin_flow_entry();
        if let Some(pending) = self.pending.take() {
            self.report(pending.span(), ErrorKind::MisplacedProperty);
        }
        if self.top().awaits() {
            self.report_in_flow(Span::of(self.at..self.at + 1), ErrorKind::MappingNotAllowed);
            if self.top().kind == FrameKind::FlowPair {
                self.close();
            }
            self.settle();
            self.top().state = State::Entry;
        }
        let is_sequence = self.top().kind == FrameKind::FlowSequence;
        if is_sequence && !self.open(FrameKind::FlowPair, 0, self.at, None) {
            self.at += 1;
            return;
        }
        self.at += 1;
        self.last_end = self.at;
        let at = self.at as u32;
        let top = self.top();
        (top.state, top.awaited_at) = (State::Key, at);
    }

    /// Reports what is missing if neither an item nor a key nor a value can begin.
    pub(super) fn begin_flow_entry(&mut self) {
        let top = *self.top();
        let previous = self.records[top.child as usize].span();
        let place = Span::empty(previous.end);
        match (top.kind, top.state) {
            (_, State::Entry | State::Key | State::Value) => {}
            (FrameKind::FlowMapping, State::Colon) => {
                self.report_in_flow(previous, ErrorKind::MissingColon);
                self.mark_broken();
                (self.top().state, self.top().awaited_at) = (State::Value, previous.end);
            }
            (kind, _) => {
                self.report_in_flow(place, ErrorKind::MissingComma { previous });
                self.mark_broken();
                if kind == FrameKind::FlowPair {
                    self.close();
                }
                self.settle();
                self.top().state = State::Entry;
            }
        }
    }

    /// Opens the collection whose bracket is at `Parser::at`.
    pub(super) fn bracket(&mut self, properties: Option<Pending>) {
        let start = self.at;
        let kind = if self.bytes[start] == b'[' { FrameKind::FlowSequence } else { FrameKind::FlowMapping };
        if self.open(kind, 0, start, properties) {
            self.at += 1;
            self.last_end = self.at;
            return;
        }
        self.report_in_flow(Span::of(start..start + 1), ErrorKind::TooDeep { limit: MAX_DEPTH as u32 });
        self.mark_broken();
        self.skip_brackets();
        self.error_node(Span::of(start..self.at));
    }

    /// Goes behind the bracket that closes the one at `Parser::at`.
    fn skip_brackets(&mut self) {
        let mut depth = 0_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                b'\n' => self.line = self.at + 1,
                b'"' => {
                    let mut end = self.at + 1;
                    while let Some(length) = memchr::memchr2(b'"', b'\\', self.bytes.get(end..).unwrap_or_default()) {
                        end += length + 1;
                        if self.bytes[end - 1] == b'"' {
                            self.at = end - 1;
                            break;
                        }
                        end += 1;
                    }
                }
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn closing_bracket(&mut self, bracket: u8, base: usize) {
        if self.pending.is_some() {
            self.absent();
        }
        if self.top().kind == FrameKind::FlowPair {
            self.close();
        }
        let wanted = if bracket == b']' { FrameKind::FlowSequence } else { FrameKind::FlowMapping };
        if self.top().kind != wanted {
            let node = self.top().node as usize;
            let opener = self.records[node].start;
            let opener = Span::new(opener, opener + 1);
            let kind = ErrorKind::MismatchedBracket { bracket: bracket as char, opener };
            self.report_in_flow(Span::of(self.at..self.at + 1), kind);
            self.mark_broken();
            if self.frames[base..].iter().any(|frame| frame.kind == wanted) {
                while self.top().kind != wanted {
                    self.close();
                }
            }
        }
        self.at += 1;
        self.settle();
        self.last_end = self.at;
        self.close();
    }

    /// Closes all brackets, reporting the innermost one unless something else has been said of them.
    fn unclosed_bracket(&mut self, base: usize) {
        if self.pending.is_some() {
            self.absent();
        }
        let innermost = self.frames[base..].iter().rev().find(|frame| frame.kind != FrameKind::FlowPair);
        let start = innermost.map_or(0, |frame| self.records[frame.node as usize].start as usize);
        let noticed = Span::of(self.at..self.trim_end(self.at, self.line_end(self.at)));
        let bracket = self.bytes[start] as char;
        self.report_in_flow(Span::of(start..start + 1), ErrorKind::UnclosedBracket { bracket, noticed });
        while self.frames.len() > base {
            self.mark_broken();
            self.close();
        }
        let is_at_end = self.at >= self.bytes.len();
        self.begin_line(if is_at_end { self.at } else { self.line });
    }
}

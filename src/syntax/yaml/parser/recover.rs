//! The way on from a mistake: what is reported, what is guessed, and what is left out.
//!
//! The unit that is given up is the line and what is indented below it; the next line in a column of the collections
//! around is read as if nothing had happened. A guess is made where one is clearly better than the loss.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::error::ErrorKind;
use super::build::{FrameKind, State};
use super::line::Line;
use super::plain::Stop;
use super::property::Pending;
use super::{MAX_DEPTH, Next, Parser, Place, is_blank};
use crate::text::Span;

impl Parser<'_, '_> {
    /// Where the first line of a record ends.
    pub(super) fn first_line_end(&self, record: Record) -> usize {
        let (start, end) = (record.start as usize, record.end as usize);
        self.trim_end(start, self.line_end(start).min(end))
    }

    /// The colon of `key:value` in a plain scalar on one line.
    pub(super) fn colon_without_blank(&self, record: &Record) -> Option<usize> {
        if record.kind != RecordKind::Plain || record.flags.has(Flags::COOKED) {
            return None;
        }
        let text = &self.bytes[record.span().range()];
        memchr::memchr(b':', text).filter(|&length| length > 0).map(|length| record.start as usize + length)
    }

    pub(super) fn report_colon(&mut self, colon: usize) {
        match self.blank_lookalike(colon + 1) {
            Some(character) => {
                let span = Span::of(colon + 1..colon + 1 + character.len_utf8());
                self.report(span, ErrorKind::BlankLookalike(character));
            }
            None => self.report(Span::of(colon..colon + 1), ErrorKind::MissingBlankAfterColon),
        }
    }

    /// Ends the last record, which is a key, at `colon`, and adds the text up to `end` as its value.
    pub(super) fn split_entry(&mut self, colon: usize, end: usize) {
        if let Some(key) = self.records.last_mut() {
            key.end = colon as u32;
        }
        self.top().state = State::Value;
        let lookalike = self.blank_lookalike(colon + 1).map_or(0, char::len_utf8);
        let start = self.skip_blanks((colon + 1 + lookalike).min(end)).min(end);
        let mut record = Record::leaf(RecordKind::Plain, Span::of(start..end));
        if start == end {
            record.flags = Flags::ABSENT;
        }
        self.leaf(record, None);
    }

    /// A character at `at` that looks like a space to people.
    fn blank_lookalike(&self, at: usize) -> Option<char> {
        let character = self.text.get(at..)?.chars().next()?;
        let is_lookalike = matches!(
            character,
            '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
                ..='\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
        );
        is_lookalike.then_some(character)
    }

    /// The line of a mapping that `record` begins has no colon behind it.
    pub(super) fn missing_colon(&mut self, record: Record, stop: Stop) -> Next {
        self.mark_broken();
        self.top().loose = true;
        let column = self.top().column;
        let start = record.start as usize;
        let (end, _) = self.rest_of_line(record.end as usize);
        if let Some(colon) = self.colon_without_blank(&record) {
            self.report_colon(colon);
            self.leaf(record, None);
            self.split_entry(colon, record.end as usize);
            return self.skip_entry(column);
        }
        if self.bytes[start] == b'-' {
            self.report(Span::of(start..start + 1), ErrorKind::MissingBlankAfterDash);
        } else {
            self.report(Span::of(start..end), ErrorKind::MissingColon);
        }
        let is_alone = !matches!(stop, Stop::Text(_)) && record.kind != RecordKind::Error;
        if is_alone && self.announces_value(end, column) {
            self.scalar(record, None);
            let top = self.top();
            (top.state, top.awaited_at) = (State::Value, record.end);
            self.skip_line_from(end);
            return Next::Line;
        }
        self.give_up_entry(start)
    }

    /// Leaves out the entry that begins at `start`, with all that is deeper than the innermost collection's column.
    fn give_up_entry(&mut self, start: usize) -> Next {
        let id = self.next_id();
        let column = self.top().column;
        self.error_entry(start);
        self.skip_entry(column);
        self.extend_error(id);
        Next::Line
    }

    /// Adds an entry for the line from `start` on, which cannot be read.
    fn error_entry(&mut self, start: usize) {
        let (end, _) = self.rest_of_line(start);
        self.error_node(Span::of(start..end));
        let top = self.top();
        (top.state, top.awaited_at) = (State::Value, end as u32);
        self.absent();
    }

    /// A `- ` in the column of a mapping's keys. All items that follow it are the same mistake.
    pub(super) fn item_in_mapping(&mut self) -> Next {
        let top = *self.top();
        let mapping = self.records[top.node as usize + 1];
        let mapping = Span::of(mapping.start as usize..self.first_line_end(mapping));
        if !top.loose {
            self.report(Span::of(self.at..self.at + 1), ErrorKind::ItemInMapping { mapping });
        }
        self.mark_broken();
        let id = self.next_id();
        self.error_entry(self.at);
        self.skip_entries(top.column, Self::is_dash);
        self.extend_error(id);
        Next::Line
    }

    /// A line without `- ` in the column of a sequence's items. All such lines that follow it are the same mistake.
    pub(super) fn line_in_sequence(&mut self) -> Next {
        self.settle();
        self.mark_broken();
        let top = *self.top();
        if self.byte(self.at) == b'-' {
            self.report(Span::of(self.at..self.at + 1), ErrorKind::MissingBlankAfterDash);
            self.top().awaited_at = self.at as u32 + 1;
            self.top().state = State::Value;
            self.at += 1;
            self.last_end = self.at;
            return Next::Node(Place::Compact);
        }
        let sequence = self.records[top.node as usize + 1];
        let sequence = Span::of(sequence.start as usize..self.first_line_end(sequence));
        let (end, _) = self.rest_of_line(self.at);
        let line = Span::of(self.at..end);
        if !top.loose {
            self.report(line, ErrorKind::EntryInSequence { sequence });
        }
        let id = self.next_id();
        self.error_node(line);
        self.skip_entries(top.column, |parser| parser.byte(parser.at) != b'-');
        self.extend_error(id);
        Next::Line
    }

    /// Skips the line and what is deeper than `column`, and so on with each further line in that column of which
    /// `is_alike` says that it is the same mistake.
    fn skip_entries(&mut self, column: i32, is_alike: impl Fn(&Self) -> bool) {
        loop {
            self.skip_entry(column);
            if self.open_line() != Line::Content || self.column != column || !is_alike(self) {
                self.begin_line(self.line);
                return;
            }
            self.last_end = self.rest_of_line(self.at).0;
        }
    }

    /// Whether the line that was opened is nothing but an anchor or a tag in the column of the key whose value it belongs
    /// to. That is reported.
    pub(super) fn are_misplaced_properties(&mut self) -> bool {
        if !matches!(self.byte(self.at), b'&' | b'!') {
            return false;
        }
        let line = Span::of(self.at..self.rest_of_line(self.at).0);
        let are_alone =
            line.slice(self.text).split([' ', '\t']).all(|word| word.is_empty() || word.starts_with(['&', '!']));
        if are_alone {
            self.report(line, ErrorKind::MisplacedProperty);
        }
        are_alone
    }

    /// An anchor or a tag alone in the column of a mapping's keys.
    pub(super) fn misplaced_properties(&mut self, start: usize) -> Next {
        let (end, _) = self.rest_of_line(start);
        self.report(Span::of(start..end), ErrorKind::MisplacedProperty);
        self.mark_broken();
        self.give_up_entry(start)
    }

    /// Text at `at` on the line of a complete value.
    pub(super) fn trailing_text(&mut self, value: Span, at: usize) -> Next {
        let top = *self.top();
        if top.kind == FrameKind::Document && self.byte(at) == b'{' && self.byte(value.start as usize) == b'{' {
            self.at = at;
            return Next::Document(Place::AfterKey);
        }
        let (end, _) = self.rest_of_line(at);
        match self.blank_lookalike(at) {
            Some(character) => {
                self.report(Span::of(at..at + character.len_utf8()), ErrorKind::BlankLookalike(character));
            }
            None if self.byte(at) == b':' && self.is_space(at + 1) => {
                self.report(Span::of(at..at + 1), ErrorKind::MappingNotAllowed);
            }
            None if matches!(self.byte(at), b']' | b'}') => {
                self.report(Span::of(at..at + 1), ErrorKind::UnopenedBracket(self.bytes[at] as char));
            }
            None => self.report(Span::of(at..end), ErrorKind::TrailingText { value }),
        }
        self.mark_broken();
        if top.kind == FrameKind::Document {
            self.top().loose = true;
            self.skip_line_from(at);
            return Next::Line;
        }
        self.at = at;
        self.skip_entry(top.column)
    }

    /// A colon makes a key of text that begins at `start`, where none can be.
    pub(super) fn mapping_not_allowed(&mut self, start: usize, colon: usize) {
        self.mark_broken();
        match self.text[start..].chars().next().filter(|first| matches!(first, '“' | '”' | '„' | '«' | '‘' | '’'))
        {
            Some(quote) => {
                self.report(Span::of(start..start + quote.len_utf8()), ErrorKind::TypographicQuote(quote));
            }
            None => self.report(Span::of(colon..colon + 1), ErrorKind::MappingNotAllowed),
        }
    }

    /// Takes the rest of the line from `start` on for a plain scalar.
    pub(super) fn text_as_scalar(&mut self, start: usize, properties: Option<Pending>) -> Next {
        let (end, _) = self.rest_of_line(start);
        let column = self.top().column;
        self.leaf(Record::leaf(RecordKind::Plain, Span::of(start..end)), properties);
        self.at = start;
        // `a: b:` announces something; what may be that is left out.
        let announces = self.bytes[end - 1] == b':';
        self.skip_entries(column, |parser| announces && parser.is_dash());
        Next::Line
    }

    /// A character at `at` that cannot begin a plain scalar. It is read as if it could.
    pub(super) fn reserved_character(&mut self, at: usize) {
        let character = self.bytes[at] as char;
        let span = Span::of(at..at + 1);
        match character {
            ']' | '}' => self.report(span, ErrorKind::UnopenedBracket(character)),
            '%' if at == self.line => {
                let (end, _) = self.rest_of_line(at);
                self.report(Span::of(at..end), ErrorKind::DirectiveInDocument);
            }
            _ => self.report(span, ErrorKind::ReservedCharacter(character)),
        }
    }

    /// A collection at `Parser::at` would be nested too deep. It is left out, up to the next line that is no deeper than
    /// the innermost one.
    pub(super) fn too_deep(&mut self) -> Next {
        let (end, _) = self.rest_of_line(self.at);
        self.report(Span::of(self.at..end), ErrorKind::TooDeep { limit: MAX_DEPTH as u32 });
        self.mark_broken();
        let column = self.top().column;
        let id = self.next_id();
        self.error_node(Span::of(self.at..end));
        self.skip_entry(column);
        self.extend_error(id);
        Next::Line
    }

    /// Skips the rest of the line and all lines that are deeper than `column`.
    pub(super) fn skip_entry(&mut self, column: i32) -> Next {
        self.skip_line();
        while self.open_line() == Line::Content && self.column > column {
            let (end, _) = self.rest_of_line(self.at);
            self.last_end = end;
            self.skip_line();
        }
        self.tab = None;
        self.begin_line(self.line);
        Next::Line
    }

    /// Lets the error node with this id, which is the last one or the key of the last entry, cover what was left out
    /// behind it.
    fn extend_error(&mut self, id: u32) {
        let end = self.last_end as u32;
        self.records[id as usize].end = end;
        if let Some(absent_value) = self.records.get_mut(id as usize + 1) {
            (absent_value.start, absent_value.end) = (end, end);
        }
    }

    /// Skips the rest of the line at `Parser::at`, noting its comment.
    pub(super) fn skip_line(&mut self) {
        self.skip_line_from(self.at);
    }

    fn skip_line_from(&mut self, at: usize) {
        match self.rest_of_line(at) {
            (_, Some(comment)) => self.comment(comment),
            (end, None) => self.begin_line(self.line_end(end) + 1),
        }
    }

    /// Where the text from `at` on ends on its line, and where the comment behind it begins.
    pub(super) fn rest_of_line(&self, at: usize) -> (usize, Option<usize>) {
        let mut from = at;
        while let Some(found) = memchr::memchr2(b'#', b'\n', &self.bytes[from..]).map(|length| from + length) {
            if self.bytes[found] == b'\n' {
                return (self.trim_end(at, found), None);
            }
            if found > at && is_blank(self.bytes[found - 1]) {
                return (self.trim_end(at, found), Some(found));
            }
            from = found + 1;
        }
        (self.trim_end(at, self.bytes.len()), None)
    }

    /// Whether the next line with text behind the one of `at` can be the value of a key in `column`.
    fn announces_value(&self, at: usize, column: i32) -> bool {
        let mut line = self.line_end(at) + 1;
        while line < self.bytes.len() {
            let text = self.skip_spaces(line);
            let content = self.skip_blanks(text);
            if !matches!(self.byte(content), b'\n' | b'#') {
                let next = (text - line) as i32;
                let is_item = self.byte(content) == b'-' && self.is_space(content + 1);
                return next > column || (next == column && is_item);
            }
            line = self.line_end(content) + 1;
        }
        false
    }
}

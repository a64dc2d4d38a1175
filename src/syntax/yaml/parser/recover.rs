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
        self.tab = None;
    }

    /// The line that was opened is deeper than the innermost collection's entries, none of which awaits a value, or its
    /// column lies between two collections'. It is read as an entry of the innermost one.
    pub(super) fn misfit(&mut self, column: i32) -> Next {
        let top = *self.top();
        if top.kind == FrameKind::Document {
            return self.second_root();
        }
        if column > top.column && self.child_is_broken_entry(column) {
            return Next::Line;
        }
        if !top.loose {
            let record = self.records[top.child as usize];
            let neighbour = Span::of(record.start as usize..self.first_line_end(record));
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
        frame.column = column;
        match top.kind {
            FrameKind::Mapping => self.line_in_mapping(),
            _ if self.is_dash() => {
                self.settle();
                self.item()
            }
            _ => self.line_in_sequence(),
        }
    }

    /// Where the first line of a record ends.
    fn first_line_end(&self, record: Record) -> usize {
        let (start, end) = (record.start as usize, record.end as usize);
        self.trim_end(start, self.line_end(start).min(end))
    }

    /// The comment between a plain scalar and the line that was opened.
    fn comment_behind(&self, record: &Record) -> Option<Span> {
        let comment = *self.comments.last()?;
        (record.kind == RecordKind::Plain && comment.start >= record.end).then_some(comment)
    }

    /// A line behind the document's one value.
    fn second_root(&mut self) -> Next {
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

    /// Whether the innermost collection's last child is a scalar on lines of its own that seems to be the first entry of
    /// a mapping, which the line that was opened goes on with. It is made that.
    fn child_is_broken_entry(&mut self, column: i32) -> bool {
        let top = *self.top();
        let record = self.records[top.child as usize];
        let is_last = top.child + 1 == self.next_id();
        let start = record.start as usize;
        let line = memchr::memrchr(b'\n', &self.bytes[..start]).map_or(0, |at| at + 1);
        let own_column = (start - line) as i32;
        if record.kind != RecordKind::Plain
            || record.flags.has(Flags::ABSENT)
            || !is_last
            || self.skip_spaces(line) != start
            || column < own_column
            || self.frames.len() > MAX_DEPTH
            || self.comment_behind(&record).is_some()
        {
            return false;
        }
        let colon = self.colon_without_blank(&record).filter(|_| column == own_column);
        let end = self.first_line_end(record);
        self.open_around(top.child, FrameKind::Mapping, own_column, start);
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

    /// The colon of `key:value` in a plain scalar on one line.
    fn colon_without_blank(&self, record: &Record) -> Option<usize> {
        if record.kind != RecordKind::Plain || record.flags.has(Flags::COOKED) {
            return None;
        }
        let text = &self.bytes[record.span().range()];
        memchr::memchr(b':', text).filter(|&length| length > 0).map(|length| record.start as usize + length)
    }

    fn report_colon(&mut self, colon: usize) {
        match self.blank_lookalike(colon + 1) {
            Some(character) => {
                let span = Span::of(colon + 1..colon + 1 + character.len_utf8());
                self.report(span, ErrorKind::BlankLookalike(character));
            }
            None => self.report(Span::of(colon..colon + 1), ErrorKind::MissingBlankAfterColon),
        }
    }

    /// Ends the last record, which is a key, at `colon`, and adds the text up to `end` as its value.
    fn split_entry(&mut self, colon: usize, end: usize) {
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
        if is_alone && self.next_column(end).is_some_and(|next| next > column) {
            self.scalar(record, None);
            let top = self.top();
            (top.state, top.awaited_at) = (State::Value, record.end);
            self.skip_line_from(end);
            return Next::Line;
        }
        self.error_entry(start);
        self.skip_entry(column)
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
        self.report(Span::of(self.at..self.at + 1), ErrorKind::ItemInMapping { mapping });
        self.mark_broken();
        self.error_entry(self.at);
        loop {
            self.skip_entry(top.column);
            if self.open_line() != Line::Content || self.column != top.column || !self.is_dash() {
                self.begin_line(self.line);
                return Next::Line;
            }
        }
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
        self.report(line, ErrorKind::EntryInSequence { sequence });
        self.error_node(line);
        loop {
            self.skip_entry(top.column);
            if self.open_line() != Line::Content || self.column != top.column || self.byte(self.at) == b'-' {
                self.begin_line(self.line);
                return Next::Line;
            }
        }
    }

    /// An anchor or a tag alone in the column of a mapping's keys.
    pub(super) fn misplaced_properties(&mut self, start: usize) -> Next {
        let (end, _) = self.rest_of_line(start);
        self.report(Span::of(start..end), ErrorKind::MisplacedProperty);
        self.mark_broken();
        let column = self.top().column;
        self.error_entry(start);
        self.skip_entry(column)
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
        self.skip_entry(column)
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
        self.error_node(Span::of(self.at..end));
        self.skip_entry(column)
    }

    /// Skips the rest of the line and all lines that are deeper than `column`. What was left out belongs to the last
    /// record if that is an error.
    pub(super) fn skip_entry(&mut self, column: i32) -> Next {
        self.skip_line();
        while self.open_line() == Line::Content && self.column > column {
            let (end, _) = self.rest_of_line(self.at);
            self.last_end = end;
            self.skip_line();
        }
        self.tab = None;
        self.begin_line(self.line);
        self.extend_error();
        Next::Line
    }

    /// Lets an error that was added last cover what was left out behind it.
    fn extend_error(&mut self) {
        let end = self.last_end as u32;
        let count = self.records.len();
        let Some(last) = self.records.last() else { return };
        if last.kind == RecordKind::Error {
            self.records[count - 1].end = end;
        } else if last.flags.has(Flags::ABSENT) && count > 1 && self.records[count - 2].kind == RecordKind::Error {
            self.records[count - 2].end = end;
            (self.records[count - 1].start, self.records[count - 1].end) = (end, end);
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

    /// The column of the next line with text behind the one of `at`.
    fn next_column(&self, at: usize) -> Option<i32> {
        let mut line = self.line_end(at) + 1;
        while line < self.bytes.len() {
            let text = self.skip_spaces(line);
            let content = self.skip_blanks(text);
            match self.byte(content) {
                b'\n' | b'#' => line = self.line_end(content) + 1,
                _ => return Some((text - line) as i32).filter(|_| !self.is_marker(line)),
            }
        }
        None
    }
}

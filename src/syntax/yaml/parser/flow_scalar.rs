//! Scalars and aliases in brackets.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::error::ErrorKind;
use super::plain::Stop;
use super::{Parser, is_blank, is_flow_indicator, is_space};
use crate::text::Span;

impl<'t> Parser<'t, '_> {
    /// Reads a node, or the anchor or tag before one.
    pub(super) fn flow_word(&mut self, parent: i32) {
        self.begin_flow_entry();
        let start = self.at;
        match self.bytes[start] {
            b'&' | b'!' => {
                let properties = self.read_properties();
                self.pending = self.combine(self.pending, Some(properties));
            }
            b'[' | b'{' => {
                let properties = self.pending.take();
                self.bracket(properties);
            }
            b'"' | b'\'' => {
                let flags = self.quoted(parent);
                let record = self.quoted_record(start, flags);
                if flags.is_none() {
                    self.flow_is_broken = true;
                    self.at = self.line_end(start);
                }
                self.flow_leaf(record);
            }
            b'*' => {
                self.at = self.name_end(start);
                if self.at == start + 1 {
                    self.report(Span::of(start..self.at), ErrorKind::MissingName('*'));
                }
                self.flow_leaf(Record::leaf(RecordKind::Alias, Span::of(start..self.at)));
            }
            byte => {
                let is_lone_dash = byte == b'-' && {
                    let next = self.byte(start + 1);
                    is_space(next) || is_flow_indicator(next)
                };
                if is_lone_dash || matches!(byte, b'@' | b'`' | b'%' | b'|' | b'>') {
                    self.report_in_flow(Span::of(start..start + 1), ErrorKind::ReservedCharacter(byte as char));
                }
                self.flow_plain(parent);
            }
        }
    }

    fn flow_leaf(&mut self, mut record: Record) {
        record.flags = record.flags.with(Flags::FLOW);
        let properties = self.pending.take();
        self.scalar(record, properties);
    }

    fn flow_plain(&mut self, parent: i32) {
        let start = self.at;
        let is_key = self.top().awaits_flow_key();
        let (mut end, mut stop) = self.flow_plain_line(start);
        let mut flags = Flags::none();
        while let Stop::LineEnd(at) = stop {
            self.at = at;
            let Some((line, content)) = self.next_line_with_text(at) else { break };
            let byte = self.byte(content);
            if byte == b'#'
                || is_flow_indicator(byte)
                || (byte == b':' && (self.is_space(content + 1) || is_flow_indicator(self.byte(content + 1))))
                || self.ends_flow_plain(line, content, parent)
            {
                break;
            }
            let next = self.flow_plain_line(content);
            if !is_key && matches!(next.1, Stop::Colon(_)) {
                break;
            }
            self.line = line;
            (end, stop) = next;
            flags = Flags::COOKED;
        }
        let (Stop::Colon(at) | Stop::Comment(at) | Stop::LineEnd(at) | Stop::Text(at)) = stop;
        self.at = at;
        let mut record = Record::leaf(RecordKind::Plain, Span::of(start..end));
        record.flags = flags;
        self.flow_leaf(record);
    }

    /// Whether a plain scalar cannot go on in the line at `line`. What [`Self::ends_flow`] says of lines where a comma
    /// is missing does not count here: the scalar may go on.
    fn ends_flow_plain(&self, line: usize, content: usize, parent: i32) -> bool {
        let column = (self.skip_spaces(line) - line) as i32;
        self.is_marker(line) || (column <= parent && self.looks_like_entry(content))
    }

    /// The beginning and the first word of the next line that is not blank, behind the line feed at `at`.
    fn next_line_with_text(&self, at: usize) -> Option<(usize, usize)> {
        let mut line = at + 1;
        loop {
            let content = self.skip_blanks(line);
            match self.bytes.get(content) {
                None => return None,
                Some(b'\n') => line = content + 1,
                Some(_) => return Some((line, content)),
            }
        }
    }

    /// Reads a plain scalar from `start` to what ends it on this line. Returns where its text ends.
    fn flow_plain_line(&self, start: usize) -> (usize, Stop) {
        let mut at = start;
        let stop = loop {
            let byte = self.byte(at);
            match byte {
                b'\n' => break Stop::LineEnd(at),
                b',' | b'[' | b']' | b'{' | b'}' if at > start => break Stop::Text(at),
                b':' if at > start => {
                    let next = self.byte(at + 1);
                    if is_space(next) || is_flow_indicator(next) {
                        break Stop::Colon(at);
                    }
                }
                b'#' if at > start && is_blank(self.bytes[at - 1]) => break Stop::Comment(at),
                _ => {}
            }
            at += 1;
        };
        let (Stop::Colon(at) | Stop::Comment(at) | Stop::LineEnd(at) | Stop::Text(at)) = stop;
        (self.trim_end(start, at), stop)
    }
}

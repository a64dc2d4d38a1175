//! Quoted scalars.

use super::super::arena::{Flags, Record, RecordKind};
use super::super::cook::{Escape, EscapeValue};
use super::super::error::ErrorKind;
use super::{Parser, is_space};
use crate::text::Span;

impl Parser<'_, '_> {
    /// Reads the quoted scalar at `Parser::at` and stands behind it. `None` when it is not closed, which is reported;
    /// reading stands where it was. Returns the flags for its record; see [`Self::quoted_record`].
    ///
    /// `parent` is the column that its lines should be indented deeper than. go-yaml does not ask for that, so a line that
    /// is not ends the scalar only if it looks like an entry of the collection around.
    pub(super) fn quoted(&mut self, parent: i32) -> Option<Flags> {
        let start = self.at;
        let quote = self.bytes[start];
        let mut flags = Flags::none();
        let mut line = self.line;
        let mut from = start + 1;
        let only_this_line = start < self.unclosed[usize::from(quote == b'"')];
        let noticed = loop {
            let rest = &self.bytes[from..];
            let found = if quote == b'"' {
                memchr::memchr3(b'"', b'\\', b'\n', rest)
            } else {
                memchr::memchr2(b'\'', b'\n', rest)
            };
            let Some(at) = found.map(|length| from + length) else { break self.bytes.len() };
            match self.bytes[at] {
                b'\'' if self.byte(at + 1) == b'\'' => {
                    flags = Flags::COOKED;
                    from = at + 2;
                }
                b'\\' => {
                    flags = Flags::COOKED;
                    from = self.escape(at, line);
                }
                b'\n' => {
                    flags = Flags::COOKED;
                    let content = self.skip_blanks(at + 1);
                    if only_this_line || self.ends_quoted(at + 1, content, parent, quote) {
                        break content;
                    }
                    line = at + 1;
                    from = content;
                }
                _ => {
                    self.line = line;
                    self.at = at + 1;
                    return Some(flags);
                }
            }
        };
        self.unclosed[usize::from(quote == b'"')] = noticed;
        let noticed = Span::of(noticed..self.line_end(noticed));
        self.report(Span::of(start..start + 1), ErrorKind::UnclosedQuote { noticed });
        None
    }

    /// The record of the quoted scalar from `start` to `Parser::at`; of an error up to the end of the line if there are no
    /// flags, because it is not closed.
    #[inline]
    pub(super) fn quoted_record(&self, start: usize, flags: Option<Flags>) -> Record {
        let Some(flags) = flags else {
            let end = self.trim_end(start, self.line_end(start));
            return Record::leaf(RecordKind::Error, Span::of(start..end));
        };
        let kind = if self.bytes[start] == b'"' { RecordKind::DoubleQuoted } else { RecordKind::SingleQuoted };
        let mut record = Record::leaf(kind, Span::of(start..self.at));
        record.flags = flags;
        record
    }

    /// Checks the escape at `at`. Returns where to go on: at the line feed, if it is one that is escaped.
    fn escape(&mut self, at: usize, line: usize) -> usize {
        let escape = Escape::read(&self.text[at..]);
        match escape.value {
            EscapeValue::Character(_) => at + escape.length,
            EscapeValue::LineBreak => at + escape.length - 1,
            EscapeValue::Invalid => {
                let first_line = std::mem::replace(&mut self.line, line);
                let end = at + if self.is_space(at + 1) { 1 } else { escape.length };
                self.report(Span::of(at..end), ErrorKind::InvalidEscape);
                self.line = first_line;
                end
            }
        }
    }

    /// Whether a quoted scalar cannot go on in the line at `line`, whose first word is at `content`.
    fn ends_quoted(&self, line: usize, content: usize, parent: i32, quote: u8) -> bool {
        if self.is_marker(line) {
            return true;
        }
        let column = (self.skip_spaces(line) - line) as i32;
        if column > parent || !self.looks_like_entry(content) {
            return false;
        }
        // An odd number of quotes: one of them closes the scalar.
        memchr::memchr_iter(quote, &self.bytes[content..self.line_end(content)]).count().is_multiple_of(2)
    }

    /// Whether the text at `at`, first on its line, is `- ` or a word with a colon behind it. Text that goes on over
    /// several lines seldom is; a key of several words is seldom meant.
    pub(super) fn looks_like_entry(&self, at: usize) -> bool {
        let rest = &self.bytes[at..];
        let word = rest.iter().position(|&byte| is_space(byte)).map_or(rest, |length| &rest[..length]);
        word == b"-" || (word.len() > 1 && word.ends_with(b":"))
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::yaml::Tree;

    /// The value of `a` and how many mistakes there are.
    fn read(text: &str) -> (Option<String>, usize) {
        let tree = Tree::parse(text);
        let root = tree.documents().next().and_then(|document| document.root().as_mapping()).expect("a mapping");
        (root.get("a").and_then(crate::syntax::yaml::Node::as_str).map(Into::into), tree.errors().len())
    }

    #[test]
    fn prose_goes_on_left_of_its_key() {
        assert_eq!(read("a: 'one\ntwo. See more: here'\nb: 1\n"), (Some("one two. See more: here".into()), 0));
        assert_eq!(read("a: 'one\nat: https://example.com'\nb: 1\n"), (Some("one at: https://example.com".into()), 0));
    }

    #[test]
    fn an_entry_ends_what_was_not_closed() {
        assert_eq!(read("a: 'one\nb: 2\n").1, 1);
        assert_eq!(read("a: \"one\nb: \"2\"\n").1, 1);
    }
}

//! Scalars: how they are written, and the text that they stand for.
//!
//! Types are in `resolve`.

use std::borrow::Cow;

use super::arena::{Flags, Record, RecordKind};
use super::view::Node;
use crate::text::Span;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes. Only such a scalar can be anything but a string, unless a tag says so.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scalar<'t> {
    pub(super) node: Node<'t>,
}

impl<'t> Scalar<'t> {
    fn record(self) -> &'t Record {
        self.node.record()
    }

    /// The scalar as a node.
    #[must_use]
    pub const fn node(self) -> Node<'t> {
        self.node
    }

    /// Where it stands: quotes and the header of a block scalar included.
    ///
    /// A block scalar ends behind the last character of its text; with `+`, behind the blank lines that follow.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// How it is written.
    #[must_use]
    pub fn style(self) -> Style {
        match self.record().kind {
            RecordKind::SingleQuoted => Style::SingleQuoted,
            RecordKind::DoubleQuoted => Style::DoubleQuoted,
            RecordKind::Literal => Style::Literal,
            RecordKind::Folded => Style::Folded,
            _ => Style::Plain,
        }
    }

    /// The text as written, quotes and header included.
    #[must_use]
    pub fn raw(self) -> &'t str {
        self.node.text()
    }

    /// The indicators of a block scalar, such as `|-` or `>2+`.
    #[must_use]
    pub fn header(self) -> Option<Span> {
        if !matches!(self.style(), Style::Literal | Style::Folded) {
            return None;
        }
        let is_indicator = |byte: &u8| matches!(byte, b'|' | b'>' | b'+' | b'-' | b'0'..=b'9');
        let length = self.raw().bytes().take_while(is_indicator).count();
        Some(Span::new(self.record().start, self.record().start + length as u32))
    }

    /// Where the text itself stands: within the quotes; the lines below the header of a block scalar, with their
    /// indentation.
    #[must_use]
    pub fn content_span(self) -> Span {
        let span = self.span();
        match self.style() {
            Style::Plain => span,
            Style::SingleQuoted | Style::DoubleQuoted => Span::new(span.start + 1, span.end - 1),
            Style::Literal | Style::Folded => {
                let raw = self.raw().as_bytes();
                let first_line = memchr::memchr2(b'\n', b'\r', raw).unwrap_or(raw.len());
                let body = first_line + line_break(&raw[first_line..]);
                Span::new(span.start + body as u32, span.end)
            }
        }
    }

    /// Whether its value is `text`. Cheaper than comparing [`Self::value`].
    #[must_use]
    pub fn is(self, text: &str) -> bool {
        let record = self.record();
        if record.flags.has(Flags::COOKED) {
            return self.value() == text;
        }
        // Most comparisons are of keys, and fail.
        if record.kind == RecordKind::Plain && record.span().len() as usize != text.len() {
            return false;
        }
        self.content_span().slice(self.node.tree.text) == text
    }

    /// The text that it stands for: unquoted, unescaped, folded. Borrowed where it stands like that in the source.
    #[must_use]
    pub fn value(self) -> Cow<'t, str> {
        let content = self.content_span().slice(self.node.tree.text);
        if !self.record().flags.has(Flags::COOKED) {
            return Cow::Borrowed(content);
        }
        match self.style() {
            Style::Plain => Cow::Owned(super::cook::plain(content)),
            Style::SingleQuoted => Cow::Owned(super::cook::single_quoted(content)),
            Style::DoubleQuoted => Cow::Owned(super::cook::double_quoted(content)),
            Style::Literal | Style::Folded => Cow::Owned(self.block_value(content)),
        }
    }

    fn block_value(self, content: &str) -> String {
        let source = &self.node.tree.text.as_bytes()[self.record().end as usize..];
        let header = self.header().unwrap_or_default().slice(self.node.tree.text);
        let chomping = if header.contains('-') {
            Chomping::Strip
        } else if header.contains('+') {
            Chomping::Keep
        } else {
            Chomping::Clip { is_last_line_closed: line_break(source) > 0 }
        };
        let block = Block { indentation: self.record().link as usize, folded: self.style() == Style::Folded, chomping };
        super::cook::block(content, &block)
    }
}

/// How the text of a block scalar is put together.
pub(super) struct Block {
    /// Columns at the beginning of each line that are not text.
    pub(super) indentation: usize,
    pub(super) folded: bool,
    pub(super) chomping: Chomping,
}

/// What becomes of the line breaks at the end of a block scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Chomping {
    /// `-`: none is kept.
    Strip,
    /// The last line's own, if it has one.
    Clip { is_last_line_closed: bool },
    /// `+`: all are kept.
    Keep,
}

/// Length of the line break at the beginning of `bytes`: 0, 1 or 2.
pub(super) fn line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

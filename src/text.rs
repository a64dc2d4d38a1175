//! Source text, byte spans in it, and edits of it.
//!
//! Everything inside the analyser speaks of places as byte offsets. Lines and columns are computed here, on demand,
//! for reports and editors only. Knows nothing of any language.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A range of bytes in one source: `start` inclusive, `end` exclusive, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The span of `range`, whose bounds fit `u32` because every [`Source`] does.
    #[must_use]
    pub const fn of(range: Range<usize>) -> Self {
        Self::new(range.start as u32, range.end as u32)
    }

    /// The empty span at `offset`.
    #[must_use]
    pub const fn empty(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies within this span.
    #[must_use]
    pub const fn contains_offset(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The text under this span.
    ///
    /// # Panics
    /// When the span does not lie within `text` on character boundaries, which is a defect of whoever made it.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The span as a range of `usize`.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value together with the place it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs `value` with its place.
    #[must_use]
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Applies `f` to the value and keeps the place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(f(self.value), self.span)
    }
}

/// Why bytes cannot become a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The bytes are not UTF-8.
    #[error("not UTF-8 text: byte {offset} (line {line}) does not belong to any character")]
    NotUtf8 {
        /// Offset of the first offending byte.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// The text is longer than `u32` offsets can address.
    #[error("too large: {size} bytes, where at most {} can be read", u32::MAX)]
    TooLarge {
        /// Size in bytes.
        size: usize,
    },
}

/// One file's text and its name, with a line index that is built when first asked for.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    /// A source of `text`, shown to people as `path`.
    ///
    /// # Errors
    /// [`Unreadable::TooLarge`] when offsets into it would not fit `u32`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Result<Self, Unreadable> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(Unreadable::TooLarge { size: text.len() });
        }
        Ok(Self { path: path.into(), text, lines: OnceLock::new() })
    }

    /// A source of `bytes`, which must be UTF-8. A byte order mark stays part of the text.
    ///
    /// # Errors
    /// [`Unreadable`] when they are not UTF-8, or too many.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Unreadable> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let offset = error.utf8_error().valid_up_to();
            let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..offset]).count() + 1;
            Unreadable::NotUtf8 { offset, line }
        })?;
        Self::new(path, text)
    }

    /// The name people know the file by, with forward slashes.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, byte order mark included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Line and column of a byte offset. An offset past the end is taken for the end, one within a character for its
    /// first byte.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_number(offset as u32);
        let before = &self.text[self.line_starts()[line as usize - 1] as usize..offset];
        Position { offset: offset as u32, line, column: before.chars().count() as u32 + 1 }
    }

    /// The line, from 1, that holds the byte at `offset`; the last one for an offset past the end.
    #[must_use]
    pub fn line_number(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset) as u32
    }

    /// Number of lines; a final line break does not begin a further one, and an empty text has one line.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        let starts = self.line_starts();
        let last = starts.len() as u32;
        if last > 1 && starts[starts.len() - 1] as usize == self.text.len() { last - 1 } else { last }
    }

    /// The bytes of a line, counted from 1, without its line break. `None` past the last line.
    #[must_use]
    pub fn line(&self, line: u32) -> Option<Span> {
        let starts = self.line_starts();
        let index = (line as usize).checked_sub(1)?;
        let start = *starts.get(index)?;
        let end = starts.get(index + 1).map_or(self.text.len(), |&next| next as usize - 1);
        let end = if self.text[start as usize..end].ends_with('\r') { end - 1 } else { end };
        Some(Span::new(start, end as u32))
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32 + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

/// A place as people count: line and column from 1, the column in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Byte offset from 0.
    pub offset: u32,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in Unicode scalar values.
    pub column: u32,
}

/// Replaces the text under a span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards; empty for a removal.
    pub text: Cow<'static, str>,
}

impl Edit {
    /// Replaces what `span` covers.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<Cow<'static, str>>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts before the byte at `offset`.
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<Cow<'static, str>>) -> Self {
        Self::replace(Span::empty(offset), text)
    }

    /// Removes what `span` covers.
    #[must_use]
    pub fn remove(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Why edits cannot be applied together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits touch the same bytes.
    #[error("edits of bytes {}..{} and {}..{} overlap", first.start, first.end, second.start, second.end)]
    Overlap {
        /// The edit that begins first.
        first: Span,
        /// The edit that begins before the first one ends.
        second: Span,
    },
    /// An edit lies outside the text or splits a character.
    #[error("an edit of bytes {}..{} does not fit the text", span.start, span.end)]
    OutOfBounds {
        /// The offending span.
        span: Span,
    },
}

/// Applies `edits` to `text`. Several insertions at one place keep their order.
///
/// # Errors
/// [`EditError`] when edits overlap or do not fit the text; nothing is applied then.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut done = Span::empty(0);
    for edit in ordered {
        let span = edit.span;
        if span.start < done.end {
            return Err(EditError::Overlap { first: done, second: span });
        }
        let (Some(kept), Some(_)) = (text.get(done.end as usize..span.start as usize), text.get(span.range())) else {
            return Err(EditError::OutOfBounds { span });
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        done = span;
    }
    out.push_str(&text[done.end as usize..]);
    Ok(out)
}

/// The nearest of `candidates` to `word`, ignoring case, when it is near enough to be what was meant.
///
/// Near enough is at most a third of the longer word's length in insertions, deletions, replacements and swaps of
/// neighbours, and never the whole word.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let longest = word.chars().count().max(candidate.chars().count());
            let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
            (distance <= (longest / 3).max(1) && distance < longest.min(word.chars().count()))
                .then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether `text` is what `pattern` says, in which `*` stands for any characters.
#[must_use]
pub fn matches_wildcard(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        let Some(at) = text.find(piece) else { return false };
        text = &text[at + piece.len()..];
    }
    text.len() >= end.len() && text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("f", text).expect("a small text")
    }

    #[test]
    fn positions_count_scalar_values_from_one() {
        let source = source("ä€b\r\nx");
        let at = |offset| {
            let position = source.position(offset);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(3), (1, 2), "inside a character is its start");
        assert_eq!(at(5), (1, 3));
        assert_eq!(at(8), (2, 1));
        assert_eq!(at(9), (2, 2), "the end of the text is a place");
        assert_eq!(at(4_000), (2, 2), "past the end is the end");
    }

    #[test]
    fn lines_end_before_their_break() {
        let source = source("a\r\n\nlast");
        let line = |n| source.line(n).map(|span| source.slice(span));
        assert_eq!((line(1), line(2), line(3), line(4)), (Some("a"), Some(""), Some("last"), None));
        assert_eq!(line(0), None);
        assert_eq!(source.line_count(), 3);
    }

    #[test]
    fn an_empty_text_has_one_line() {
        let source = source("");
        assert_eq!(source.line_count(), 1);
        assert_eq!(source.line(1), Some(Span::empty(0)));
        assert_eq!(source.position(0), Position { offset: 0, line: 1, column: 1 });
    }

    #[test]
    fn a_final_line_break_begins_no_line() {
        assert_eq!(source("a\n").line_count(), 1);
        assert_eq!(source("a\n\n").line_count(), 2);
    }

    #[test]
    fn invalid_utf8_names_the_place() {
        let error = Source::from_bytes("f", b"ok\nno\xff".to_vec()).expect_err("0xff is no UTF-8");
        assert_eq!(error, Unreadable::NotUtf8 { offset: 5, line: 2 });
    }

    #[test]
    fn edits_apply_in_the_order_of_places() {
        let edits = [
            Edit::replace(Span::new(4, 7), "two"),
            Edit::insert(0, ">"),
            Edit::insert(0, ">"),
            Edit::remove(Span::new(3, 4)),
        ];
        assert_eq!(apply_edits("one 222", &edits).as_deref(), Ok(">>onetwo"));
    }

    #[test]
    fn overlapping_and_outlying_edits_are_refused() {
        let overlap = [Edit::remove(Span::new(0, 2)), Edit::remove(Span::new(1, 3))];
        assert!(matches!(apply_edits("abc", &overlap), Err(EditError::Overlap { .. })));
        assert!(matches!(apply_edits("abc", &[Edit::insert(9, "x")]), Err(EditError::OutOfBounds { .. })));
        assert!(matches!(apply_edits("ä", &[Edit::insert(1, "x")]), Err(EditError::OutOfBounds { .. })));
    }

    #[test]
    fn nearest_suggests_only_what_was_likely_meant() {
        let words = ["FROM", "RUN", "COPY", "CMD"];
        assert_eq!(nearest("FORM", words), Some("FROM"));
        assert_eq!(nearest("cop", words), Some("COPY"));
        assert_eq!(nearest("apt-get", words), None);
        assert_eq!(nearest("x", words), None);
    }
}

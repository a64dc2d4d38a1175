//! Physical lines, and how they join to logical ones.
//!
//! Follows what BuildKit's parser does to lines before it looks at instructions. Knows no instruction.

use crate::text::Span;

/// The longest line, in bytes without its line break, that BuildKit reads.
pub(super) const LONGEST_LINE: usize = 65_535;

/// A cursor over the physical lines of a text.
#[derive(Debug, Clone)]
pub(super) struct Lines<'s> {
    text: &'s str,
    /// Offset of the next line.
    next: usize,
}

/// A physical line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'s> {
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Its text without the line break; carriage returns at its end belong to the break.
    pub(super) text: &'s str,
    /// Offset just past its line feed.
    pub(super) next: usize,
}

impl<'s> Lines<'s> {
    /// Lines of `text`, beginning at `start`.
    pub(super) const fn new(text: &'s str, start: usize) -> Self {
        Self { text, next: start }
    }

    /// Where the next line begins.
    pub(super) const fn offset(&self) -> usize {
        self.next
    }

    /// Goes back, or forward, to the line that begins at `offset`.
    pub(super) const fn rewind(&mut self, offset: usize) {
        self.next = offset;
    }
}

impl<'s> Iterator for Lines<'s> {
    type Item = Line<'s>;

    fn next(&mut self) -> Option<Line<'s>> {
        let rest = &self.text[self.next..];
        if rest.is_empty() {
            return None;
        }
        let start = self.next;
        let (end, next) = match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(at) => (start + at, start + at + 1),
            None => (self.text.len(), self.text.len()),
        };
        self.next = next;
        Some(Line { start, text: self.text[start..end].trim_end_matches('\r'), next })
    }
}

impl<'s> Line<'s> {
    /// Offset just past its text.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The whole line's text.
    pub(super) const fn span(&self) -> Span {
        Span::of(self.start..self.end())
    }

    /// The line without the white space it begins with.
    pub(super) fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        Self { start: self.end() - text.len(), text, next: self.next }
    }

    /// Whether its first visible character is `#`.
    pub(super) fn is_comment(&self) -> bool {
        self.text.trim_start().starts_with('#')
    }

    /// Whether it holds white space only.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// The length of what it says when it continues on the next line: the text before the continuation mark.
    ///
    /// A mark is the escape character, with nothing but blanks and tabs behind it, that no escape character stands before.
    pub(super) fn continued(&self, escape: char) -> Option<usize> {
        let text = self.text.trim_end_matches([' ', '\t']).strip_suffix(escape)?;
        let alone = text.is_empty();
        (alone || !text.ends_with(escape)).then_some(text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        Lines::new(text, 0).map(|line| line.text).collect()
    }

    #[test]
    fn line_breaks_are_left_out() {
        assert_eq!(lines("a\r\nb\n\n c"), ["a", "b", "", " c"]);
        assert_eq!(lines(""), Vec::<&str>::new());
        assert_eq!(lines("\n"), [""]);
    }

    #[test]
    fn continuation_marks() {
        let continued = |text| Lines::new(text, 0).next().and_then(|line| line.continued('\\'));
        assert_eq!(continued("a \\"), Some(2));
        assert_eq!(continued("a\\ \t"), Some(1));
        assert_eq!(continued("\\"), Some(0));
        assert_eq!(continued("a \\\\"), None, "an escaped escape character");
        assert_eq!(continued("a \\\\\\"), None, "BuildKit looks one character back only");
        assert_eq!(continued("a"), None);
    }
}

//! Comments, and which node they stand at.

use super::tree::Tree;
use super::view::Node;
use crate::text::Span;

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'t> {
    text: &'t str,
    span: Span,
}

/// Comments in the order of the text.
#[derive(Debug, Clone)]
pub struct Comments<'t> {
    text: &'t str,
    spans: std::slice::Iter<'t, Span>,
}

impl<'t> Comment<'t> {
    /// From `#` to the end of the line, without blanks at the end.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// What it says: without `#` and without blanks around.
    #[must_use]
    pub fn text(self) -> &'t str {
        self.span.slice(self.text).trim_start_matches('#').trim()
    }

    /// Whether nothing but blanks stands before it on its line.
    #[must_use]
    pub fn is_alone(self) -> bool {
        let before = &self.text[..self.span.start as usize];
        before
            .trim_end_matches([' ', '\t'])
            .chars()
            .next_back()
            .is_none_or(|last| matches!(last, '\n' | '\r' | '\u{feff}'))
    }
}

impl<'t> Iterator for Comments<'t> {
    type Item = Comment<'t>;

    fn next(&mut self) -> Option<Comment<'t>> {
        self.spans.next().map(|&span| Comment { text: self.text, span })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.spans.size_hint()
    }
}

impl DoubleEndedIterator for Comments<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.spans.next_back().map(|&span| Comment { text: self.text, span })
    }
}

impl ExactSizeIterator for Comments<'_> {}

impl Tree<'_> {
    /// All comments of the file, in order.
    #[must_use]
    pub fn comments(&self) -> Comments<'_> {
        self.comments_from(0..self.comments.len())
    }

    /// The comments that begin within `span`.
    #[must_use]
    pub fn comments_in(&self, span: Span) -> Comments<'_> {
        let start = self.comments.partition_point(|comment| comment.start < span.start);
        let end = self.comments.partition_point(|comment| comment.start < span.end);
        self.comments_from(start..end)
    }

    fn comments_from(&self, range: std::ops::Range<usize>) -> Comments<'_> {
        Comments { text: self.text, spans: self.comments[range].iter() }
    }

    /// The comment behind the byte at `offset` on the same line.
    #[must_use]
    pub fn comment_trailing(&self, offset: u32) -> Option<Comment<'_>> {
        let span = *self.comments.get(self.comments.partition_point(|comment| comment.start < offset))?;
        let between = self.text.as_bytes().get(offset as usize..span.start as usize)?;
        memchr::memchr2(b'\n', b'\r', between).is_none().then_some(Comment { text: self.text, span })
    }

    /// The comments that stand alone on the lines directly above the line of the byte at `offset`, top to bottom. A
    /// blank line ends them.
    #[must_use]
    pub fn comments_above(&self, offset: u32) -> Comments<'_> {
        let bytes = self.text.as_bytes();
        let mut line = line_start(bytes, offset as usize);
        let end = self.comments.partition_point(|comment| (comment.start as usize) < line);
        let mut start = end;
        while start > 0 {
            let span = self.comments[start - 1];
            let comment = Comment { text: self.text, span };
            if !is_one_line_break(&bytes[span.end as usize..line]) || !comment.is_alone() {
                break;
            }
            start -= 1;
            line = line_start(bytes, span.start as usize);
        }
        self.comments_from(start..end)
    }
}

impl<'t> Node<'t> {
    /// The comment behind the first line of this node, on that line: `image: x # this one`.
    #[must_use]
    pub fn trailing_comment(self) -> Option<Comment<'t>> {
        let span = self.span();
        let line = self.tree.text.as_bytes()[span.range()].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let comment = self.tree.comment_trailing(line.map_or(span.end, |length| span.start + length as u32));
        comment.or_else(|| self.tree.comment_trailing(span.start))
    }

    /// The comments that stand alone on the lines directly above the first line of this node, anchor and tag included.
    #[must_use]
    pub fn comments_above(self) -> Comments<'t> {
        self.tree.comments_above(self.full_span().start)
    }
}

fn line_start(bytes: &[u8], offset: usize) -> usize {
    memchr::memrchr2(b'\n', b'\r', &bytes[..offset]).map_or(0, |at| at + 1)
}

/// Whether `bytes` are blanks and then exactly one line break.
fn is_one_line_break(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_suffix(b"\r\n").or_else(|| bytes.strip_suffix(b"\n")).or_else(|| bytes.strip_suffix(b"\r"));
    bytes.is_some_and(|blanks| blanks.iter().all(|byte| matches!(byte, b' ' | b'\t')))
}

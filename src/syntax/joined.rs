//! Text that was put together from several places of one source, and the way back to them.
//!
//! A shell command that is written over several lines reaches the shell as one text: continuation marks and comment
//! lines are gone. Findings in that text belong to bytes of the file, to the byte.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::Span;

/// Text made of pieces of a source, each piece unchanged, in the order of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined<'s> {
    text: Cow<'s, str>,
    /// Where each piece begins, in the text and in the source; sorted by both, the first at 0 of the text.
    pieces: Pieces,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Pieces {
    /// One piece that begins here in the source.
    One(u32),
    /// Several. `text` offsets are strictly ascending.
    Many(Vec<Piece>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: u32,
    source: u32,
}

impl<'s> Joined<'s> {
    /// The text that stands at `span` of `source`, unbroken.
    #[must_use]
    pub fn unbroken(source: &'s str, span: Span) -> Self {
        Self { text: Cow::Borrowed(span.slice(source)), pieces: Pieces::One(span.start) }
    }

    /// The texts at `spans` of `source`, one behind the other with nothing between. The spans ascend.
    #[must_use]
    pub fn of(source: &'s str, spans: &[Span]) -> Self {
        if let [span] = spans {
            return Self::unbroken(source, *span);
        }
        let mut text = String::with_capacity(spans.iter().map(|span| span.len() as usize).sum());
        let mut pieces = Vec::with_capacity(spans.len());
        let mut end = None;
        for span in spans.iter().filter(|span| !span.is_empty()) {
            if end != Some(span.start) {
                pieces.push(Piece { text: text.len() as u32, source: span.start });
            }
            end = Some(span.end);
            text.push_str(span.slice(source));
        }
        let pieces = match pieces[..] {
            [] => Pieces::One(spans.first().map_or(0, |span| span.start)),
            [piece] => Pieces::One(piece.source),
            _ => Pieces::Many(pieces),
        };
        Self { text: Cow::Owned(text), pieces }
    }

    /// A text that is not to be found in the source as it stands, such as a string with its escapes resolved. Each item of
    /// `chunks` is a part of it and the source offset that its first byte stands for.
    #[must_use]
    pub fn decoded<'c>(chunks: impl IntoIterator<Item = (&'c str, u32)>) -> Self {
        let mut text = String::new();
        let mut pieces = Vec::new();
        for (chunk, source) in chunks.into_iter().filter(|(chunk, _)| !chunk.is_empty()) {
            pieces.push(Piece { text: text.len() as u32, source });
            text.push_str(chunk);
        }
        let pieces = if pieces.is_empty() { Pieces::One(0) } else { Pieces::Many(pieces) };
        Self { text: Cow::Owned(text), pieces }
    }

    /// The text with what stands at `span` of `source` put behind it, which lies behind it in the source too.
    #[must_use]
    pub fn followed_by(&self, source: &str, span: Span) -> Joined<'static> {
        let mut pieces = match &self.pieces {
            Pieces::One(source) => vec![Piece { text: 0, source: *source }],
            Pieces::Many(pieces) => pieces.clone(),
        };
        if self.text.is_empty() {
            pieces.clear();
        }
        pieces.push(Piece { text: self.text.len() as u32, source: span.start });
        Joined { text: Cow::Owned(format!("{}{}", self.text, span.slice(source))), pieces: Pieces::Many(pieces) }
    }

    /// The joined text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The joined text, borrowed from the source where it is one unbroken piece of it.
    #[must_use]
    pub fn cow(&self, range: Range<usize>) -> Cow<'s, str> {
        match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        }
    }

    /// The source offset of the byte at `offset` of the text; the end of the text is just behind its last byte.
    #[must_use]
    pub fn source_offset(&self, offset: usize) -> u32 {
        if offset > 0 && offset >= self.text.len() {
            return self.source_offset(self.text.len() - 1) + 1;
        }
        let offset = offset as u32;
        match &self.pieces {
            Pieces::One(start) => start + offset,
            Pieces::Many(pieces) => {
                let piece = pieces[pieces.partition_point(|piece| piece.text <= offset) - 1];
                piece.source + (offset - piece.text)
            }
        }
    }

    /// The bytes of the source that `range` of the text comes from, from its first to its last; what lies between two
    /// pieces is covered too.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        if range.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.source_offset(range.end - 1) + 1)
    }

    /// The bytes of the source from the first to the last of the text.
    #[must_use]
    pub fn full_span(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The part of the text at `range`, with its way back.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let pieces = match &self.pieces {
            Pieces::One(start) => Pieces::One(start + range.start as u32),
            Pieces::Many(pieces) => {
                let (start, end) = (range.start as u32, range.end as u32);
                let first = pieces.partition_point(|piece| piece.text <= start).saturating_sub(1);
                let last = pieces.partition_point(|piece| piece.text < end).max(first + 1);
                let part: Vec<_> = pieces[first..last]
                    .iter()
                    .map(|piece| Piece {
                        text: piece.text.saturating_sub(start),
                        source: piece.source + start.saturating_sub(piece.text),
                    })
                    .collect();
                if let [piece] = part[..] { Pieces::One(piece.source) } else { Pieces::Many(part) }
            }
        };
        Self { text: self.cow(range), pieces }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "RUN a && \\\n# note\n  b\\\nc";

    fn joined() -> Joined<'static> {
        Joined::of(SOURCE, &[Span::new(4, 9), Span::new(18, 21), Span::new(23, 24)])
    }

    #[test]
    fn every_byte_leads_back_to_itself() {
        let joined = joined();
        assert_eq!(joined.text(), "a &&   bc");
        for (offset, byte) in joined.text().bytes().enumerate() {
            assert_eq!(SOURCE.as_bytes()[joined.source_offset(offset) as usize], byte, "at {offset}");
        }
        assert_eq!(joined.source_offset(joined.text().len()), SOURCE.len() as u32);
    }

    #[test]
    fn a_word_over_a_line_end_covers_the_continuation() {
        assert_eq!(joined().span(7..9).slice(SOURCE), "b\\\nc");
        assert_eq!(joined().span(2..4).slice(SOURCE), "&&");
    }

    #[test]
    fn parts_keep_the_way_back() {
        let joined = joined();
        for start in 0..joined.text().len() {
            for end in start..=joined.text().len() {
                let part = joined.part(start..end);
                assert_eq!(part.text(), &joined.text()[start..end]);
                for offset in 0..part.text().len() {
                    assert_eq!(part.source_offset(offset), joined.source_offset(start + offset));
                }
            }
        }
    }

    #[test]
    fn a_text_may_be_followed_by_a_later_one() {
        let followed = Joined::unbroken(SOURCE, Span::new(4, 5)).followed_by(SOURCE, Span::new(17, 21));
        assert_eq!(followed.text(), "a\n  b");
        assert_eq!([0, 1, 4].map(|offset| followed.source_offset(offset)), [4, 17, 20]);
    }

    #[test]
    fn empty_pieces_and_touching_pieces_leave_no_trace() {
        let joined = Joined::of(SOURCE, &[Span::new(4, 5), Span::new(5, 6), Span::empty(9)]);
        assert_eq!((joined.text(), joined.source_offset(1)), ("a ", 5));
    }
}

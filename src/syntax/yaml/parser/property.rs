//! Anchors and tags, and the names of aliases.

use super::super::error::ErrorKind;
use super::{Parser, is_flow_indicator, is_space};
use crate::text::Span;

/// An anchor and a tag whose node has not begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending {
    pub(super) anchor: Option<Span>,
    pub(super) tag: Option<Span>,
    /// Where the first of them begins.
    pub(super) start: usize,
    /// Where the last of them ends.
    pub(super) end: usize,
}

impl Pending {
    pub(super) const fn span(&self) -> Span {
        Span::of(self.start..self.end)
    }
}

impl Parser<'_, '_> {
    /// Reads the anchor and the tag at `Parser::at` and stands behind them and the blanks that follow.
    pub(super) fn read_properties(&mut self) -> Pending {
        let mut pending = Pending { anchor: None, tag: None, start: self.at, end: self.at };
        loop {
            let start = self.at;
            let (kept, end) = match self.byte(start) {
                b'&' => (&mut pending.anchor, self.name_end(start)),
                b'!' => (&mut pending.tag, self.tag_end(start)),
                _ => break,
            };
            let span = Span::of(start..end);
            match *kept {
                Some(first) => self.report(span, ErrorKind::RepeatedProperty { first }),
                None if self.bytes[start] == b'!' => {
                    *kept = Some(span);
                    self.check_tag(span);
                }
                None if end == start + 1 => self.report(span, ErrorKind::MissingName('&')),
                None => *kept = Some(span),
            }
            pending.end = end;
            self.last_end = end;
            self.at = self.skip_blanks(end);
            if self.at == end && !self.is_space(end) && !matches!(self.byte(end), b',' | b']' | b'}') {
                self.report(Span::of(start..end), ErrorKind::MissingBlankAfterProperty);
            }
        }
        pending
    }

    /// Both of two sets of properties, which were read one after the other and belong to one node.
    pub(super) fn combine(&mut self, first: Option<Pending>, second: Option<Pending>) -> Option<Pending> {
        let (Some(one), Some(two)) = (first, second) else { return first.or(second) };
        let repeated = one.anchor.zip(two.anchor).or_else(|| one.tag.zip(two.tag));
        if let Some((first, second)) = repeated {
            self.report(second, ErrorKind::RepeatedProperty { first });
        }
        Some(Pending {
            anchor: one.anchor.or(two.anchor),
            tag: one.tag.or(two.tag),
            start: one.start.min(two.start),
            end: one.end.max(two.end),
        })
    }

    /// Where the name behind `&` or `*` ends.
    pub(super) fn name_end(&self, start: usize) -> usize {
        let name = self.bytes[start + 1..].iter();
        start + 1 + name.take_while(|&&byte| !is_space(byte) && !is_flow_indicator(byte)).count()
    }

    /// Where the tag ends. In block context a comma or bracket in it is part of it, and a mistake.
    fn tag_end(&self, start: usize) -> usize {
        let is_verbatim = self.byte(start + 1) == b'<';
        let in_flow = self.frames.last().is_some_and(super::build::Frame::is_flow);
        let rest = self.bytes[start..].iter();
        let belongs = |byte: u8| !is_space(byte) && (is_verbatim || !in_flow || !is_flow_indicator(byte));
        start + rest.take_while(|&&byte| belongs(byte)).count()
    }

    fn check_tag(&mut self, span: Span) {
        let tag = span.slice(self.text);
        if let Some(verbatim) = tag.strip_prefix("!<") {
            let is_valid = verbatim.strip_suffix('>').is_some_and(|uri| !uri.is_empty() && uri != "!" && is_uri(uri));
            if !is_valid {
                self.report(span, ErrorKind::InvalidTag);
            }
            return;
        }
        let handle = super::super::tag::handle(tag);
        let suffix = &tag[handle.len()..];
        let is_word = handle.bytes().all(|byte| byte == b'!' || byte == b'-' || byte.is_ascii_alphanumeric());
        let lacks_suffix = suffix.is_empty() && handle != "!";
        if !is_word || lacks_suffix || !is_uri(suffix) || suffix.contains(['!', ',', '[', ']']) {
            self.report(span, ErrorKind::InvalidTag);
        } else if handle.len() > 2 && !self.handles.contains_key(handle) {
            self.report(span, ErrorKind::UndefinedTagHandle(handle));
        }
    }
}

/// Whether all of `text` is `ns-uri-char` of the specification.
pub(super) fn is_uri(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_valid = match byte {
            b'%' => {
                let digits = (bytes.next(), bytes.next());
                matches!(digits, (Some(a), Some(b)) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
            }
            _ => byte.is_ascii_alphanumeric() || b"-#;/?:@&=+$,_.!~*'()[]".contains(&byte),
        };
        if !is_valid {
            return false;
        }
    }
    true
}

//! Tags: the `!…` before a node.

use std::borrow::Cow;

use super::tree::{Directive, Document, Tree};
use crate::text::Span;

/// The prefix that `!!` stands for.
const CORE_PREFIX: &str = "tag:yaml.org,2002:";

/// A tag as written before a node.
#[derive(Debug, Clone, Copy)]
pub struct Tag<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) span: Span,
    /// Index of the document, whose directives define handles.
    pub(super) document: u32,
}

impl<'t> Tag<'t> {
    /// Where it stands, `!` included.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// The tag as written, such as `!!str`.
    #[must_use]
    pub fn raw(self) -> &'t str {
        self.span.slice(self.tree.text)
    }

    /// The name of a type that YAML itself defines: `str` for `!!str`, `!<tag:yaml.org,2002:str>` and their like.
    #[must_use]
    pub fn core_name(self) -> Option<Cow<'t, str>> {
        let raw = self.raw();
        if self.directives().next().is_none()
            && let Some(name) = raw.strip_prefix("!!")
            && !name.contains('%')
        {
            return Some(Cow::Borrowed(name));
        }
        let full = self.resolved();
        full.strip_prefix(CORE_PREFIX).map(|name| Cow::Owned(name.to_owned()))
    }

    /// The whole name: handles replaced by what they stand for, `%` escapes by their bytes. `!` stays as it is.
    #[must_use]
    pub fn resolved(self) -> Cow<'t, str> {
        let raw = self.raw();
        if let Some(verbatim) = raw.strip_prefix("!<") {
            return Cow::Borrowed(verbatim.strip_suffix('>').unwrap_or(verbatim));
        }
        let handle = handle(raw);
        let suffix = unescape(&raw[handle.len()..]);
        if suffix.is_empty() {
            return Cow::Borrowed(raw);
        }
        match self.prefix(handle) {
            Some(prefix) => Cow::Owned(format!("{prefix}{suffix}")),
            None => Cow::Owned(format!("{handle}{suffix}")),
        }
    }

    /// What `handle` stands for in this document.
    fn prefix(self, handle: &str) -> Option<&'t str> {
        self.directives()
            .find_map(|directive| {
                let mut words = directive.words();
                (words.next() == Some("TAG") && words.next() == Some(handle)).then(|| words.next())?
            })
            .or(if handle == "!!" { Some(CORE_PREFIX) } else { None })
    }

    fn directives(self) -> impl Iterator<Item = Directive<'t>> {
        Document::of(self.tree, self.document).directives()
    }
}

/// `!`, `!!` or `!word!` at the beginning of a tag.
pub(super) fn handle(raw: &str) -> &str {
    match raw[1..].find('!') {
        Some(end) => &raw[..end + 2],
        None => &raw[..1],
    }
}

/// Replaces `%41` by `A`. What is no escape stays.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escape = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match escape.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

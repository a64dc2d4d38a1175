//! How a mapping or list is laid out, and where in it something can be written.

use super::value::Written;
use super::{has_comment, remove};
use crate::syntax::yaml::{Entry, Kind, Mapping, Node, Sequence};
use crate::text::{Edit, Span};

/// A mapping that can be changed.
pub(super) struct Layout<'t> {
    mapping: Mapping<'t>,
    text: &'t str,
    style: Style,
}

enum Style {
    /// An entry a line, each after this many blanks.
    Block { indentation: String },
    /// In braces.
    Flow { json: bool },
}

impl<'t> Layout<'t> {
    /// `None` when the mapping could not be read, may be meant elsewhere too, or begins in a way that cannot be continued.
    pub(super) fn of(mapping: Mapping<'t>) -> Option<Self> {
        let node = mapping.node();
        let text = node.tree().text();
        if node.is_broken() || node.anchor().is_some() || node.ancestors().any(|outer| outer.anchor().is_some()) {
            return None;
        }
        let style = if node.span().slice(text).starts_with('{') {
            Style::Flow { json: is_json(node) }
        } else {
            Style::Block { indentation: indentation(text, mapping.entries().next()?.key.full_span().start)? }
        };
        Some(Self { mapping, text, style })
    }

    /// Writes a new entry behind the last one.
    pub(super) fn insert(&self, written: &Written<'_>) -> Option<Vec<Edit>> {
        let last = self.mapping.entries().last();
        match (&self.style, last) {
            (Style::Block { indentation }, Some(last)) => {
                let end = last.span().end;
                if end > 0 && self.text[..end as usize].ends_with(['\n', '\r']) {
                    let lines = written.in_lines(indentation, self.step(), self.line_break());
                    return Some(vec![Edit::insert(end, lines + self.line_break())]);
                }
                Some(vec![self.lines_below(end, indentation, written)?])
            }
            (Style::Flow { json }, Some(last)) => {
                let end = last.span().end;
                let entry = written.entry_in_flow(*json);
                let start = last.key.full_span().start;
                let line = line_start(self.text, start);
                let before = &self.text[line..start as usize];
                let is_line_open = has_only_comment(&self.text[end as usize..line_end(self.text, end)]);
                if before.bytes().all(|byte| byte == b' ' || byte == b'\t') && is_line_open {
                    let next = line_end(self.text, end) as u32;
                    return Some(vec![
                        Edit::insert(end, ","),
                        Edit::insert(next, format!("{}{before}{entry}", self.line_break())),
                    ]);
                }
                Some(vec![Edit::insert(end, format!(", {entry}"))])
            }
            (Style::Flow { json }, None) => {
                let inner = self.mapping.span();
                let is_blank = self.text[inner.range()].trim_matches(['{', '}']).trim().is_empty();
                is_blank.then(|| vec![Edit::replace(inner, format!("{{{}}}", written.entry_in_flow(*json)))])
            }
            (Style::Block { .. }, None) => None,
        }
    }

    /// Writes the value of an entry that has none worth keeping.
    pub(super) fn fill(&self, entry: Entry<'t>, written: &Written<'_>) -> Option<Vec<Edit>> {
        let colon = self.colon(entry)?;
        let old = Span::new(colon + 1, entry.value.span().end.max(colon + 1));
        if entry.value.full_span() != entry.value.span() || has_comment(entry.value, old) {
            return None;
        }
        match &self.style {
            Style::Block { indentation } if !written.path.is_empty() => {
                let deeper = format!("{indentation}{}", " ".repeat(self.step()));
                let removal = (!old.is_empty()).then(|| Edit::remove(old));
                Some(removal.into_iter().chain([self.lines_below(old.end, &deeper, written)?]).collect())
            }
            Style::Block { .. } => Some(vec![Edit::replace(old, format!(" {}", written.in_flow(false)))]),
            Style::Flow { json } => Some(vec![Edit::replace(old, format!(" {}", written.in_flow(*json)))]),
        }
    }

    /// Writes another value in the place of an entry's.
    pub(super) fn replace(&self, entry: Entry<'t>, written: &Written<'_>) -> Option<Vec<Edit>> {
        let value = entry.value;
        if value.full_span() != value.span() || remove::has_anchor(value) {
            return None;
        }
        let json = matches!(self.style, Style::Flow { json: true });
        let is_block_collection =
            matches!(value.kind(), Kind::Mapping(_) | Kind::Sequence(_)) && !value.text().starts_with(['{', '[']);
        if is_block_collection {
            let old = Span::new(self.colon(entry)? + 1, value.span().end);
            let is_kept = has_comment(value, old);
            return (!is_kept).then(|| vec![Edit::replace(old, format!(" {}", written.in_flow(json)))]);
        }
        Some(vec![Edit::replace(value.span(), written.in_flow(json))])
    }

    /// Removes an entry; the last one leaves empty braces.
    pub(super) fn remove(&self, entry: Entry<'t>) -> Option<Vec<Edit>> {
        if remove::has_anchor(entry.key) || remove::has_anchor(entry.value) {
            return None;
        }
        let entries: Vec<_> = self.mapping.entries().collect();
        let at = entries.iter().position(|other| *other == entry)?;
        if entries.len() == 1 {
            return remove::all(self.mapping.node(), "{}");
        }
        let spans: Vec<_> = entries.iter().map(|entry| entry.span()).collect();
        let part = remove::Part { node: self.mapping.node(), spans: &spans, at };
        match self.style {
            Style::Block { .. } => part.lines(),
            Style::Flow { .. } => part.between_commas(),
        }
        .map(|edit| vec![edit])
    }

    /// Lines behind the one that `end` is on.
    fn lines_below(&self, end: u32, indentation: &str, written: &Written<'_>) -> Option<Edit> {
        let line_end = line_end(self.text, end);
        if !has_only_comment(&self.text[end as usize..line_end]) {
            return None;
        }
        let line_break = self.line_break();
        let lines = written.in_lines(indentation, self.step(), line_break);
        Some(Edit::insert(line_end as u32, format!("{line_break}{lines}")))
    }

    /// Where the colon of an entry is; `None` for `? key`.
    fn colon(&self, entry: Entry<'t>) -> Option<u32> {
        let after = entry.key.span().end;
        let rest = self.text[after as usize..].trim_start_matches([' ', '\t']);
        rest.starts_with(':').then(|| (self.text.len() - rest.len()) as u32)
    }

    /// How much deeper a block of this mapping's entries stands: as in the mapping itself, or around it, or two.
    fn step(&self) -> usize {
        let step_of = |mapping: Mapping<'t>| {
            mapping.entries().find_map(|entry| {
                let Kind::Mapping(inner) = entry.value.kind() else { return None };
                let first = inner.entries().next().filter(|_| !inner.node().is_flow())?;
                let step = column(self.text, first.key.full_span().start)
                    .checked_sub(column(self.text, entry.key.full_span().start))?;
                (step > 0).then_some(step)
            })
        };
        let outer = self.mapping.node().ancestors().filter_map(Node::as_mapping);
        std::iter::once(self.mapping).chain(outer).find_map(step_of).unwrap_or(2)
    }

    /// The line break of the file.
    fn line_break(&self) -> &'static str {
        match memchr::memchr(b'\n', self.text.as_bytes()) {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}

/// Writes another item behind the last of a list that has one.
pub(super) fn push(list: Sequence<'_>, item: &str) -> Option<Edit> {
    let node = list.node();
    let text = node.tree().text();
    let last = list.items().last()?;
    let end = last.full_span().end;
    if node.is_broken() || node.anchor().is_some() || node.ancestors().any(|outer| outer.anchor().is_some()) {
        return None;
    }
    if node.text().starts_with('[') {
        return Some(Edit::insert(end, format!(", {item}")));
    }
    let line = line_start(text, last.full_span().start);
    let before = &text[line..last.full_span().start as usize];
    let is_item_line = before.trim() == "-" && !before.contains('\t');
    let line_end = line_end(text, end);
    if !is_item_line || !has_only_comment(&text[end as usize..line_end]) {
        return None;
    }
    let line_break = if text[line_end..].starts_with("\r\n") { "\r\n" } else { "\n" };
    Some(Edit::insert(line_end as u32, format!("{line_break}{before}{item}")))
}

/// Whether a node is part of a document that looks like JSON and has to stay so: braces, and quotes around its first key.
pub(super) fn is_json(node: Node<'_>) -> bool {
    let root = node.ancestors().last().unwrap_or(node);
    root.text().starts_with('{') && root.children().next().is_some_and(|key| key.text().starts_with('"'))
}

/// The blanks before the entries of a block mapping whose first key begins at `start`, which may follow dashes.
fn indentation(text: &str, start: u32) -> Option<String> {
    let before = text[line_start(text, start)..start as usize].trim_start_matches('\u{feff}');
    before.bytes().all(|byte| matches!(byte, b' ' | b'-')).then(|| " ".repeat(before.len()))
}

fn column(text: &str, offset: u32) -> usize {
    offset as usize - line_start(text, offset)
}

/// Where the line that holds `offset` begins.
pub(super) fn line_start(text: &str, offset: u32) -> usize {
    memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..offset as usize]).map_or(0, |at| at + 1)
}

/// Where the line that holds `offset` ends, before its line break.
pub(super) fn line_end(text: &str, offset: u32) -> usize {
    let rest = &text.as_bytes()[offset as usize..];
    offset as usize + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
}

/// Whether nothing but a comment is left of a line.
pub(super) fn has_only_comment(rest: &str) -> bool {
    let content = rest.trim_start_matches([' ', '\t']);
    content.is_empty() || (content.starts_with('#') && content.len() < rest.len())
}

//! Taking entries and items out of a text.

use super::layout::{has_only_comment, line_end, line_start};
use super::{has_comment, has_comment_line};
use crate::syntax::yaml::{Node, Sequence};
use crate::text::{Edit, Span};

/// One of several entries or items that stand side by side.
pub(super) struct Part<'a, 't> {
    /// The collection.
    pub(super) node: Node<'t>,
    /// Where its entries or items stand; more than one.
    pub(super) spans: &'a [Span],
    /// Which of them it is.
    pub(super) at: usize,
}

impl Part<'_, '_> {
    /// Takes out the lines of an entry of a block, with the comments in and behind them.
    pub(super) fn lines(&self) -> Option<Edit> {
        let text = self.node.tree().text();
        let span = self.spans[self.at];
        let start = line_start(text, span.start);
        let before = &text[start..span.start as usize];
        if before.trim_matches(['-', ' ']).is_empty() && !before.trim_start().is_empty() && self.at == 0 {
            // It follows a dash, which the next entry takes over.
            let until = Span::new(span.start, self.spans.get(1)?.start);
            let behind = Span::new(span.end, until.end);
            return (!has_comment_line(self.node, behind)).then(|| Edit::remove(until));
        }
        if !before.trim_start_matches('\u{feff}').trim_matches(' ').is_empty() {
            return None;
        }
        let start = span.start as usize - before.trim_start_matches('\u{feff}').len();
        lines_from(text, start, span.end)
    }

    /// Takes out an entry of a collection in brackets, with the comma to one side of it.
    pub(super) fn between_commas(&self) -> Option<Edit> {
        let (span, spans) = (self.spans[self.at], self.spans);
        let removed = match (spans.get(self.at + 1), self.at.checked_sub(1)) {
            (Some(next), _) => Span::new(span.start, next.start),
            (None, Some(before)) => Span::new(spans[before].end, span.end),
            (None, None) => return None,
        };
        (!has_comment(self.node, removed)).then(|| Edit::remove(removed))
    }
}

/// Takes out of a list those items that are `unwanted`; at least one is not.
pub(super) fn items<'t>(list: Sequence<'t>, unwanted: impl Fn(Node<'t>) -> bool) -> Option<Vec<Edit>> {
    let node = list.node();
    let text = node.tree().text();
    if node.is_broken() || node.anchor().is_some() || node.ancestors().any(|outer| outer.anchor().is_some()) {
        return None;
    }
    let (going, kept): (Vec<_>, Vec<_>) = list.items().partition(|item| unwanted(*item));
    if going.iter().any(|item| has_anchor(*item)) {
        return None;
    }
    if node.text().starts_with('[') {
        if has_comment(node, node.span()) {
            return None;
        }
        let kept: Vec<_> = kept.iter().map(|item| item.full_span().slice(text)).collect();
        return Some(vec![Edit::replace(node.span(), format!("[{}]", kept.join(", ")))]);
    }
    going
        .into_iter()
        .map(|item| {
            let span = item.full_span();
            let start = line_start(text, span.start);
            let is_own_line = text[start..span.start as usize].trim() == "-";
            if is_own_line { lines_from(text, start, span.end) } else { None }
        })
        .collect()
}

/// Puts `empty` in the place of a whole collection, on the line of the key that it belongs to.
pub(super) fn all(node: Node<'_>, empty: &'static str) -> Option<Vec<Edit>> {
    let text = node.tree().text();
    let span = node.full_span();
    if has_anchor(node) || has_comment_line(node, span) {
        return None;
    }
    let owner = text[..span.start as usize].trim_end();
    let gap = Span::new(owner.len() as u32, span.start);
    if node.text().starts_with(['{', '[']) || !owner.ends_with(':') || has_comment(node, gap) {
        return Some(vec![Edit::replace(span, empty)]);
    }
    Some(vec![Edit::replace(gap.cover(span), format!(" {empty}"))])
}

/// Whether an anchor stands in a node, which an alias may want.
pub(super) fn has_anchor(node: Node<'_>) -> bool {
    node.descendants().any(|inner| inner.anchor().is_some())
}

/// Removes the lines from the one that begins at `start` to the one that holds `end`.
fn lines_from(text: &str, start: usize, end: u32) -> Option<Edit> {
    if text[..end as usize].ends_with(['\n', '\r']) {
        return Some(Edit::remove(Span::of(start..end as usize)));
    }
    let line_end = line_end(text, end);
    if !has_only_comment(&text[end as usize..line_end]) {
        return None;
    }
    let after = &text[line_end..];
    let line_break = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    Some(Edit::remove(Span::of(start..line_end + line_break)))
}

//! Changes of a manifest, as edits of its text: set a key, remove one, rename one, change a list.
//!
//! Everything around a change stays as it is written: comments, quotes, order, indentation, line breaks. What cannot be
//! changed in one place without changing others (aliases, anchors, merged keys), or whose layout is not understood, is left
//! alone: the answer is `None`, and the finding goes without a fix. Knows nothing of what a key means.
//!
//! Each function answers for the text as it stands. Two changes that insert at the same offset may both have to make the
//! mapping they need, so they are not to be applied together.

mod layout;
mod remove;
#[cfg(test)]
mod tests;
mod value;

use super::fields::Fields;
use crate::syntax::yaml::{Comment, Entry, Kind, Mapping, Node, Resolved};
use crate::text::{Edit, Span};
use layout::Layout;
pub use value::Value;
use value::Written;

impl<'t> Fields<'t> {
    /// The edits after which the value at `path` is `value`. Mappings that are missing on the way are made.
    #[must_use]
    pub fn set(self, path: &[&str], value: Value<'_>) -> Option<Vec<Edit>> {
        let mut mapping = self.mapping();
        let mut rest = path;
        loop {
            let (&name, below) = rest.split_first()?;
            let layout = Layout::of(mapping)?;
            let Some(entry) = own_entry(mapping, name)? else {
                return layout.insert(&Written { path: rest, value });
            };
            if is_empty(entry.value) {
                return layout.fill(entry, &Written { path: below, value });
            }
            if below.is_empty() {
                return layout.replace(entry, &Written { path: below, value });
            }
            let Kind::Mapping(inner) = entry.value.kind() else { return None };
            (mapping, rest) = (inner, below);
        }
    }

    /// The edits after which the list at `path` has the string `item` as its last one. A missing list is made.
    #[must_use]
    pub fn push(self, path: &[&str], item: &str) -> Option<Vec<Edit>> {
        let (holder, name) = self.holder(path)?;
        match holder.and_then(|holder| own_entry(holder, name).flatten()).filter(|entry| !is_empty(entry.value)) {
            Some(entry) => {
                let Kind::Sequence(list) = entry.value.kind() else { return None };
                let item = Value::Text(item).render(layout::is_json(list.node()));
                layout::push(list, &item).map(|edit| vec![edit])
            }
            None => self.set(path, Value::List(&[item])),
        }
    }

    /// The edits after which there is nothing at `path`. Mappings on the way that held nothing else go too.
    #[must_use]
    pub fn remove(self, path: &[&str]) -> Option<Vec<Edit>> {
        let mut mapping = self.mapping();
        let mut going = None;
        for (index, &name) in path.iter().enumerate() {
            let entry = own_entry(mapping, name)??;
            let goes_alone = mapping.entries().count() > 1 || going.is_none();
            if goes_alone {
                going = Some((mapping, entry));
            }
            if index + 1 < path.len() {
                let Kind::Mapping(inner) = entry.value.kind() else { return None };
                mapping = inner;
            }
        }
        let (mapping, entry) = going?;
        Layout::of(mapping)?.remove(entry)
    }

    /// The edits after which the list at `path` is without the items that are `unwanted`; without any item left, it goes as in
    /// [`Self::remove`].
    #[must_use]
    pub fn remove_items(self, path: &[&str], unwanted: impl Fn(Node<'t>) -> bool) -> Option<Vec<Edit>> {
        let (holder, name) = self.holder(path)?;
        let Kind::Sequence(list) = own_entry(holder?, name)??.value.kind() else { return None };
        if list.items().all(&unwanted) {
            return self.remove(path);
        }
        remove::items(list, unwanted)
    }

    /// The edits after which the entry `name` is called `new`.
    #[must_use]
    pub fn rename(self, name: &str, new: &str) -> Option<Vec<Edit>> {
        let key = own_entry(self.mapping(), name)??.key;
        let inner = key.as_scalar()?.content_span();
        Layout::of(self.mapping())?;
        Some(vec![Edit::replace(inner, new.to_owned())])
    }

    /// The mapping that holds the last name of `path`, when it is there, and that name.
    fn holder<'p>(self, path: &[&'p str]) -> Option<(Option<Mapping<'t>>, &'p str)> {
        let (&name, way) = path.split_last()?;
        let mut mapping = self.mapping();
        for step in way {
            let Some(entry) = own_entry(mapping, step)? else { return Some((None, name)) };
            let Kind::Mapping(inner) = entry.value.kind() else { return Some((None, name)) };
            mapping = inner;
        }
        Some((Some(mapping), name))
    }
}

/// The only entry of `mapping` itself that is called `name`, if any. `None` when there are several, or when another mapping
/// brings it.
fn own_entry<'t>(mapping: Mapping<'t>, name: &str) -> Option<Option<Entry<'t>>> {
    let mut entries = mapping.entries_named(name);
    let entry = entries.next();
    let is_merged = entry.is_none() && mapping.entry_merged(name).is_some();
    (entries.next().is_none() && !is_merged).then_some(entry)
}

/// Whether nothing would be lost if this value were written anew.
fn is_empty(value: Node<'_>) -> bool {
    match value.kind() {
        Kind::Mapping(mapping) => mapping.is_empty(),
        Kind::Sequence(list) => list.is_empty(),
        Kind::Scalar(scalar) => matches!(scalar.resolve_1_1(), Resolved::Null),
        Kind::Alias(_) | Kind::Error => false,
    }
}

/// Whether a comment begins in `span`.
fn has_comment(node: Node<'_>, span: Span) -> bool {
    node.tree().comments_in(span).next().is_some()
}

/// Whether a comment begins in `span` on a line of its own, and so belongs to what is below it.
fn has_comment_line(node: Node<'_>, span: Span) -> bool {
    node.tree().comments_in(span).any(Comment::is_alone)
}

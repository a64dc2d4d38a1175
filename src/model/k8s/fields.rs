//! Fields of a mapping by name and type, as the API server would read them.

use std::borrow::Cow;

use super::quantity::Quantity;
use crate::syntax::yaml::{Entry, Integer, Mapping, Node, Resolved, Scalar, Sequence};
use crate::text::{Span, Spanned};

/// A mapping whose fields are read by name and type. What has another type, or is null, reads as absent; merge keys are
/// followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields<'t> {
    mapping: Mapping<'t>,
}

/// An item of a list that is a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'t> {
    /// Its number, from 0.
    pub index: usize,
    /// Its fields.
    pub fields: Fields<'t>,
}

impl<'t> Fields<'t> {
    /// The fields of `mapping`.
    #[must_use]
    pub const fn of(mapping: Mapping<'t>) -> Self {
        Self { mapping }
    }

    /// The mapping itself.
    #[must_use]
    pub const fn mapping(self) -> Mapping<'t> {
        self.mapping
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.mapping.span()
    }

    /// The entry called `name`, whatever its type; nothing when its value is null.
    #[must_use]
    pub fn entry(self, name: &str) -> Option<Entry<'t>> {
        let entry = self.mapping.entry_merged(name)?;
        (!is_null(entry.value)).then_some(entry)
    }

    /// The value called `name`, whatever its type but null.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Node<'t>> {
        self.entry(name).map(|entry| entry.value)
    }

    /// Whether there is a value called `name`, of any type but null.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Where the key called `name` stands.
    #[must_use]
    pub fn key_span(self, name: &str) -> Option<Span> {
        self.entry(name).map(|entry| entry.key.span())
    }

    /// A string.
    #[must_use]
    pub fn string(self, name: &str) -> Option<Spanned<Cow<'t, str>>> {
        string(self.get(name)?)
    }

    /// A whole number.
    #[must_use]
    pub fn integer(self, name: &str) -> Option<Spanned<i64>> {
        let node = self.get(name)?;
        match node.as_scalar()?.resolve_1_1() {
            Resolved::Integer(Integer::Signed(value)) => Some(Spanned::new(value, node.span())),
            _ => None,
        }
    }

    /// A boolean.
    #[must_use]
    pub fn boolean(self, name: &str) -> Option<Spanned<bool>> {
        let node = self.get(name)?;
        match node.as_scalar()?.resolve_1_1() {
            Resolved::Bool(value) => Some(Spanned::new(value, node.span())),
            _ => None,
        }
    }

    /// An amount of something, written as a string or as a number.
    #[must_use]
    pub fn quantity(self, name: &str) -> Option<Spanned<Quantity>> {
        quantity(self.get(name)?)
    }

    /// A mapping.
    #[must_use]
    pub fn object(self, name: &str) -> Option<Self> {
        self.get(name)?.as_mapping().map(Self::of)
    }

    /// The mapping at the end of a way of names.
    #[must_use]
    pub fn at(self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self, |fields, name| fields.object(name))
    }

    /// The items of a list; none when there is no list.
    pub fn items(self, name: &str) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let sequence = self.get(name).and_then(Node::as_sequence);
        sequence.into_iter().flat_map(Sequence::items)
    }

    /// The items of a list that are mappings.
    pub fn objects(self, name: &str) -> impl Iterator<Item = Item<'t>> + use<'t> {
        let items = self.items(name).enumerate();
        items.filter_map(|(index, node)| Some(Item { index, fields: Self::of(node.as_mapping()?) }))
    }

    /// The items of a list that are strings; null is read as the empty one.
    pub fn strings(self, name: &str) -> impl Iterator<Item = Spanned<Cow<'t, str>>> + use<'t> {
        self.items(name).filter_map(string_or_null)
    }

    /// All entries, merge keys followed. Of equal keys that stand beside each other in the text, both come, the one that counts last.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> + use<'t> {
        let (plain, merged) = if self.mapping.has_merges() {
            (None, self.mapping.effective_entries())
        } else {
            (Some(self.mapping.entries()), Vec::new())
        };
        plain.into_iter().flatten().chain(merged)
    }

    /// The entries whose keys are strings and whose values are amounts, such as resource limits; null is read as none. A later
    /// key takes the place of an equal one before.
    pub fn quantity_entries(self) -> impl Iterator<Item = (Spanned<Cow<'t, str>>, Spanned<Quantity>)> + use<'t> {
        self.entries().filter_map(|entry| {
            Some((Spanned::new(entry.key.as_str()?, entry.key.span()), quantity_or_null(entry.value)?))
        })
    }

    /// The entries whose keys and values are strings, such as labels; null is read as the empty one. A later key takes the place
    /// of an equal one before.
    pub fn string_entries(self) -> impl Iterator<Item = (Spanned<Cow<'t, str>>, Spanned<Cow<'t, str>>)> + use<'t> {
        self.entries().filter_map(|entry| {
            Some((Spanned::new(entry.key.as_str()?, entry.key.span()), string_or_null(entry.value)?))
        })
    }
}

/// The text of a node that the API server takes for a string.
pub(super) fn string(node: Node<'_>) -> Option<Spanned<Cow<'_, str>>> {
    match node.as_scalar()?.resolve_1_1() {
        Resolved::String(text) => Some(Spanned::new(text, node.span())),
        _ => None,
    }
}

/// In lists and maps null stands for the empty string: JSON's null leaves the zero value of the type.
fn string_or_null(node: Node<'_>) -> Option<Spanned<Cow<'_, str>>> {
    if is_null(node) { Some(Spanned::new(Cow::Borrowed(""), node.span())) } else { string(node) }
}

/// As [`string_or_null`] for amounts.
fn quantity_or_null(node: Node<'_>) -> Option<Spanned<Quantity>> {
    if is_null(node) { Some(Spanned::new(Quantity::ZERO, node.span())) } else { quantity(node) }
}

fn is_null(node: Node<'_>) -> bool {
    node.as_scalar().is_some_and(Scalar::is_null_1_1)
}

/// The amount that the API server reads in a node: kubectl passes numbers on as they are.
pub(super) fn quantity(node: Node<'_>) -> Option<Spanned<Quantity>> {
    let scalar = node.as_scalar()?;
    let amount = match scalar.resolve_1_1() {
        Resolved::Integer(Integer::Signed(value)) => Quantity::whole(value),
        Resolved::String(text) => text.parse().ok()?,
        Resolved::Float(_) => scalar.value().replace('_', "").parse().ok()?,
        _ => return None,
    };
    Some(Spanned::new(amount, node.span()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::Tree;

    const TEXT: &str = "s: text\nn: 5\nb: yes\nq: \"5\"\nz: ~\nl: [a, 1, {k: v}, ~]\nbase: &b {deep: {er: 1}}\nm:\n  <<: *b\n  own: x\n";

    #[test]
    fn types_are_the_api_servers() {
        let tree = Tree::parse(TEXT);
        let root = tree.documents().next().and_then(|document| document.root().as_mapping()).expect("a mapping");
        let fields = Fields::of(root);
        assert_eq!(fields.string("s").map(|s| s.value), Some("text".into()));
        assert_eq!(fields.string("q").map(|s| s.value), Some("5".into()));
        assert_eq!((fields.string("n"), fields.string("b")), (None, None));
        assert_eq!(fields.integer("n").map(|n| n.value), Some(5));
        assert_eq!(fields.integer("q"), None);
        assert_eq!(fields.boolean("b").map(|b| b.value), Some(true));
        assert!(!fields.has("z") && !fields.has("none"));
        assert_eq!(fields.strings("l").map(|item| item.value).collect::<Vec<_>>(), ["a", ""]);
        assert_eq!(fields.objects("l").map(|item| item.index).collect::<Vec<_>>(), [2]);
        let names = |name: &str| {
            let mapping = fields.object(name).expect("a mapping");
            let mut names: Vec<_> = mapping.entries().filter_map(|entry| entry.key.as_str()).collect();
            names.sort();
            names
        };
        assert_eq!((names("m"), names("base")), (vec!["deep".into(), "own".into()], vec!["deep".into()]));
        let merged = fields.at(&["m", "deep"]).and_then(|deep| deep.integer("er")).expect("merged in");
        assert_eq!(merged.span.slice(TEXT), "1");
    }
}

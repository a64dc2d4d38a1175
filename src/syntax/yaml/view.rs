//! Views of one node: cheap copies that know the tree they belong to.
//!
//! Navigation only; values of scalars are in `scalar`, merge keys in `merge`.

use std::borrow::Cow;
use std::fmt;

use super::arena::{Flags, NO_TARGET, NodeId, Properties, Record, RecordKind};
use super::scalar::Scalar;
use super::tag::Tag;
use super::tree::Tree;
use crate::text::{Span, Spanned};

/// A node of a tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) id: u32,
}

/// What a node is, with the view that fits.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'t> {
    /// Keys with values.
    Mapping(Mapping<'t>),
    /// A list of items.
    Sequence(Sequence<'t>),
    /// One value; also one that is not written at all.
    Scalar(Scalar<'t>),
    /// `*name`, a link to an anchored node.
    Alias(Alias<'t>),
    /// Something stands here, and it could not be read.
    Error,
}

impl<'t> Node<'t> {
    pub(super) fn record(self) -> &'t Record {
        self.tree.record(self.id)
    }

    const fn sibling(self, id: u32) -> Self {
        Self { tree: self.tree, id }
    }

    /// The tree that it is in.
    #[must_use]
    pub const fn tree(self) -> &'t Tree<'t> {
        self.tree
    }

    /// Its number in the tree.
    #[must_use]
    pub const fn id(self) -> NodeId {
        NodeId(self.id)
    }

    /// What it is, as written: an alias is an alias.
    #[must_use]
    pub fn kind(self) -> Kind<'t> {
        match self.record().kind {
            RecordKind::Mapping => Kind::Mapping(Mapping { node: self }),
            RecordKind::Sequence => Kind::Sequence(Sequence { node: self }),
            RecordKind::Alias => Kind::Alias(Alias { node: self }),
            RecordKind::Error => Kind::Error,
            RecordKind::Plain
            | RecordKind::SingleQuoted
            | RecordKind::DoubleQuoted
            | RecordKind::Literal
            | RecordKind::Folded => Kind::Scalar(Scalar { node: self }),
        }
    }

    /// Where it stands, without its anchor and tag: scalars with their quotes or their block header, collections in
    /// brackets with the brackets, others from their first key or dash to the end of the last value. The span of a
    /// scalar that is absent is empty and lies where it could be written.
    #[must_use]
    pub fn span(self) -> Span {
        self.record().span()
    }

    /// Where it stands, with its anchor and tag.
    #[must_use]
    pub fn full_span(self) -> Span {
        let Some(properties) = self.properties() else { return self.span() };
        [properties.anchor, properties.tag].into_iter().flatten().fold(self.span(), Span::cover)
    }

    /// The text under [`Self::span`].
    #[must_use]
    pub fn text(self) -> &'t str {
        self.span().slice(self.tree.text)
    }

    /// The anchor before it: the name without `&`, the span with it.
    #[must_use]
    pub fn anchor(self) -> Option<Spanned<&'t str>> {
        let span = self.properties()?.anchor?;
        Some(Spanned::new(&span.slice(self.tree.text)[1..], span))
    }

    /// The tag before it.
    #[must_use]
    pub fn tag(self) -> Option<Tag<'t>> {
        let properties = self.properties()?;
        Some(Tag { tree: self.tree, span: properties.tag?, document: properties.document })
    }

    fn properties(self) -> Option<&'t Properties> {
        if !self.record().flags.has(Flags::PROPERTIES) {
            return None;
        }
        let all = &self.tree.properties;
        all.binary_search_by_key(&self.id, |properties| properties.node).ok().map(|index| &all[index])
    }

    /// Whether it is a scalar that is not written, such as the value of `key:` or the root of an empty document.
    #[must_use]
    pub fn is_absent(self) -> bool {
        self.record().flags.has(Flags::ABSENT)
    }

    /// Whether it is a collection in brackets, or a scalar, alias or pair inside of one.
    #[must_use]
    pub fn is_flow(self) -> bool {
        self.record().flags.has(Flags::FLOW)
    }

    /// Whether something directly in it could not be read or had to be guessed. Then a key that is not there may only
    /// have been misread.
    #[must_use]
    pub fn is_broken(self) -> bool {
        self.record().flags.has(Flags::BROKEN) || self.record().kind == RecordKind::Error
    }

    /// The node that is meant: the target of an alias, or the node itself. `None` for an alias that leads nowhere or
    /// into itself, so that following links always comes to an end. (It may still visit one node very often: two
    /// aliases in each of fifty nodes are 2^50 ways. Whoever walks a whole tree leaves aliases alone.)
    #[must_use]
    pub fn resolved(self) -> Option<Self> {
        match self.kind() {
            Kind::Alias(alias) => alias.target(),
            _ => Some(self),
        }
    }

    /// The mapping that is meant, through an alias too.
    #[must_use]
    pub fn as_mapping(self) -> Option<Mapping<'t>> {
        match self.resolved()?.kind() {
            Kind::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The sequence that is meant, through an alias too.
    #[must_use]
    pub fn as_sequence(self) -> Option<Sequence<'t>> {
        match self.resolved()?.kind() {
            Kind::Sequence(sequence) => Some(sequence),
            _ => None,
        }
    }

    /// The scalar that is meant, through an alias too.
    #[must_use]
    pub fn as_scalar(self) -> Option<Scalar<'t>> {
        match self.resolved()?.kind() {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The value of the scalar that is meant, whatever its type: `8080`, `yes` and an absent one are text here.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        self.as_scalar().map(Scalar::value)
    }

    /// The nodes directly in it: keys and values in turn, or items. What could not be read is among them.
    pub fn children(self) -> Children<'t> {
        Children { next: self.sibling(self.id + 1), end: self.id + self.record().size() }
    }

    /// The node and all below it, parents before children.
    pub fn descendants(self) -> impl DoubleEndedIterator<Item = Node<'t>> {
        (self.id..self.id + self.record().size()).map(move |id| self.sibling(id))
    }

    /// The collection that it stands in. The first call makes a table for the whole tree.
    #[must_use]
    pub fn parent(self) -> Option<Node<'t>> {
        let parent = self.tree.parents()[self.id as usize];
        (parent != self.id).then(|| self.sibling(parent))
    }

    /// The collections that it stands in, innermost first.
    pub fn ancestors(self) -> impl Iterator<Item = Node<'t>> {
        std::iter::successors(self.parent(), |node| node.parent())
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && std::ptr::eq(self.tree.records.as_ptr(), other.tree.records.as_ptr())
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Record { kind, start, end, .. } = self.record();
        write!(f, "{kind:?} #{} at {start}..{end}", self.id)
    }
}

/// Siblings, by their skip links.
#[derive(Debug, Clone)]
pub struct Children<'t> {
    next: Node<'t>,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let node = self.next;
        if node.id >= self.end {
            return None;
        }
        self.next.id += node.record().size();
        Some(node)
    }
}

/// A key with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The key; mostly a scalar.
    pub key: Node<'t>,
    /// The value; an absent scalar when none is written.
    pub value: Node<'t>,
}

impl Entry<'_> {
    /// From the key to the end of the value.
    #[must_use]
    pub fn span(self) -> Span {
        self.key.full_span().cover(self.value.full_span())
    }
}

/// A mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping<'t> {
    node: Node<'t>,
}

impl<'t> Mapping<'t> {
    /// The mapping as a node.
    #[must_use]
    pub const fn node(self) -> Node<'t> {
        self.node
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// All entries in order, duplicates included. Lines that could not be read at all are left out; see
    /// [`Node::is_broken`].
    pub fn entries(self) -> Entries<'t> {
        Entries { children: Children { next: self.node.sibling(self.node.id + 1), end: self.end() } }
    }

    /// Whether it has no entry.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.entries().next().is_none()
    }

    /// The value of the key whose text is `name`, however it is quoted. Of duplicates it is the last, as kubectl reads
    /// them. Merge keys are not followed, see [`Self::get_merged`].
    #[must_use]
    pub fn get(self, name: &str) -> Option<Node<'t>> {
        self.entry(name).map(|entry| entry.value)
    }

    /// The entry whose key is `name`; of duplicates the last.
    #[must_use]
    pub fn entry(self, name: &str) -> Option<Entry<'t>> {
        self.entries_named(name).last()
    }

    /// All entries whose key is `name`.
    pub fn entries_named(self, name: &str) -> impl Iterator<Item = Entry<'t>> {
        self.entries().filter(move |entry| entry.key.as_scalar().is_some_and(|key| key.is(name)))
    }

    fn end(self) -> u32 {
        self.node.id + self.node.record().size()
    }
}

/// The entries of a mapping.
#[derive(Debug, Clone)]
pub struct Entries<'t> {
    children: Children<'t>,
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        loop {
            let key = self.children.next()?;
            let value = self.children.next()?;
            if key.record().kind != RecordKind::Error {
                return Some(Entry { key, value });
            }
        }
    }
}

/// A sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequence<'t> {
    node: Node<'t>,
}

impl<'t> Sequence<'t> {
    /// The sequence as a node.
    #[must_use]
    pub const fn node(self) -> Node<'t> {
        self.node
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// The items in order. One that could not be read is a node of [`Kind::Error`].
    pub fn items(self) -> Children<'t> {
        self.node.children()
    }

    /// Whether it has no item.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.items().next().is_none()
    }
}

/// An alias: `*name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias<'t> {
    node: Node<'t>,
}

impl<'t> Alias<'t> {
    /// The alias as a node.
    #[must_use]
    pub const fn node(self) -> Node<'t> {
        self.node
    }

    /// The name without `*`.
    #[must_use]
    pub fn name(self) -> &'t str {
        &self.node.text()[1..]
    }

    /// The node that it stands for, which is never an alias. `None` when no anchor has this name, or when the alias
    /// stands inside of that node.
    #[must_use]
    pub fn target(self) -> Option<Node<'t>> {
        let link = self.node.record().link;
        if link == NO_TARGET {
            return None;
        }
        let target = self.node.sibling(link);
        let holds_itself = self.node.id < link + target.record().size();
        (!holds_itself).then_some(target)
    }
}

//! The flat store behind a tree: one fixed-size record for each node, in document order.
//!
//! Knows how records lie next to each other, not what they mean to a reader; that is `view`.

use crate::text::Span;

/// Number of a node in its tree, counted from 0 in document order. Stable for the life of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The id as an index, for tables kept beside a tree.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a record stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordKind {
    /// Children alternate: key, value, key, value.
    Mapping,
    /// Children are the items.
    Sequence,
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
    Alias,
    /// Text that could not be read.
    Error,
}

/// Facts about a record, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(u16);

impl Flags {
    /// A collection in brackets, or a pair inside such brackets.
    pub(super) const FLOW: Self = Self(1);
    /// An anchor or a tag stands before the node, see `Tree::properties`.
    pub(super) const PROPERTIES: Self = Self(1 << 1);
    /// A scalar whose value is not its text: it has escapes or line breaks.
    pub(super) const COOKED: Self = Self(1 << 2);
    /// A scalar that is not written at all, such as the value of `key:`.
    pub(super) const ABSENT: Self = Self(1 << 3);
    /// A collection in which something could not be read or had to be guessed.
    pub(super) const BROKEN: Self = Self(1 << 4);

    pub(super) const fn none() -> Self {
        Self(0)
    }

    pub(super) const fn has(self, flag: Self) -> bool {
        self.0 & flag.0 != 0
    }

    pub(super) const fn with(self, flag: Self) -> Self {
        Self(self.0 | flag.0)
    }

    pub(super) const fn without(self, flag: Self) -> Self {
        Self(self.0 & !flag.0)
    }
}

/// One node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub(super) kind: RecordKind,
    pub(super) flags: Flags,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Collections: how many records the node and everything below it take up, so that `index + link` is the next
    /// sibling. Aliases: index of the target, or [`NO_TARGET`]. Block scalars: columns of indentation that are not
    /// part of the text. Else 0.
    pub(super) link: u32,
}

// Twice the input is the budget for memory; the tree of an ordinary manifest takes about once the input at this size.
const _: () = assert!(size_of::<Record>() == 16);

/// The link of an alias whose anchor is not defined.
pub(super) const NO_TARGET: u32 = u32::MAX;

impl Record {
    pub(super) const fn leaf(kind: RecordKind, span: Span) -> Self {
        Self { kind, flags: Flags::none(), start: span.start, end: span.end, link: 0 }
    }

    pub(super) const fn is_collection(&self) -> bool {
        matches!(self.kind, RecordKind::Mapping | RecordKind::Sequence)
    }

    /// Number of records that this node and everything below it take up.
    pub(super) const fn size(&self) -> u32 {
        if self.is_collection() { self.link } else { 1 }
    }

    pub(super) const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What stands before a node: its anchor and its tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Properties {
    /// Index of the node they belong to.
    pub(super) node: u32,
    /// Document they stand in, which defines the handles of tags.
    pub(super) document: u32,
    /// The anchor with its `&`.
    pub(super) anchor: Option<Span>,
    /// The tag with its `!`.
    pub(super) tag: Option<Span>,
}

//! A whole file: its documents, comments and mistakes.
//!
//! Owns the arena; what a single node offers is in `view`.

use std::fmt;
use std::sync::OnceLock;

use super::arena::{NodeId, Properties, Record};
use super::error::Error;
use super::parser;
use super::view::Node;
use crate::text::Span;

/// One YAML or JSON file, read.
pub struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) records: Vec<Record>,
    /// Sorted by node.
    pub(super) properties: Vec<Properties>,
    pub(super) comments: Vec<Span>,
    pub(super) documents: Vec<DocumentRecord>,
    pub(super) directives: Vec<Span>,
    pub(super) errors: Vec<Error<'t>>,
    /// Index of each node's parent, made when first asked for; a root is its own parent.
    pub(super) parents: OnceLock<Vec<u32>>,
}

/// One document. All but `root` may be empty spans.
#[derive(Debug, Clone, Copy)]
pub(super) struct DocumentRecord {
    /// Index of the root node, which always exists.
    pub(super) root: u32,
    pub(super) span: Span,
    /// The `---`.
    pub(super) start_marker: Option<Span>,
    /// The `...`.
    pub(super) end_marker: Option<Span>,
    /// Its directives are `directives.0..directives.1` of the tree's.
    pub(super) directives: (u32, u32),
}

impl<'t> Tree<'t> {
    /// Reads `text`, whatever it is. Time is linear in its length.
    ///
    /// A byte order mark at the beginning is skipped. Lines end at LF, CR LF or CR. Collections are read up to 512
    /// levels deep.
    #[must_use]
    pub fn parse(text: &'t str) -> Self {
        parser::parse(text)
    }

    /// The text that was read.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The documents in order. A text of blanks, comments and directives only has none.
    pub fn documents(&self) -> impl DoubleEndedIterator<Item = Document<'_>> + ExactSizeIterator {
        (0..self.documents.len()).map(|index| Document { tree: self, index })
    }

    /// The mistakes, in the order of their places. The list is cut after a thousand.
    #[must_use]
    pub fn errors(&self) -> &[Error<'t>] {
        &self.errors
    }

    /// The node with this id.
    ///
    /// # Panics
    /// When the id is of another tree and too large for this one.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_> {
        assert!(id.index() < self.records.len(), "the id is of this tree");
        Node { tree: self, id: id.0 }
    }

    /// All nodes of all documents, parents before children, in document order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = Node<'_>> + ExactSizeIterator {
        (0..self.records.len() as u32).map(|id| Node { tree: self, id })
    }

    /// The innermost node whose text holds the byte at `offset`.
    #[must_use]
    pub fn node_at(&self, offset: u32) -> Option<Node<'_>> {
        let index = self.documents.partition_point(|document| document.span.end <= offset);
        let mut found = None;
        let mut level = self.documents.get(index).map(|document| Node { tree: self, id: document.root });
        while let Some(node) = level.filter(|node| node.span().contains_offset(offset)) {
            found = Some(node);
            level = node.children().find(|child| child.span().end > offset);
        }
        found
    }

    pub(super) fn record(&self, id: u32) -> &Record {
        &self.records[id as usize]
    }

    /// Index of each node's parent; a root is its own parent.
    pub(super) fn parents(&self) -> &[u32] {
        self.parents.get_or_init(|| {
            let mut parents = Vec::with_capacity(self.records.len());
            // Open collections with the index behind their last descendant.
            let mut open: Vec<(u32, u32)> = Vec::new();
            for (id, record) in (0_u32..).zip(&self.records) {
                while open.last().is_some_and(|&(_, end)| end <= id) {
                    open.pop();
                }
                parents.push(open.last().map_or(id, |&(parent, _)| parent));
                if record.size() > 1 {
                    open.push((id, id + record.size()));
                }
            }
            parents
        })
    }
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree")
            .field("documents", &self.documents.len())
            .field("nodes", &self.records.len())
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

/// One document of a file.
#[derive(Clone, Copy)]
pub struct Document<'t> {
    tree: &'t Tree<'t>,
    index: usize,
}

impl<'t> Document<'t> {
    pub(super) const fn of(tree: &'t Tree<'t>, index: u32) -> Self {
        Self { tree, index: index as usize }
    }

    fn record(self) -> &'t DocumentRecord {
        &self.tree.documents[self.index]
    }

    /// Its number in the file, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index
    }

    /// All that belongs to it: its directives, `---`, content, comments and `...`. It ends where the next one begins.
    #[must_use]
    pub fn span(self) -> Span {
        self.record().span
    }

    /// The `---` that begins it, when there is one.
    #[must_use]
    pub fn start_marker(self) -> Option<Span> {
        self.record().start_marker
    }

    /// The `...` that ends it, when there is one.
    #[must_use]
    pub fn end_marker(self) -> Option<Span> {
        self.record().end_marker
    }

    /// Its one value. An empty document has an absent scalar ([`Node::is_absent`]).
    #[must_use]
    pub fn root(self) -> Node<'t> {
        Node { tree: self.tree, id: self.record().root }
    }

    /// Whether it holds no value, only comments or nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.root().is_absent()
    }

    /// The `%` lines before its `---`, without their comments.
    pub fn directives(self) -> impl Iterator<Item = Directive<'t>> {
        let (start, end) = self.record().directives;
        let text = self.tree.text;
        self.tree.directives[start as usize..end as usize].iter().map(move |&span| Directive { text, span })
    }

    /// Its nodes, parents before children, in document order.
    pub fn nodes(self) -> impl DoubleEndedIterator<Item = Node<'t>> {
        self.root().descendants()
    }

    /// The mistakes in it.
    #[must_use]
    pub fn errors(self) -> &'t [Error<'t>] {
        let errors = self.tree.errors();
        let span = self.span();
        let start = errors.partition_point(|error| error.span.start < span.start);
        let is_last = self.index + 1 == self.tree.documents.len();
        let end = errors.partition_point(|error| is_last || error.span.start < span.end);
        &errors[start..end]
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("index", &self.index).field("span", &self.span()).finish_non_exhaustive()
    }
}

/// A `%` line, such as `%YAML 1.2`.
#[derive(Debug, Clone, Copy)]
pub struct Directive<'t> {
    text: &'t str,
    span: Span,
}

impl<'t> Directive<'t> {
    /// Where it stands, from `%` to its last word.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// Its words: the name without `%`, then the parameters.
    pub fn words(self) -> impl Iterator<Item = &'t str> {
        self.span.slice(self.text)[1..].split_ascii_whitespace()
    }
}

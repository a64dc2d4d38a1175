//! Text to records: one pass over the bytes, an explicit stack, and a way on from every mistake.
//!
//! `block` and `flow` hold the grammar, `line`, `plain`, `quoted` and `block_scalar` read their parts, `build` writes
//! records, `recover` finds the way on. Knows nothing of values and types.

mod block;
mod block_scalar;
mod build;
mod character;
mod document;
mod flow;
mod flow_scalar;
mod indentation;
mod line;
mod node;
mod plain;
mod property;
mod quoted;
mod recover;

use std::collections::HashMap;
use std::sync::OnceLock;

use self::build::Frame;
use self::property::Pending;
use super::arena::{Properties, Record};
use super::error::{Error, ErrorKind};
use super::tree::{DocumentRecord, Tree};
use crate::text::Span;

/// How deep collections are read. go-yaml reads 10 000 levels, which nothing but an attack has.
const MAX_DEPTH: usize = 512;

/// Longest key without `? ` before it, from its first byte to the colon. The specification counts characters.
const MAX_KEY_LENGTH: usize = 1024;

/// How many mistakes are kept. A file with more is not YAML.
const MAX_ERRORS: usize = 1000;

/// Bytes of input for each record that room is made for at the beginning. Manifests have a node for every 16 to 20
/// bytes; room that is not used costs no memory.
const BYTES_PER_RECORD: usize = 16;

pub(super) fn parse(text: &str) -> Tree<'_> {
    let mut tree = Tree {
        text,
        records: Vec::new(),
        properties: Vec::new(),
        comments: Vec::new(),
        documents: Vec::new(),
        directives: Vec::new(),
        errors: Vec::new(),
        parents: OnceLock::new(),
    };
    if u32::try_from(text.len()).is_err() {
        tree.errors.push(Error { span: Span::empty(0), kind: ErrorKind::TooLarge });
        return tree;
    }
    let survey = character::Survey::of(text.as_bytes());
    let bytes = survey.with_line_feeds(text.as_bytes());
    let mut parser = Parser::new(text, &bytes);
    parser.stream();
    tree.records = parser.records;
    tree.properties = parser.properties;
    tree.comments = parser.comments;
    tree.documents = parser.documents;
    tree.directives = parser.directives;
    tree.errors = parser.errors;
    survey.report(text, &mut tree.errors);
    tree.errors.sort_by_key(|error| error.span);
    tree.errors.truncate(MAX_ERRORS);
    tree
}

/// What is read, where reading stands, and what has come of it.
struct Parser<'t, 'b> {
    text: &'t str,
    /// The bytes of the text, with LF for each CR that is alone.
    bytes: &'b [u8],
    /// The next byte to read.
    at: usize,
    /// Where the line of `at` begins.
    line: usize,
    /// Spaces before the first word of the line that was opened last.
    column: i32,
    /// Columns that the line which was opened is taken to be indented deeper than it is.
    shift: i32,
    /// The first tab among the blanks before the next word, where it matters.
    tab: Option<usize>,

    frames: Vec<Frame>,
    /// Anchor and tag that were read and whose node has not begun.
    pending: Option<Pending>,
    /// Nodes by anchor, of this document.
    anchors: HashMap<&'t str, u32>,
    /// Handles of tags and names of other directives that this document has, with their lines.
    handles: HashMap<&'t str, Span>,
    /// Where the last word that was read ends.
    last_end: usize,

    records: Vec<Record>,
    properties: Vec<Properties>,
    comments: Vec<Span>,
    documents: Vec<DocumentRecord>,
    directives: Vec<Span>,
    errors: Vec<Error<'t>>,

    /// Whether a mistake in the structure of the outermost brackets has been noticed.
    flow_is_broken: bool,
    /// The line on which the last mistake was noticed: a second one there is a consequence of the first.
    error_line: usize,
    /// The last line that a tab indents: the lines that follow it without a gap are the same mistake.
    tab_line: Option<usize>,
    /// Up to where no single or double quote closes one that is open: looked for in vain once.
    unclosed: [usize; 2],
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The line at `Parser::line`.
    Line,
    /// A node at `Parser::at`.
    Node(Place),
    /// A further document that nothing announces.
    Document(Place),
}

/// Where on its line a node begins, which decides what it can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// First on a line: anything.
    LineStart,
    /// Behind `- `, `? ` or a `: ` that is first on its line: anything, if nothing but blanks stands between.
    Compact,
    /// Behind `key: ` or `---`: no block collection.
    AfterKey,
}

impl<'t, 'b> Parser<'t, 'b> {
    fn new(text: &'t str, bytes: &'b [u8]) -> Self {
        Self {
            text,
            bytes,
            at: 0,
            line: 0,
            column: 0,
            shift: 0,
            tab: None,
            frames: Vec::with_capacity(64),
            pending: None,
            anchors: HashMap::new(),
            handles: HashMap::new(),
            last_end: 0,
            records: Vec::with_capacity(text.len() / BYTES_PER_RECORD + 4),
            properties: Vec::new(),
            comments: Vec::new(),
            documents: Vec::new(),
            directives: Vec::new(),
            errors: Vec::new(),
            flow_is_broken: false,
            error_line: usize::MAX,
            tab_line: None,
            unclosed: [0; 2],
        }
    }

    /// The byte at `at`; the end of the text reads as a line break.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    /// Whether a blank, a line break or the end of the text is at `at`.
    #[inline]
    fn is_space(&self, at: usize) -> bool {
        is_space(self.byte(at))
    }

    fn report(&mut self, span: Span, kind: ErrorKind<'t>) {
        if self.error_line == self.line {
            return;
        }
        self.error_line = self.line;
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(Error { span, kind });
        }
    }
}

/// Space, tab, or the CR of a CR LF (there is no other CR, see [`Parser::bytes`]).
const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

const fn is_flow_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

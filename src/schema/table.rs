//! Words and texts of `schemas/kubernetes.bin`, read where they lie.
//!
//! Knows the layout in [`format`](super::format) and nothing of what the words mean. That all links lead somewhere is
//! checked by `tests/schema_table.rs`; a table of another layout does not compile.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use super::format::{MAGIC, TEXT_OFFSET_SHIFT, container, declaration, header, kind, object};

static BYTES: &[u8] = include_bytes!("../../schemas/kubernetes.bin");

const _: () = assert!(word(header::MAGIC) == MAGIC, "schemas/kubernetes.bin has another layout: generate it anew");

/// Minor number of the oldest release in the table.
pub(super) const OLDEST_MINOR: u32 = word(header::OLDEST);
/// Minor number of the newest release in the table.
pub(super) const NEWEST_MINOR: u32 = word(header::NEWEST);

const LISTS: usize = word(header::LISTS) as usize;
const TEXT: usize = word(header::TEXT) as usize * size_of::<u32>();

/// The `at`th word of the file.
const fn word(at: usize) -> u32 {
    match BYTES.split_at(at * size_of::<u32>()).1.first_chunk() {
        Some(bytes) => u32::from_le_bytes(*bytes),
        None => panic!("no word lies across the end of the table"),
    }
}

/// Rows of equal length, numbered from 0.
pub(super) struct Section {
    start: usize,
    row_words: usize,
    /// Number of rows.
    pub(super) rows: u32,
}

/// Kinds, by apiVersion and kind.
pub(super) static KINDS: Section = Section::new(header::KINDS, header::OBJECTS, kind::WORDS);
/// Objects, by name.
pub(super) static OBJECTS: Section = Section::new(header::OBJECTS, header::DECLARATIONS, object::WORDS);
/// Declarations, by field name and oldest release within each object.
pub(super) static DECLARATIONS: Section = Section::new(header::DECLARATIONS, header::CONTAINERS, declaration::WORDS);
/// What arrays and maps hold.
pub(super) static CONTAINERS: Section = Section::new(header::CONTAINERS, header::LISTS, container::WORDS);

impl Section {
    const fn new(start: usize, end: usize, row_words: usize) -> Self {
        let (start, end) = (word(start) as usize, word(end) as usize);
        Self { start, row_words, rows: ((end - start) / row_words) as u32 }
    }

    /// One word of a row.
    pub(super) fn word(&self, row: u32, column: usize) -> u32 {
        word(self.start + row as usize * self.row_words + column)
    }

    /// The bytes of the text that a word of a row names.
    pub(super) fn bytes(&self, row: u32, column: usize) -> &'static [u8] {
        bytes(self.word(row, column))
    }

    /// The text that a word of a row names.
    pub(super) fn text(&self, row: u32, column: usize) -> &'static str {
        text(self.word(row, column))
    }
}

fn bytes(word: u32) -> &'static [u8] {
    let start = TEXT + (word >> TEXT_OFFSET_SHIFT) as usize;
    &BYTES[start..start + (word & ((1 << TEXT_OFFSET_SHIFT) - 1)) as usize]
}

fn text(word: u32) -> &'static str {
    /// All texts: looked at once as a whole, not each time one is asked for.
    static TEXTS: LazyLock<&str> =
        LazyLock::new(|| std::str::from_utf8(&BYTES[TEXT..]).expect("the generator wrote whole strings"));
    let start = (word >> TEXT_OFFSET_SHIFT) as usize;
    &TEXTS[start..start + (word & ((1 << TEXT_OFFSET_SHIFT) - 1)) as usize]
}

/// The words of the list at an offset within the lists.
pub(super) fn list(offset: u32) -> impl ExactSizeIterator<Item = u32> + Clone {
    let at = LISTS + offset as usize;
    (at + 1..at + 1 + word(at) as usize).map(word)
}

/// The texts of the list at an offset within the lists.
pub(super) fn texts(offset: u32) -> impl ExactSizeIterator<Item = &'static str> + Clone {
    list(offset).map(text)
}

/// The first of `rows`, which are in ascending order, that is not less than what is sought.
pub(super) fn lower_bound(rows: Range<u32>, compare: impl Fn(u32) -> Ordering) -> u32 {
    let Range { mut start, mut end } = rows;
    while start < end {
        let middle = start + (end - start) / 2;
        match compare(middle) {
            Ordering::Less => start = middle + 1,
            Ordering::Equal | Ordering::Greater => end = middle,
        }
    }
    start
}

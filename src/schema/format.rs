//! How `schemas/kubernetes.bin` is laid out: the one description that its reader and its generator share.
//!
//! Knows nothing of either, nor of Kubernetes: only words, rows and bits.
//!
//! The file is a header, five sections of rows, and a text area. All of it but the text is little-endian `u32` words.
//! A *link* is the number of a row within its section; a *text* is a word that names a piece of the text area.

/// The first word of the file: `k8s` and the version of this layout.
pub(crate) const MAGIC: u32 = u32::from_le_bytes(*b"k8s\x01");

/// The words of the header, in order. Each section ends where the next begins, the text with the file.
pub(crate) mod header {
    /// [`MAGIC`](super::MAGIC).
    pub(crate) const MAGIC: usize = 0;
    /// Minor number of the oldest release of Kubernetes 1 that the table holds.
    pub(crate) const OLDEST: usize = 1;
    /// Minor number of the newest.
    pub(crate) const NEWEST: usize = 2;
    /// First word of the kinds, sorted by apiVersion and kind.
    pub(crate) const KINDS: usize = 3;
    /// First word of the objects, sorted by name.
    pub(crate) const OBJECTS: usize = 4;
    /// First word of the declarations: each object's together, sorted by field name and oldest version.
    pub(crate) const DECLARATIONS: usize = 5;
    /// First word of the containers.
    pub(crate) const CONTAINERS: usize = 6;
    /// First word of the lists.
    pub(crate) const LISTS: usize = 7;
    /// First word of the text area, which is padded with zero bytes to a whole word.
    pub(crate) const TEXT: usize = 8;
    /// Number of words in the header.
    pub(crate) const WORDS: usize = 9;
}

/// An apiVersion and kind.
pub(crate) mod kind {
    /// Text: `apps/v1`.
    pub(crate) const API_VERSION: usize = 0;
    /// Text: `Deployment`.
    pub(crate) const NAME: usize = 1;
    /// Link to the object.
    pub(crate) const OBJECT: usize = 2;
    /// Bit n: exists in release OLDEST + n. The two highest bits are the scope.
    pub(crate) const VERSIONS: usize = 3;
    /// Number of words in a row.
    pub(crate) const WORDS: usize = 4;
    /// Where the scope begins in [`VERSIONS`].
    pub(crate) const SCOPE_SHIFT: u32 = 30;
    /// Scope: objects live in a namespace.
    pub(crate) const NAMESPACED: u32 = 1;
    /// Scope: objects live in the cluster.
    pub(crate) const CLUSTER: u32 = 2;
}

/// A definition with named fields.
pub(crate) mod object {
    /// Text: the last three parts of the definition's name, `core.v1.PodSpec`.
    pub(crate) const NAME: usize = 0;
    /// Text, maybe empty: first sentence of the newest description.
    pub(crate) const DESCRIPTION: usize = 1;
    /// Bit n: exists in release OLDEST + n.
    pub(crate) const VERSIONS: usize = 2;
    /// Link to the first declaration.
    pub(crate) const FIRST: usize = 3;
    /// Link just past the last declaration.
    pub(crate) const END: usize = 4;
    /// Offset in words, within the lists, of links to the first declaration of each field that some release requires.
    pub(crate) const REQUIRED: usize = 5;
    /// Number of words in a row.
    pub(crate) const WORDS: usize = 6;
}

/// A field of an object, as declared in some releases. A field whose declaration changed has several rows.
pub(crate) mod declaration {
    /// Text.
    pub(crate) const NAME: usize = 0;
    /// A type word.
    pub(crate) const TYPE: usize = 1;
    /// Bit n: declared thus in release OLDEST + n. The two highest bits are flags.
    pub(crate) const VERSIONS: usize = 2;
    /// Text, maybe empty: first sentence of the newest description.
    pub(crate) const DESCRIPTION: usize = 3;
    /// Number of words in a row.
    pub(crate) const WORDS: usize = 4;
    /// Flag: the newest description calls the field deprecated.
    pub(crate) const DEPRECATED: u32 = 1 << 30;
    /// Flag: the field has to be present.
    pub(crate) const REQUIRED: u32 = 1 << 31;
}

/// What arrays and maps hold.
pub(crate) mod container {
    /// A type word: of the items or values.
    pub(crate) const ITEM: usize = 0;
    /// How an array merges; [`ATOMIC`] for maps.
    pub(crate) const LIST: usize = 1;
    /// Offset in words, within the lists, of the texts that are an item's key; the empty list unless [`BY_KEYS`].
    pub(crate) const KEYS: usize = 2;
    /// Number of words in a row.
    pub(crate) const WORDS: usize = 3;
    /// The array is replaced as a whole.
    pub(crate) const ATOMIC: u32 = 0;
    /// No two items are equal.
    pub(crate) const SET: u32 = 1;
    /// No two items have the same key.
    pub(crate) const BY_KEYS: u32 = 2;
}

/// The bits of a type word: a tag, whether null is legal, and what the tag needs.
pub(crate) mod ty {
    /// The bits of the tag.
    pub(crate) const TAG_MASK: u32 = 0xf;
    /// Flag: null is legal.
    pub(crate) const NULLABLE: u32 = 1 << 4;
    /// Where the payload begins.
    pub(crate) const PAYLOAD_SHIFT: u32 = 5;

    /// Tag: whatever JSON can say.
    pub(crate) const ANY: u32 = 0;
    /// Tag: a link to an object.
    pub(crate) const OBJECT: u32 = 1;
    /// Tag: a link to a container.
    pub(crate) const ARRAY: u32 = 2;
    /// Tag: a link to a container.
    pub(crate) const MAP: u32 = 3;
    /// Tag: two bits of format, then the offset in words, within the lists, of the legal values (0: any).
    pub(crate) const STRING: u32 = 4;
    /// Tag: a format.
    pub(crate) const INTEGER: u32 = 5;
    /// Tag without payload.
    pub(crate) const NUMBER: u32 = 6;
    /// Tag without payload.
    pub(crate) const BOOLEAN: u32 = 7;
    /// Tag without payload.
    pub(crate) const INT_OR_STRING: u32 = 8;
    /// Tag without payload.
    pub(crate) const QUANTITY: u32 = 9;

    /// Number of bits that a string's format takes.
    pub(crate) const STRING_FORMAT_BITS: u32 = 2;
    /// Any string.
    pub(crate) const PLAIN: u32 = 0;
    /// Base64.
    pub(crate) const BYTE: u32 = 1;
    /// RFC 3339.
    pub(crate) const DATE_TIME: u32 = 2;
    /// Any whole number.
    pub(crate) const UNBOUNDED: u32 = 0;
    /// 32 bits, signed.
    pub(crate) const INT32: u32 = 1;
    /// 64 bits, signed.
    pub(crate) const INT64: u32 = 2;
}

/// Where the length ends and the offset begins in a text word: pieces are at most 255 bytes long.
pub(crate) const TEXT_OFFSET_SHIFT: u32 = 8;

//! YAML (and with it JSON) to a flat tree with byte spans.
//!
//! [`Tree::parse`] reads any text: mistakes are listed in [`Tree::errors`], and what could be read around them is in the
//! tree. Text stays in the source; values are unescaped, folded and typed only when asked for. Aliases are links and
//! are never expanded, duplicate keys and comments are kept. Must not know what a key or a value means.
//!
//! The grammar is that of YAML 1.2. kubectl reads with go-yaml v2, whose grammar is that of libyaml (YAML 1.1). Where
//! that one is more lenient on things seen in practice, so is this one:
//!
//! * inside of brackets and quotes, neither indentation nor tabs in it matter (pasted JSON);
//! * a JSON value may follow another one without `---` between them.
//!
//! Where go-yaml is stricter (it wants no tab after `-`, no `%YAML 1.2`, no key that is a collection) nothing is said
//! here: the text is valid YAML.

mod arena;
mod comment;
mod cook;
mod error;
mod merge;
mod parser;
mod path;
mod resolve;
mod scalar;
mod tag;
mod template;
mod tree;
mod view;

pub use arena::NodeId;
pub use comment::{Comment, Comments};
pub use error::{Error, ErrorKind, ErrorLabel};
pub use path::{Path, Step};
pub use resolve::{Integer, Resolved, resolve_plain_1_1};
pub use scalar::{Scalar, Style};
pub use tag::Tag;
pub use template::looks_templated;
pub use tree::{Directive, Document, Tree};
pub use view::{Alias, Children, Entries, Entry, Kind, Mapping, Node, Sequence};

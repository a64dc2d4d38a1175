//! Text to records.

use std::sync::OnceLock;

use super::tree::Tree;

pub(super) fn parse(text: &str) -> Tree<'_> {
    Tree {
        text,
        records: Vec::new(),
        properties: Vec::new(),
        comments: Vec::new(),
        documents: Vec::new(),
        directives: Vec::new(),
        errors: Vec::new(),
        parents: OnceLock::new(),
    }
}

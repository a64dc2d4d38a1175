//! Values of a YAML file by the names of their keys: what is missing or of another type reads as nothing.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Adopted;
use crate::syntax::yaml::{Mapping, Node, Tree};

/// The mapping at the top of a file. That there is none, or mistakes in it, is told as left, unless the file is empty.
pub(super) fn root<'t>(tree: &'t Tree<'t>, adopted: &mut Adopted) -> Option<Mapping<'t>> {
    let document = tree.documents().next().filter(|document| !document.is_empty())?;
    let root = document.root().as_mapping();
    if root.is_none() {
        adopted.left.push("nothing of it could be read".to_owned());
    } else if !tree.errors().is_empty() {
        adopted.left.push("it has mistakes in its YAML, so parts of it may be missing here".to_owned());
    }
    root
}

/// The mapping at `key`.
pub(super) fn mapping<'t>(parent: Mapping<'t>, key: &str) -> Option<Mapping<'t>> {
    parent.get(key)?.as_mapping()
}

/// The text at `key`.
pub(super) fn text(parent: Mapping<'_>, key: &str) -> Option<String> {
    parent.get(key)?.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether `key` is true.
pub(super) fn is_true(parent: Mapping<'_>, key: &str) -> bool {
    text(parent, key).is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// The nodes of the list at `key`; a value that is no list is one of one.
pub(super) fn items<'t>(parent: Mapping<'t>, key: &str) -> Vec<Node<'t>> {
    let Some(node) = parent.get(key) else { return Vec::new() };
    node.as_sequence().map_or_else(|| vec![node], |list| list.items().collect())
}

/// The texts of the list at `key`, those of a text with commas too.
pub(super) fn texts(parent: Mapping<'_>, key: &str) -> Vec<String> {
    let texts = items(parent, key).into_iter().filter_map(Node::as_str);
    let parts = texts.flat_map(|text| text.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>());
    parts.filter(|part| !part.is_empty()).collect()
}

/// The keys of `mapping`, in order, each once.
pub(super) fn keys(mapping: Mapping<'_>) -> Vec<String> {
    let mut seen = HashSet::new();
    let keys = mapping.entries().filter_map(|entry| entry.key.as_str().map(Cow::into_owned));
    keys.filter(|key| seen.insert(key.clone())).collect()
}

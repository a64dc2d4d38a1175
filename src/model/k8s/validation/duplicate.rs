//! Keys of a mapping and items of a list that are there twice.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::k8s::Object;
use crate::syntax::yaml::{Entry, Kind, Mapping, Node, Sequence};
use crate::text::Span;

/// Up to here, comparing all with all is cheaper than a table.
const FEW: usize = 16;

/// A key that stands in a mapping again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateKey<'t> {
    /// The later entry, which takes the place of the first.
    pub entry: Entry<'t>,
    /// The text of the key.
    pub key: Cow<'t, str>,
    /// Where the key stands first.
    pub first: Entry<'t>,
}

/// The keys of all mappings of `object` that stand there again, in order of place.
#[must_use]
pub fn duplicate_keys(object: Object<'_>) -> Vec<DuplicateKey<'_>> {
    let mut found = Vec::new();
    let mut scratch = Vec::new();
    for node in object.fields().mapping().node().descendants() {
        if let Kind::Mapping(mapping) = node.kind() {
            duplicates_in(mapping, &mut scratch, &mut found);
        }
    }
    found
}

/// `keys` is room to work in.
fn duplicates_in<'t>(
    mapping: Mapping<'t>,
    keys: &mut Vec<(Cow<'t, str>, Entry<'t>)>,
    found: &mut Vec<DuplicateKey<'t>>,
) {
    keys.clear();
    let named = mapping.entries().filter_map(|entry| entry.key.as_str().map(|key| (key, entry)));
    // Several merge keys in one mapping all take effect.
    keys.extend(named.filter(|(key, _)| key != "<<"));
    if keys.len() <= FEW {
        for (index, (key, entry)) in keys.iter().enumerate() {
            if let Some((_, first)) = keys[..index].iter().find(|(other, _)| other == key) {
                found.push(DuplicateKey { entry: *entry, key: key.clone(), first: *first });
            }
        }
        return;
    }
    let mut firsts = HashMap::new();
    for (key, entry) in keys.drain(..) {
        match firsts.get(&key) {
            Some(&first) => found.push(DuplicateKey { entry, key, first }),
            None => drop(firsts.insert(key, entry)),
        }
    }
}

/// An item, with a hash of what tells it apart and the node that shows that best.
pub(super) struct Identity<'t> {
    hash: u64,
    item: Node<'t>,
    place: Node<'t>,
}

/// The items of `list` that are the same as one before, each with the first: by the fields called `keys`, or by
/// themselves when there are none. An item that lacks a key is like no other. `scratch` is room to work in.
pub(super) fn duplicate_items<'t>(
    list: Sequence<'t>,
    keys: &(impl Iterator<Item = &'static str> + Clone),
    scratch: &mut Vec<Identity<'t>>,
) -> Vec<(Node<'t>, Span)> {
    let mut found = Vec::new();
    if list.items().nth(1).is_none() {
        return found;
    }
    scratch.clear();
    scratch.extend(list.items().filter_map(|item| identity(item, keys.clone())));
    scratch.sort_by_key(|identity| identity.hash);
    for run in scratch.chunk_by(|a, b| a.hash == b.hash) {
        let first = &run[0];
        let same = |other: &&Identity<'t>| are_same(first.item, other.item, keys.clone());
        found.extend(run[1..].iter().filter(same).map(|other| (other.place, first.place.span())));
    }
    found
}

fn identity<'t>(item: Node<'t>, keys: impl Iterator<Item = &'static str> + Clone) -> Option<Identity<'t>> {
    let mut hasher = DefaultHasher::new();
    let mut place = None;
    for key in keys.clone() {
        let (text, value) = key_value(item, key)?;
        text.hash(&mut hasher);
        place = place.or(value);
    }
    if keys.count() == 0 {
        item.as_str()?.hash(&mut hasher);
        place = Some(item);
    }
    Some(Identity { hash: hasher.finish(), item, place: place? })
}

fn are_same(a: Node<'_>, b: Node<'_>, mut keys: impl Iterator<Item = &'static str> + Clone) -> bool {
    let text = |node, key| key_value(node, key).map(|(text, _)| text);
    if keys.clone().count() == 0 { a.as_str() == b.as_str() } else { keys.all(|key| text(a, key) == text(b, key)) }
}

fn key_value<'t>(item: Node<'t>, key: &str) -> Option<(Cow<'t, str>, Option<Node<'t>>)> {
    match item.as_mapping()?.get_merged(key).filter(|value| !value.is_absent()) {
        Some(value) => Some((value.as_str()?, Some(value))),
        // The one key with a default that the server fills in before it compares.
        None if key == "protocol" => Some((Cow::Borrowed("TCP"), None)),
        None => None,
    }
}

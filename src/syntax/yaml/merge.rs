//! Merge keys: `<<: *base`.

use std::collections::HashSet;

use super::scalar::Style;
use super::view::{Entry, Kind, Mapping, Node};

/// What a lookup has still to look at, nearest last.
enum Candidate<'t> {
    Entry(Entry<'t>),
    Mapping(Mapping<'t>),
}

impl<'t> Mapping<'t> {
    /// The value of the key `name` in this mapping or in one that it merges in; the node is the original one, wherever
    /// it stands.
    ///
    /// As in go-yaml v2, entries take effect in the order of the text: a key replaces what an earlier `<<` brought, and a
    /// `<<` replaces earlier keys. (By the description of merge keys, a key would always win.) Of several mappings in
    /// one `<<: [*a, *b]` the first wins. Mappings that merge each other in a circle are looked at once.
    #[must_use]
    pub fn get_merged(self, name: &str) -> Option<Node<'t>> {
        self.entry_merged(name).map(|entry| entry.value)
    }

    /// The entry that [`Self::get_merged`] finds.
    #[must_use]
    pub fn entry_merged(self, name: &str) -> Option<Entry<'t>> {
        let mut found = None;
        for entry in self.entries() {
            if is_merge(entry) {
                return self.entry_of_all(name);
            }
            if entry.key.as_scalar().is_some_and(|key| key.is(name)) {
                found = Some(entry);
            }
        }
        found
    }

    /// The same for a mapping that merges others in.
    fn entry_of_all(self, name: &str) -> Option<Entry<'t>> {
        let mut seen = HashSet::new();
        let mut candidates = vec![Candidate::Mapping(self)];
        while let Some(candidate) = candidates.pop() {
            let mapping = match candidate {
                Candidate::Entry(entry) => return Some(entry),
                Candidate::Mapping(mapping) => mapping,
            };
            if !seen.insert(mapping.node().id()) {
                continue;
            }
            for entry in mapping.entries() {
                if is_merge(entry) {
                    candidates.extend(merged(entry.value).map(Candidate::Mapping));
                } else if entry.key.as_scalar().is_some_and(|key| key.is(name)) {
                    candidates.push(Candidate::Entry(entry));
                }
            }
        }
        None
    }

    /// Whether it merges others in with `<<`.
    #[must_use]
    pub fn has_merges(self) -> bool {
        self.entries().any(is_merge)
    }

    /// The entries that take effect, its own and those merged in, in no particular order: for each key the one that
    /// [`Self::entry_merged`] finds. Entries whose key is no scalar are left out.
    #[must_use]
    pub fn effective_entries(self) -> Vec<Entry<'t>> {
        let mut names = HashSet::new();
        let mut effective = Vec::new();
        let mut seen = HashSet::new();
        let mut candidates = vec![Candidate::Mapping(self)];
        while let Some(candidate) = candidates.pop() {
            let mapping = match candidate {
                Candidate::Entry(entry) => {
                    if entry.key.as_str().is_some_and(|name| names.insert(name)) {
                        effective.push(entry);
                    }
                    continue;
                }
                Candidate::Mapping(mapping) => mapping,
            };
            if !seen.insert(mapping.node().id()) {
                continue;
            }
            for entry in mapping.entries() {
                if is_merge(entry) {
                    candidates.extend(merged(entry.value).map(Candidate::Mapping));
                } else {
                    candidates.push(Candidate::Entry(entry));
                }
            }
        }
        effective
    }

    /// The mappings that this one merges in with `<<`, nearest first, not those that they merge in themselves.
    pub fn merged(self) -> impl Iterator<Item = Mapping<'t>> {
        let mut all: Vec<_> = self.entries().filter(|&entry| is_merge(entry)).flat_map(|e| merged(e.value)).collect();
        all.reverse();
        all.into_iter()
    }
}

/// Whether the key is `<<` without quotes, or tagged `!!merge`.
fn is_merge(entry: Entry<'_>) -> bool {
    let Kind::Scalar(key) = entry.key.kind() else { return false };
    match entry.key.tag() {
        None => key.style() == Style::Plain && key.is("<<"),
        Some(tag) => tag.core_name().as_deref() == Some("merge") && key.is("<<"),
    }
}

/// The mappings that a merge key's value names, the one that wins last.
fn merged(value: Node<'_>) -> impl Iterator<Item = Mapping<'_>> {
    let mut sources: Vec<_> = match value.kind() {
        Kind::Sequence(sequence) => sequence.items().filter_map(Node::as_mapping).collect(),
        _ => value.as_mapping().into_iter().collect(),
    };
    sources.reverse();
    sources.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::Tree;

    #[test]
    fn effective_entries_are_those_that_lookups_find() {
        let text =
            "a: &a {x: 1, y: 1}\nb: &b {<<: *a, y: 2, z: 2}\nc:\n  z: 3\n  w: 3\n  w: 4\n  <<: [*b, *a]\n  x: 3\n";
        let tree = Tree::parse(text);
        let root = tree.documents().next().and_then(|document| document.root().as_mapping()).expect("a mapping");
        let merging = root.get("c").and_then(super::Node::as_mapping).expect("a mapping");
        assert!(merging.has_merges() && !root.has_merges());
        let mut entries: Vec<_> = merging
            .effective_entries()
            .into_iter()
            .map(|entry| format!("{}{}", entry.key.text(), entry.value.text()))
            .collect();
        entries.sort();
        assert_eq!(entries, ["w4", "x3", "y2", "z2"]);
        for entry in merging.effective_entries() {
            assert_eq!(merging.entry_merged(entry.key.text()), Some(entry));
        }
    }
}

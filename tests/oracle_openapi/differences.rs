//! Where two readings of an object differ.

use std::fmt::Debug;

/// Differences told at most; the rest is counted.
const TOLD: usize = 40;

/// Differences found, each with its object.
#[derive(Default)]
pub(crate) struct Differences {
    object: String,
    found: Vec<String>,
    /// How many values were compared.
    pub(crate) looked_at: usize,
}

impl Differences {
    /// What follows is about `object`.
    pub(crate) fn enter(&mut self, object: String) {
        self.object = object;
    }

    /// The two have to be equal.
    pub(crate) fn same<T: Debug + PartialEq>(&mut self, what: &str, ours: &T, official: &T) {
        self.looked_at += 1;
        if ours != official {
            self.found.push(format!("{}: {what}: ours {ours:?}, official {official:?}", self.object));
        }
    }

    /// Fails when there is a difference.
    pub(crate) fn assert_none(&self) {
        let told = self.found.iter().take(TOLD).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.found.is_empty(), "{} of {} values differ:\n{told}", self.found.len(), self.looked_at);
    }
}

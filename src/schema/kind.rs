//! Kinds: what stands at the top of a manifest.

use super::format::kind::{API_VERSION, CLUSTER, NAME, NAMESPACED, OBJECT, SCOPE_SHIFT, VERSIONS};
use super::object::ObjectType;
use super::table::{KINDS, lower_bound};
use super::version::{Version, VersionSet};

/// An apiVersion and kind that some covered release declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind {
    row: u32,
}

/// Where objects of a kind live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In a namespace.
    Namespaced,
    /// In the cluster; `metadata.namespace` has no place in them.
    Cluster,
}

impl Kind {
    /// The kind of that apiVersion (`apps/v1`; `v1` for the core group) and name, spelled exactly so.
    #[must_use]
    pub fn find(api_version: &str, name: &str) -> Option<Self> {
        let sought = (api_version.as_bytes(), name.as_bytes());
        let key = |row| (KINDS.bytes(row, API_VERSION), KINDS.bytes(row, NAME));
        let row = lower_bound(0..KINDS.rows, |row| key(row).cmp(&sought));
        (row < KINDS.rows && key(row) == sought).then_some(Self { row })
    }

    /// The kinds of every covered release, by apiVersion and name: those that can be created, their lists, and a few
    /// that only pass over the wire, such as `v1` `Status`.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..KINDS.rows).map(|row| Self { row })
    }

    /// The kinds of one apiVersion, by name; none when no covered release serves it.
    pub fn in_api_version(api_version: &str) -> impl Iterator<Item = Self> + use<'_> {
        let first = lower_bound(0..KINDS.rows, |row| KINDS.bytes(row, API_VERSION).cmp(api_version.as_bytes()));
        (first..KINDS.rows).map(|row| Self { row }).take_while(move |kind| kind.api_version() == api_version)
    }

    /// The apiVersion as manifests write it: `apps/v1`; `v1` for the core group.
    #[must_use]
    pub fn api_version(self) -> &'static str {
        KINDS.text(self.row, API_VERSION)
    }

    /// The kind as manifests write it: `Deployment`.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS.text(self.row, NAME)
    }

    /// The kinds of that name in all apiVersions.
    pub fn named(name: &str) -> impl Iterator<Item = Self> + use<'_> {
        Self::all().filter(move |kind| KINDS.bytes(kind.row, NAME) == name.as_bytes())
    }

    /// The releases that have it.
    #[must_use]
    pub fn versions(self) -> VersionSet {
        VersionSet::of_word(KINDS.word(self.row, VERSIONS))
    }

    /// What it consists of, in all releases that have it.
    #[must_use]
    pub fn object(self) -> ObjectType {
        ObjectType::at(KINDS.word(self.row, OBJECT))
    }

    /// What it consists of, if `version` has it.
    #[must_use]
    pub fn in_version(self, version: Version) -> Option<ObjectType> {
        self.versions().contains(version).then(|| self.object())
    }

    /// Where its objects live. None for what is no resource of its own: lists, subresources, messages.
    #[must_use]
    pub fn scope(self) -> Option<Scope> {
        match KINDS.word(self.row, VERSIONS) >> SCOPE_SHIFT {
            NAMESPACED => Some(Scope::Namespaced),
            CLUSTER => Some(Scope::Cluster),
            _ => None,
        }
    }
}

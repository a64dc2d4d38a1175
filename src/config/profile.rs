//! Choices of rules that others make.

use std::str::FromStr;

use crate::rule::{Peer, Rule, Tag};
use crate::rules;
use crate::text::nearest;

/// A choice of rules that a tool or a standard makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// What a tool checks by default, answered as it would.
    Peer(Peer),
    /// What a standard demands.
    Standard(Standard),
}

/// A standard that manifests are held against: the controls it has are the rules that carry its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standard {
    /// The Pod Security Standards' level that keeps out known ways to take over a node.
    PssBaseline,
    /// The Pod Security Standards' level for pods that are hardened as far as is known.
    PssRestricted,
}

impl Standard {
    const fn tag(self) -> Tag {
        match self {
            Self::PssBaseline => Tag::PssBaseline,
            Self::PssRestricted => Tag::PssRestricted,
        }
    }
}

/// A name that is no profile's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile `{name}`{}", suggestion.map(|known| format!("; did you mean `{known}`?")).unwrap_or_default())]
pub struct UnknownProfile {
    /// The name.
    pub name: String,
    /// A near one.
    pub suggestion: Option<&'static str>,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 7] = [
        Self::Peer(Peer::Hadolint),
        Self::Peer(Peer::Buildkit),
        Self::Peer(Peer::KubeLinter),
        Self::Peer(Peer::KubeScore),
        Self::Peer(Peer::Polaris),
        Self::Standard(Standard::PssBaseline),
        Self::Standard(Standard::PssRestricted),
    ];

    /// The name users write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Peer(peer) => peer.name(),
            Self::Standard(standard) => standard.tag().name(),
        }
    }

    /// Whether `rule` is part of it.
    #[must_use]
    pub fn has(self, rule: &Rule) -> bool {
        match self {
            Self::Peer(peer) => rules::is_default_at(rule, peer),
            Self::Standard(standard) => rule.has(standard.tag()),
        }
    }

    /// The tool whose answers are asked for.
    pub(super) const fn peer(self) -> Option<Peer> {
        match self {
            Self::Peer(peer) => Some(peer),
            Self::Standard(_) => None,
        }
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Self, UnknownProfile> {
        let names = Self::ALL.iter().map(|profile| profile.name());
        Self::ALL
            .into_iter()
            .find(|profile| profile.name() == name)
            .ok_or_else(|| UnknownProfile { name: name.to_owned(), suggestion: nearest(name, names) })
    }
}

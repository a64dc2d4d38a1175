//! The words that name rules: ids, peers' ids, tags, groups and globs.

use globset::{Glob, GlobMatcher};

use crate::rule::{Group, Peer, Rule, Tag};
use crate::rules;
use crate::text::nearest;

/// A word that names rules.
#[derive(Debug, Clone)]
pub enum Selector {
    /// `all`.
    All,
    /// A group: `default`, `strict` or `opt-in`.
    Group(Group),
    /// A tag.
    Tag(Tag),
    /// `peer:*`.
    Peer(Peer),
    /// A glob over own ids.
    Glob(GlobMatcher),
    /// An own id, or all rules that a peer's id means.
    Rules {
        /// The rules.
        rules: Vec<&'static Rule>,
        /// The peer whose id it is, when the word says so: `kube-linter:latest-tag`, not `latest-tag`.
        peer: Option<Peer>,
    },
}

/// A word that names no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` names no rule, tag or tool{}", suggestion.as_ref().map(|known| format!("; did you mean `{known}`?")).unwrap_or_default())]
pub struct UnknownSelector {
    /// The word.
    pub word: String,
    /// A near one.
    pub suggestion: Option<String>,
}

impl Selector {
    /// Understands `word`.
    ///
    /// # Errors
    /// [`UnknownSelector`] when it names nothing.
    pub fn read(word: &str) -> Result<Self, UnknownSelector> {
        if word == "all" {
            return Ok(Self::All);
        }
        let groups = [Group::Default, Group::Strict, Group::OptIn];
        if let Some(group) = groups.into_iter().find(|group| group.name() == word) {
            return Ok(Self::Group(group));
        }
        if let Some(tag) = Tag::ALL.iter().find(|tag| tag.name() == word) {
            return Ok(Self::Tag(*tag));
        }
        if let Some(peer) =
            word.strip_suffix(":*").and_then(|name| Peer::ALL.into_iter().find(|peer| peer.name() == name))
        {
            return Ok(Self::Peer(peer));
        }
        if word.contains(['*', '?', '[', '{'])
            && let Ok(glob) = Glob::new(word)
        {
            let matcher = glob.compile_matcher();
            if rules::all().any(|rule| matcher.is_match(rule.id)) {
                return Ok(Self::Glob(matcher));
            }
        }
        let found = rules::find(word);
        if found.is_empty() {
            return Err(unknown(word));
        }
        let peer = word.split_once(':').and_then(|(name, _)| Peer::ALL.into_iter().find(|peer| peer.name() == name));
        Ok(Self::Rules { rules: found, peer })
    }

    /// The wider a word, the smaller its number.
    pub(super) const fn narrowness(&self) -> u8 {
        match self {
            Self::All => 0,
            Self::Group(_) | Self::Tag(_) | Self::Peer(_) => 1,
            Self::Glob(_) => 2,
            Self::Rules { .. } => 3,
        }
    }

    /// Whether it names `rule`.
    #[must_use]
    pub fn names(&self, rule: &Rule) -> bool {
        match self {
            Self::All => true,
            Self::Group(group) => rule.group == *group,
            Self::Tag(tag) => rule.has(*tag),
            Self::Peer(peer) => rule.ids_at(*peer).next().is_some(),
            Self::Glob(glob) => glob.is_match(rule.id),
            Self::Rules { rules, .. } => rules.iter().any(|named| named.id == rule.id),
        }
    }

    /// The peer whose checks it means: it names rules for what they answer there.
    #[must_use]
    pub const fn peer(&self) -> Option<Peer> {
        match self {
            Self::Peer(peer) => Some(*peer),
            Self::Rules { peer, .. } => *peer,
            Self::All | Self::Group(_) | Self::Tag(_) | Self::Glob(_) => None,
        }
    }
}

fn unknown(word: &str) -> UnknownSelector {
    let names = rules::all().flat_map(|rule| {
        let bare = rule.id.split_once('/').map_or(rule.id, |(_, name)| name);
        let peers = rule.also.iter().map(|also| also.split_once(':').map_or(*also, |(_, id)| id));
        [rule.id, bare].into_iter().chain(peers)
    });
    if rules::all().any(|rule| rule.domain() == word) {
        return UnknownSelector { word: word.to_owned(), suggestion: Some(format!("{word}/*")) };
    }
    let suggestion = nearest(word, names.chain(Tag::ALL.iter().map(|tag| tag.name()))).map(ToOwned::to_owned);
    UnknownSelector { word: word.to_owned(), suggestion }
}

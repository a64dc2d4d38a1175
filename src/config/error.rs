//! Why a configuration cannot be used, and at which of its keys.

use std::ops::Range;

use super::place::{KeyPath, Step};
use super::profile::UnknownProfile;
use super::selector::UnknownSelector;
use crate::schema::VersionError;
use crate::text::nearest;

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// It is not TOML, or has keys or types that mean nothing.
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    /// It says what means nothing.
    #[error("{what}")]
    Wrong {
        /// The key whose value that is.
        at: KeyPath,
        /// What is wrong.
        what: Mistake,
    },
}

/// What is wrong with a value of a configuration.
#[derive(Debug, thiserror::Error)]
pub enum Mistake {
    /// A selection names nothing.
    #[error(transparent)]
    UnknownSelector(#[from] UnknownSelector),
    /// A release of Kubernetes that is none, or is not known.
    #[error(transparent)]
    KubernetesVersion(#[from] VersionError),
    /// A profile that does not exist.
    #[error(transparent)]
    UnknownProfile(#[from] UnknownProfile),
    /// A level that does not exist.
    #[error("`{level}` is no level for `{rule}`: write \"off\", \"info\", \"warning\" or \"error\"")]
    UnknownLevel {
        /// The rule it is meant for.
        rule: String,
        /// The word.
        level: String,
    },
    /// Options for a rule that has none.
    #[error("`{rule}` has no options")]
    NoOptions {
        /// The rule.
        rule: String,
    },
    /// Options that the rule does not understand.
    #[error("the options of `{rule}`: {}", plain(reason))]
    InvalidOptions {
        /// The rule.
        rule: String,
        /// What is wrong with them, in the words of serde.
        reason: String,
    },
    /// A glob that is none.
    #[error("`{glob}` is no glob: {reason}")]
    Glob {
        /// The text.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An override for no files.
    #[error("`paths` names no files")]
    NoPaths,
    /// An object that is not named as it should be.
    #[error(
        "`{0}` names no object: write `Kind/name` or `Kind/namespace/name`, after `apiVersion/` where that is needed"
    )]
    KnownObject(String),
    /// A version of shipworthy that is none.
    #[error("`{0}` is no version of shipworthy: write it as `0.1` or `0.1.0`")]
    RulesVersion(String),
    /// A version of shipworthy that is to come.
    #[error("version `{0}` is newer than this shipworthy, which is {own}", own = env!("CARGO_PKG_VERSION"))]
    FutureRules(String),
}

impl ConfigurationError {
    pub(super) fn new(at: KeyPath, what: impl Into<Mistake>) -> Self {
        Self::Wrong { at, what: what.into() }
    }

    /// The bytes of `text`, which the configuration was read from, that hold the mistake.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<Range<usize>> {
        match self {
            Self::Unreadable(error) => error.span(),
            Self::Wrong { at, .. } => at.span(text),
        }
    }

    /// What is wrong, in one line, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Unreadable(error) => plain(error.message()),
            Self::Wrong { what, .. } => what.to_string(),
        }
    }
}

/// The options of `rule` that `error` complains of, as a mistake at their own place below `entry`.
pub(super) fn invalid_options(entry: KeyPath, rule: &str, error: &toml::de::Error) -> ConfigurationError {
    let reason = error.message();
    // Of values, toml tells the keys in its text only.
    let text = error.to_string();
    let keys = text.rsplit_once("\nin `").and_then(|(_, keys)| keys.split_once('`')).map_or("", |(keys, _)| keys);
    let mut at = keys.split('.').filter(|key| !key.is_empty()).fold(entry, KeyPath::name);
    if let Some((key, _)) = unknown(reason, "field") {
        at = at.name(key).step(Step::Key);
    }
    let what = Mistake::InvalidOptions { rule: rule.to_owned(), reason: reason.to_owned() };
    ConfigurationError::Wrong { at, what }
}

/// The words of serde and toml in ours: an unknown key or value is told with the one that was likely meant.
fn plain(message: &str) -> String {
    let (word, rest, start) = match (unknown(message, "field"), unknown(message, "variant")) {
        (Some((key, rest)), _) => (key, rest, format!("there is no key `{key}`")),
        (None, Some((word, rest))) => (word, rest, format!("`{word}` is no value for this")),
        (None, None) => return translated(message),
    };
    let known: Vec<_> = rest.split('`').skip(1).step_by(2).collect();
    let is_short_for = |known: &&str| word.len() > 2 && known.starts_with(word);
    let meant = nearest(word, known.iter().copied()).or_else(|| known.iter().copied().find(is_short_for));
    match (meant, &known[..]) {
        (Some(meant), _) => format!("{start}; did you mean `{meant}`?"),
        (None, []) => start,
        (None, known) => format!("{start}, only `{}`", known.join("`, `")),
    }
}

/// What is neither, with TOML's words for its types.
fn translated(message: &str) -> String {
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing");
    }
    let message = message.replace('\n', "; ");
    message.replace("expected a sequence", "expected a list").replace("expected a map", "expected a table")
}

/// The key or the value that serde does not know, and what it says behind that.
fn unknown<'m>(message: &'m str, what: &str) -> Option<(&'m str, &'m str)> {
    message.strip_prefix("unknown ")?.strip_prefix(what)?.strip_prefix(" `")?.split_once('`')
}

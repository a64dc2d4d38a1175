//! What the user wrote: `shipworthy.toml`, and which rules its words mean.
//!
//! Must not know how files are found, read or linted.

mod place;
mod selector;
mod settings;

pub use selector::{Selector, UnknownSelector};
pub use settings::{Active, Kind, Profile, Request, Settings, Standard};

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Level;
use crate::schema::VersionError;
use crate::text::nearest;

/// The name of the configuration file.
pub const FILE_NAME: &str = "shipworthy.toml";

/// The contents of a configuration file.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Configuration {
    /// The tool or standard whose choice of rules is taken.
    pub profile: Option<String>,
    /// The releases of Kubernetes that manifests are checked for: `1.31`, `1.29..1.34`. Else the newest that is known.
    pub kubernetes_version: Option<String>,
    /// The namespace of objects that name none: the one that they are applied to.
    pub default_namespace: Option<String>,
    /// Files and folders with schemas of custom resources: CustomResourceDefinitions, and JSON Schemas that are named for
    /// their kind. From the folder of the configuration.
    pub schemas: Vec<String>,
    /// Whether strict rules are on as well.
    pub strict: bool,
    /// Rules that are on: ids, peers' ids, tags, globs. Without `profile` and `strict` they take the place of the default
    /// ones, else they are added.
    pub select: Vec<String>,
    /// Rules that are off, in the same words.
    pub ignore: Vec<String>,
    /// By rule: `"off"`, a level, or a table with a level and the rule's own options.
    pub rules: BTreeMap<String, RuleConfiguration>,
}

/// What the configuration says of one rule.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(untagged, expecting = "neither a level nor a table with a level and options")]
pub enum RuleConfiguration {
    /// `"off"`, `"info"`, `"warning"` or `"error"`.
    Word(String),
    /// `level` and the rule's own options.
    Table(#[schemars(with = "BTreeMap<String, serde_json::Value>")] toml::Table),
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// It is not TOML, or has keys or types that mean nothing.
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    /// A selection names nothing.
    #[error(transparent)]
    UnknownSelector(#[from] UnknownSelector),
    /// A release of Kubernetes that is none, or is not known.
    #[error(transparent)]
    KubernetesVersion(#[from] VersionError),
    /// A profile that does not exist.
    #[error("there is no profile `{name}`{}", suggestion.map(|known| format!("; did you mean `{known}`?")).unwrap_or_default())]
    UnknownProfile {
        /// The name.
        name: String,
        /// A near one.
        suggestion: Option<&'static str>,
    },
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
    #[error("the options of `{rule}`: {reason}")]
    InvalidOptions {
        /// The rule.
        rule: String,
        /// What is wrong with them.
        reason: String,
    },
}

impl Configuration {
    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// [`ConfigurationError::Unreadable`] with line and column.
    pub fn read(text: &str) -> Result<Self, ConfigurationError> {
        Ok(toml::from_str(text)?)
    }
}

impl RuleConfiguration {
    /// The level it asks for (`None` inside for off), and the options.
    fn parts(&self, rule: &str) -> Result<(Option<LevelChoice>, Option<toml::Table>), ConfigurationError> {
        match self {
            Self::Word(word) => Ok((Some(level(rule, word)?), None)),
            Self::Table(table) => {
                let mut table = table.clone();
                let choice = match table.remove("level") {
                    Some(toml::Value::String(word)) => Some(level(rule, &word)?),
                    Some(other) => {
                        return Err(ConfigurationError::UnknownLevel {
                            rule: rule.to_owned(),
                            level: other.to_string(),
                        });
                    }
                    None => None,
                };
                Ok((choice, (!table.is_empty()).then_some(table)))
            }
        }
    }
}

/// What a user may ask of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LevelChoice {
    Off,
    On(Level),
}

fn level(rule: &str, word: &str) -> Result<LevelChoice, ConfigurationError> {
    if word == "off" {
        return Ok(LevelChoice::Off);
    }
    word.parse()
        .map(LevelChoice::On)
        .map_err(|()| ConfigurationError::UnknownLevel { rule: rule.to_owned(), level: word.to_owned() })
}

fn unknown_profile(name: &str) -> ConfigurationError {
    let suggestion = nearest(name, Profile::ALL.iter().map(|profile| profile.name()));
    ConfigurationError::UnknownProfile { name: name.to_owned(), suggestion }
}

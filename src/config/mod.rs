//! What the user wrote: `shipworthy.toml`, and which rules its words mean.
//!
//! Must not know how files are found, read or linted.

pub mod adopt;
mod choice;
mod effective;
mod error;
mod fail_on;
mod paths;
mod place;
mod profile;
mod selector;
mod settings;

pub use choice::{Choice, Chooser, Origin};
pub use effective::{Effective, Sourced};
pub use error::{ConfigurationError, Mistake};
pub use fail_on::{FailOn, UnknownFailOn};
pub use paths::Paths;
pub use place::{KeyPath, Step};
pub use profile::{Profile, Standard, UnknownProfile};
pub use selector::{Selector, UnknownSelector};
pub use settings::{Active, Kind, Request, Settings};

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::dockerfile::LabelType;

/// The name of the configuration file.
pub const FILE_NAME: &str = "shipworthy.toml";

/// The contents of a configuration file.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Configuration {
    /// The version of shipworthy, such as `0.1`, whose rules are meant: younger ones stay off unless they are named, so that
    /// an upgrade finds nothing new.
    pub rules_version: Option<String>,
    /// The tool or standard whose choice of rules is taken.
    pub profile: Option<String>,
    /// Whether strict rules are on as well.
    pub strict: bool,
    /// Whether rules that are still being tried out are on as well. There are none at present.
    pub preview: bool,
    /// Rules that are on: ids, peers' ids, tags, groups, globs. Without `profile` and `strict` they take the place of the
    /// default ones, else they are added.
    pub select: Vec<String>,
    /// Rules that are off, in the same words.
    pub ignore: Vec<String>,
    /// By rule, or by a word that names several: `"off"`, a level, or a table with a level and the rule's own options.
    pub rules: BTreeMap<String, RuleConfiguration>,
    /// The lowest level that makes the exit code 1.
    pub fail_on: Option<FailOn>,
    /// Whether comments and annotations may suppress findings; they may unless this is `false`.
    pub suppressions: Option<bool>,
    /// Globs of files that are not checked when they are found in a folder, relative to the folder of this file.
    pub exclude: Vec<String>,
    /// The releases of Kubernetes that manifests are checked for: `1.31`, `1.29..1.34`. Else the newest that is known.
    pub kubernetes_version: Option<String>,
    /// The namespace of objects that name none: the one that they are applied to.
    pub default_namespace: Option<String>,
    /// Files and folders with schemas of custom resources: CustomResourceDefinitions, and JSON Schemas that are named for
    /// their kind. From the folder of the configuration.
    pub schemas: Vec<String>,
    /// Objects that exist although no checked file defines them: `Kind/name`, `Kind/namespace/name`, with `apiVersion/` before
    /// it where the kind alone is not clear; `*` stands for any characters.
    pub known_objects: Vec<String>,
    /// Registries, or registries with the beginning of a path, that images may come from. Empty: from anywhere.
    pub trusted_registries: Vec<String>,
    /// The labels that each image has to have, and of which type their values are.
    pub label_schema: BTreeMap<String, LabelType>,
    /// Whether images may have no labels but those of `label-schema`.
    pub strict_labels: bool,
    /// What is different for some files; later ones come before earlier ones.
    pub overrides: Vec<Override>,
}

/// What is different for some files.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Globs of the files, relative to the folder of the configuration. One without a slash means files of that name in any
    /// folder; one that matches a folder means all that is in it.
    pub paths: Vec<String>,
    /// Rules that are on for these files, too.
    #[serde(default)]
    pub select: Vec<String>,
    /// Rules that are off for these files.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Levels and options for these files.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleConfiguration>,
    /// The releases of Kubernetes that these files are for.
    #[serde(default)]
    pub kubernetes_version: Option<String>,
    /// The namespace that these files are applied to.
    #[serde(default)]
    pub default_namespace: Option<String>,
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

impl Configuration {
    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// [`ConfigurationError::Unreadable`] with line and column.
    pub fn read(text: &str) -> Result<Self, ConfigurationError> {
        Ok(toml::from_str(text)?)
    }

    /// What it says at `key` for all rules that ask for it: see [`OptionSpec::shared`](crate::rule::OptionSpec).
    fn shared(&self, key: &str) -> Option<toml::Value> {
        match key {
            "trusted-registries" if !self.trusted_registries.is_empty() => Some(self.trusted_registries.clone().into()),
            "label-schema" if !self.label_schema.is_empty() => {
                let labels = self.label_schema.iter();
                Some(labels.map(|(label, kind)| (label.clone(), kind.name().into())).collect::<toml::Table>().into())
            }
            "strict-labels" => self.strict_labels.then(|| true.into()),
            _ => None,
        }
    }
}

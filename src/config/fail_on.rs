//! Which findings make a run fail.

use std::str::FromStr;

use serde::Deserialize;

use crate::diagnostic::Level;

/// The lowest level that makes the run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors.
    Error,
    /// Errors and warnings.
    #[default]
    Warning,
    /// All findings.
    Info,
    /// None.
    Never,
}

/// A word that is no level to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write `error`, `warning`, `info` or `never`")]
pub struct UnknownFailOn;

impl FailOn {
    /// All of them, those that fail most seldom last.
    pub const ALL: [Self; 4] = [Self::Info, Self::Warning, Self::Error, Self::Never];

    /// The name users write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }

    /// Whether a finding of `level` makes the run fail.
    #[must_use]
    pub fn fails(self, level: Level) -> bool {
        match self {
            Self::Error => level >= Level::Error,
            Self::Warning => level >= Level::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

impl FromStr for FailOn {
    type Err = UnknownFailOn;

    fn from_str(name: &str) -> Result<Self, UnknownFailOn> {
        Self::ALL.into_iter().find(|known| known.name() == name).ok_or(UnknownFailOn)
    }
}

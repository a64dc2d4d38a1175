//! What no schema says: when an API or a field was deprecated, when it goes, what takes its place, and what else has to
//! change then.
//!
//! Written by hand. For the releases that the table covers, `tests/schema_table.rs` holds it against the table. Releases
//! beyond [`Version::NEWEST`] are upstream's plans.
//!
//! Sources: the lifecycle markers of `k8s.io/api` (`zz_generated.prerelease-lifecycle.go`) and the Deprecated API
//! Migration Guide; the OpenAPI files of the releases 1.18 to 1.24 for what was gone before the table begins; the
//! warnings of the API server (`pkg/api/*/warnings.go`, `util.go`) for fields; `cmd/kubeadm/app/util/config/common.go`
//! for kubeadm. Where a marker and a release's OpenAPI file disagree, the file is what a cluster serves, and wins.

mod fields;
mod kinds;

use super::kind::Kind;
use super::version::{Version, VersionSet};

/// The life of some kinds of one apiVersion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifecycle {
    /// The apiVersion: `extensions/v1beta1`.
    pub api_version: &'static str,
    /// The kinds, without their lists, which live as long.
    pub kinds: &'static [&'static str],
    /// The first release that serves them, where known.
    pub introduced: Option<Version>,
    /// The first release that calls them deprecated.
    pub deprecated: Option<Version>,
    /// The first release that does not serve them.
    pub removed: Option<Version>,
    /// What to write instead.
    pub migration: Migration,
}

/// What has to change in an object whose API goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migration {
    /// Nothing takes its place.
    Impossible,
    /// The apiVersion alone: the object means the same under each of these, best first.
    VersionOnly(&'static [&'static str]),
    /// The apiVersion; but the same fields mean something else.
    Meaning {
        /// The apiVersions that take its place, best first.
        to: &'static [&'static str],
        /// What is different.
        notes: &'static [&'static str],
    },
    /// The apiVersion, and fields.
    Fields {
        /// The apiVersions that take its place, best first.
        to: &'static [&'static str],
        /// What is different.
        notes: &'static [&'static str],
    },
    /// The kind too.
    Kind {
        /// The apiVersions that take its place, best first.
        to: &'static [&'static str],
        /// The kind there.
        kind: &'static str,
        /// What is different.
        notes: &'static [&'static str],
    },
}

/// Where a release finds an API in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not served yet.
    Future,
    /// Served, and not deprecated.
    Current,
    /// Served, but it will go.
    Deprecated,
    /// No longer served.
    Removed,
}

impl Lifecycle {
    /// Where `version` finds it.
    #[must_use]
    pub fn stage(&self, version: Version) -> Stage {
        let reached = |release: Option<Version>| release.is_some_and(|release| release <= version);
        if reached(self.removed) {
            Stage::Removed
        } else if reached(self.deprecated) {
            Stage::Deprecated
        } else if self.introduced.is_some_and(|release| version < release) {
            Stage::Future
        } else {
            Stage::Current
        }
    }

    /// The best apiVersion to write instead for an object of `kind` that all of `versions` should accept. None when
    /// nothing takes its place, or nothing that all of them serve.
    #[must_use]
    pub fn replacement(&self, kind: &str, versions: VersionSet) -> Option<&'static str> {
        let (to, kind) = match self.migration {
            Migration::Impossible => return None,
            Migration::VersionOnly(to) | Migration::Meaning { to, .. } | Migration::Fields { to, .. } => (to, kind),
            Migration::Kind { to, kind, .. } => (to, kind),
        };
        let serves = |api_version: &str| match Kind::find(api_version, kind) {
            Some(found) => found.versions().contains_all(versions),
            // Files that no API server stores (kubeadm's, the audit policy's) are not in the table.
            None => Kind::in_api_version(api_version).next().is_none(),
        };
        to.iter().copied().find(|api_version| *api_version != self.api_version && serves(api_version))
    }
}

impl Migration {
    /// What is different, apart from the apiVersion; each a sentence without full stop.
    #[must_use]
    pub fn notes(&self) -> &'static [&'static str] {
        match self {
            Self::Impossible | Self::VersionOnly(_) => &[],
            Self::Meaning { notes, .. } | Self::Fields { notes, .. } | Self::Kind { notes, .. } => notes,
        }
    }
}

/// The life of a kind, or of the kind that it is a list of, if it is not simply served by all releases since it came.
#[must_use]
pub fn of(api_version: &str, kind: &str) -> Option<&'static Lifecycle> {
    let items = kind.strip_suffix("List").unwrap_or(kind);
    let is =
        |row: &&Lifecycle| row.api_version == api_version && (row.kinds.contains(&kind) || row.kinds.contains(&items));
    all().iter().find(is)
}

/// All lives, by the release that removes.
#[must_use]
pub fn all() -> &'static [Lifecycle] {
    kinds::LIFECYCLES
}

/// The life of an API that another project serves: releases are that project's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProjectLifecycle {
    /// The project's name.
    pub project: &'static str,
    /// The apiVersions.
    pub api_versions: &'static [&'static str],
    /// The kinds.
    pub kinds: &'static [&'static str],
    /// The first release that calls them deprecated.
    pub deprecated: Option<&'static str>,
    /// The first release that does not serve them.
    pub removed: Option<&'static str>,
    /// The apiVersion to write instead.
    pub replacement: &'static str,
}

/// The life of a kind that another project serves.
#[must_use]
pub fn of_project(api_version: &str, kind: &str) -> Option<&'static ProjectLifecycle> {
    let is = |row: &&ProjectLifecycle| row.api_versions.contains(&api_version) && row.kinds.contains(&kind);
    kinds::PROJECTS.iter().find(is)
}

/// A field, or one of its values, that should no longer be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeprecatedField {
    /// The object that has it, by [`ObjectType::name`](super::ObjectType::name).
    pub object: &'static str,
    /// Its key.
    pub field: &'static str,
    /// The value that is deprecated; none when the field is.
    pub value: Option<&'static str>,
    /// The first release that calls it deprecated. None: every covered release does.
    pub deprecated: Option<Version>,
    /// The first release in which it does nothing, or is off unless a cluster turns it on.
    pub ineffective: Option<Version>,
    /// What to do instead, in the imperative; may be empty.
    pub instead: &'static str,
}

/// What is known of a field that is itself deprecated.
#[must_use]
pub fn of_field(object: &str, field: &str) -> Option<&'static DeprecatedField> {
    deprecated_fields().iter().find(|row| row.object == object && row.field == field && row.value.is_none())
}

/// What is known of a value that is deprecated in a field that is not.
#[must_use]
pub fn of_value(object: &str, field: &str, value: &str) -> Option<&'static DeprecatedField> {
    deprecated_fields().iter().find(|row| row.object == object && row.field == field && row.value == Some(value))
}

/// All deprecated fields and values, by object and field.
#[must_use]
pub fn deprecated_fields() -> &'static [DeprecatedField] {
    fields::FIELDS
}

//! Releases of Kubernetes and sets of them.
//!
//! A release is meant by its minor number: schemas do not change within one, and there is no Kubernetes 2.

use std::fmt;
use std::ops::{BitAnd, BitOr, Sub};
use std::str::FromStr;

use super::table::{NEWEST_MINOR, OLDEST_MINOR};

/// A minor release of Kubernetes 1, covered by the table or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    minor: u8,
}

impl Version {
    /// The oldest release that the table covers.
    pub const OLDEST: Self = Self::new(OLDEST_MINOR as u8);
    /// The newest release that the table covers.
    pub const NEWEST: Self = Self::new(NEWEST_MINOR as u8);

    /// Kubernetes 1.`minor`.
    #[must_use]
    pub const fn new(minor: u8) -> Self {
        Self { minor }
    }

    /// The number after `1.`.
    #[must_use]
    pub const fn minor(self) -> u8 {
        self.minor
    }

    /// Whether the table has schemas of this release.
    #[must_use]
    pub fn is_covered(self) -> bool {
        (Self::OLDEST..=Self::NEWEST).contains(&self)
    }

    /// All covered releases, oldest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (OLDEST_MINOR as u8..NEWEST_MINOR as u8 + 1).map(Self::new)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor)
    }
}

impl FromStr for Version {
    type Err = VersionError;

    /// Reads `1.29`, and what clusters and charts call the same release: `v1.29`, `1.29.4`, `v1.29.4-gke.1200`, `1.29+`.
    fn from_str(text: &str) -> Result<Self, VersionError> {
        let malformed = || VersionError::Malformed { text: text.to_owned() };
        let number = text.trim();
        let number = number.strip_prefix('v').unwrap_or(number).strip_prefix("1.").ok_or_else(malformed)?;
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let (minor, rest) = number.split_at(digits);
        let is_patch = rest.strip_prefix('.').is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()));
        if !(rest.is_empty() || rest == "+" || is_patch) {
            return Err(malformed());
        }
        minor.parse().map(Self::new).map_err(|_| malformed())
    }
}

/// Some of the covered releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct VersionSet {
    /// Bit n: the release OLDEST + n.
    bits: u32,
}

impl VersionSet {
    /// No release.
    pub const EMPTY: Self = Self { bits: 0 };
    /// Every covered release.
    pub const ALL: Self = Self { bits: (1 << (NEWEST_MINOR - OLDEST_MINOR + 1)) - 1 };

    /// The releases of a word of the table, whose other bits mean something else.
    pub(super) const fn of_word(word: u32) -> Self {
        Self { bits: word & Self::ALL.bits }
    }

    /// The set of one release; empty when the table does not cover it.
    #[must_use]
    pub fn of(version: Version) -> Self {
        if version.is_covered() { Self { bits: 1 << (version.minor - Version::OLDEST.minor) } } else { Self::EMPTY }
    }

    /// The covered releases from `first` to `last`, both included.
    #[must_use]
    pub fn range(first: Version, last: Version) -> Self {
        Version::all().filter(|version| (first..=last).contains(version)).collect()
    }

    /// Whether no release is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether `version` is in the set.
    #[must_use]
    pub fn contains(self, version: Version) -> bool {
        !(self & Self::of(version)).is_empty()
    }

    /// Whether every release of `other` is in this set.
    #[must_use]
    pub const fn contains_all(self, other: Self) -> bool {
        other.bits & !self.bits == 0
    }

    /// The oldest release of the set.
    #[must_use]
    pub fn first(self) -> Option<Version> {
        self.into_iter().next()
    }

    /// The newest release of the set.
    #[must_use]
    pub fn last(self) -> Option<Version> {
        Version::all().rev().find(|version| self.contains(*version))
    }

    /// Of the releases in which something exists: the one that brought it. None when [`Version::OLDEST`] had it already,
    /// or no release has it.
    #[must_use]
    pub fn since(self) -> Option<Version> {
        self.first().filter(|first| *first != Version::OLDEST)
    }

    /// Of the releases in which something exists: the last before it went. None when [`Version::NEWEST`] still has it,
    /// or no release has it.
    #[must_use]
    pub fn until(self) -> Option<Version> {
        self.last().filter(|last| *last != Version::NEWEST)
    }
}

impl IntoIterator for VersionSet {
    type Item = Version;
    type IntoIter = VersionIter;

    /// Oldest first.
    fn into_iter(self) -> VersionIter {
        VersionIter { rest: self }
    }
}

/// The releases of a [`VersionSet`], oldest first.
#[derive(Debug, Clone)]
pub struct VersionIter {
    rest: VersionSet,
}

impl Iterator for VersionIter {
    type Item = Version;

    fn next(&mut self) -> Option<Version> {
        let offset = self.rest.bits.trailing_zeros();
        // Clears the lowest bit; an empty set stays empty.
        self.rest.bits &= self.rest.bits.wrapping_sub(1);
        (offset < u32::BITS).then(|| Version::new(Version::OLDEST.minor + offset as u8))
    }
}

impl FromIterator<Version> for VersionSet {
    fn from_iter<I: IntoIterator<Item = Version>>(versions: I) -> Self {
        versions.into_iter().fold(Self::EMPTY, |set, version| set | Self::of(version))
    }
}

impl From<Version> for VersionSet {
    fn from(version: Version) -> Self {
        Self::of(version)
    }
}

impl BitAnd for VersionSet {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self { bits: self.bits & other.bits }
    }
}

impl BitOr for VersionSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits }
    }
}

impl Sub for VersionSet {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { bits: self.bits & !other.bits }
    }
}

impl fmt::Display for VersionSet {
    /// As it can be written, in ranges: `1.29..1.31, 1.33`. The empty set is `none`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("none");
        }
        let mut rest = self.bits;
        let mut minor = u32::from(Version::OLDEST.minor);
        let mut separator = "";
        while rest != 0 {
            let gap = rest.trailing_zeros();
            let run = (rest >> gap).trailing_ones();
            let first = minor + gap;
            write!(f, "{separator}1.{first}")?;
            if run > 1 {
                write!(f, "..1.{}", first + run - 1)?;
            }
            rest >>= gap + run;
            minor = first + run;
            separator = ", ";
        }
        Ok(())
    }
}

impl FromStr for VersionSet {
    type Err = VersionError;

    /// Reads versions and ranges, separated by commas: `1.29`, `1.29..1.34` (both included), `1.30..`, `..1.28`.
    fn from_str(text: &str) -> Result<Self, VersionError> {
        let covered = |text: &str| {
            let version: Version = text.parse()?;
            if version.is_covered() { Ok(version) } else { Err(VersionError::NotCovered { version }) }
        };
        let mut set = Self::EMPTY;
        for part in text.split(',').map(str::trim) {
            let (first, last) = match part.split_once("..") {
                None => (covered(part)?, covered(part)?),
                Some(("", "")) => return Err(VersionError::Malformed { text: part.to_owned() }),
                Some(("", last)) => (Version::OLDEST, covered(last)?),
                Some((first, "")) => (covered(first)?, Version::NEWEST),
                Some((first, last)) => (covered(first)?, covered(last)?),
            };
            if first > last {
                return Err(VersionError::Backwards { first, last });
            }
            set = set | Self::range(first, last);
        }
        Ok(set)
    }
}

/// Why a text is no version, or no set of covered versions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// It does not look like a version.
    #[error("`{text}` is not a Kubernetes version such as `1.29`")]
    Malformed {
        /// What was read.
        text: String,
    },
    /// The table has no schemas of it.
    #[error("Kubernetes {version} is not covered, only {} to {}", Version::OLDEST, Version::NEWEST)]
    NotCovered {
        /// What was asked for.
        version: Version,
    },
    /// A range ends before it begins.
    #[error("the range from {first} to {last} runs backwards")]
    Backwards {
        /// Where it begins.
        first: Version,
        /// Where it ends.
        last: Version,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> VersionSet {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn one_release_has_many_spellings() {
        for text in ["1.29", "v1.29", " 1.29 ", "1.29.4", "v1.29.4-gke.1200", "1.29.0+k3s1", "1.29+"] {
            assert_eq!(text.parse(), Ok(Version::new(29)), "{text}");
        }
        for text in
            ["", "1", "1.", "1.x", "2.0", "29", "1.29-", "1.29.", "1.999", "1.+9", "1.29 1.30", "latest", "vv1.29"]
        {
            assert_eq!(text.parse::<Version>(), Err(VersionError::Malformed { text: text.to_owned() }), "{text}");
        }
    }

    #[test]
    fn ranges_include_both_ends() {
        assert_eq!(set("1.29..1.31"), [29, 30, 31].map(Version::new).into_iter().collect());
        assert_eq!(set("1.26,v1.29.3..1.31"), [26, 29, 30, 31].map(Version::new).into_iter().collect());
        assert_eq!(set("1.30..") | set("..1.29"), VersionSet::ALL);
        assert_eq!(set("1.28..1.28"), Version::new(28).into());
    }

    #[test]
    fn what_is_not_covered_is_refused_by_name() {
        let error = |text: &str| text.parse::<VersionSet>().expect_err(text).to_string();
        let newer = Version::new(Version::NEWEST.minor() + 1);
        let covered = format!("only {} to {}", Version::OLDEST, Version::NEWEST);
        assert_eq!(error("1.16"), format!("Kubernetes 1.16 is not covered, {covered}"));
        assert_eq!(error(&format!("1.30..{newer}")), format!("Kubernetes {newer} is not covered, {covered}"));
        assert_eq!(error("1.31..1.29"), "the range from 1.31 to 1.29 runs backwards");
        assert_eq!(error("1.29,"), "`` is not a Kubernetes version such as `1.29`");
        assert_eq!(error(".."), "`..` is not a Kubernetes version such as `1.29`");
    }

    #[test]
    fn sets_print_as_they_are_written() {
        for text in ["1.29", "1.29..1.30", "1.25..1.27, 1.29, 1.31..1.32"] {
            assert_eq!(set(text).to_string(), text);
        }
        assert_eq!(set(&VersionSet::ALL.to_string()), VersionSet::ALL);
        assert_eq!(VersionSet::EMPTY.to_string(), "none");
    }

    #[test]
    fn since_and_until_are_silent_at_the_ends_of_the_table() {
        assert_eq!(set("1.27..1.30").since(), Some(Version::new(27)));
        assert_eq!(set("1.27..1.30").until(), Some(Version::new(30)));
        assert_eq!((VersionSet::ALL.since(), VersionSet::ALL.until()), (None, None));
        assert_eq!((VersionSet::EMPTY.since(), VersionSet::EMPTY.until()), (None, None));
    }

    #[test]
    fn iteration_and_difference_agree_with_membership() {
        let some = set("1.26, 1.29..1.31");
        assert!(some.into_iter().eq([26, 29, 30, 31].map(Version::new)));
        assert!((VersionSet::ALL - some).into_iter().all(|version| !some.contains(version)));
        assert!(VersionSet::ALL.contains_all(some) && !some.contains_all(VersionSet::ALL));
    }
}

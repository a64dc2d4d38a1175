//! Comments and annotations that ask for findings to be suppressed: ours and the peers'. Reads them; which rules their words
//! mean is not known here.
//!
//! Each dialect is read exactly as its own tool reads it, so that what is honoured there is honoured here and nothing else.

mod dockerfile;
mod manifest;
mod own;
#[cfg(test)]
mod tests;

use crate::date::Date;
use crate::text::{Span, Spanned};

/// Something that asks for findings to be suppressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The comment from its `#` on, or the annotation with its key.
    pub place: Span,
    /// What it names.
    pub names: Names,
    /// Where findings have to begin to be suppressed.
    pub scope: Span,
    /// Whose words it uses.
    pub dialect: Dialect,
    /// Why, in the words of whoever wrote it.
    pub reason: Option<Box<str>>,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// What goes when its comment goes: the line, when it stands alone on one, or the blanks before it. `None` for what is no
    /// comment.
    pub removal: Option<Span>,
}

/// What a suppression names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// All findings; of a peer's dialect, those that the peer has too.
    All,
    /// These, each with its place.
    Some(Vec<Spanned<Box<str>>>),
    /// Nothing that can be understood: what is wrong.
    Unreadable(&'static str),
}

/// Whose words a suppression uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the tool of that name")]
pub enum Dialect {
    /// Our own.
    Own,
    Hadolint,
    Buildkit,
    Tally,
    Trivy,
    Checkov,
    KubeLinter,
    KubeScore,
    Polaris,
}

impl Dialect {
    /// The name of the peer; `None` for our own words.
    #[must_use]
    pub const fn peer(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Hadolint => Some("hadolint"),
            Self::Buildkit => Some("buildkit"),
            Self::Tally => Some("tally"),
            Self::Trivy => Some("trivy"),
            Self::Checkov => Some("checkov"),
            Self::KubeLinter => Some("kube-linter"),
            Self::KubeScore => Some("kube-score"),
            Self::Polaris => Some("polaris"),
        }
    }
}

impl Suppression {
    /// One without reason and end.
    const fn new(place: Span, names: Names, scope: Span, dialect: Dialect) -> Self {
        Self { place, names, scope, dialect, reason: None, until: None, removal: None }
    }

    /// With a reason, unless that is empty.
    fn because(mut self, reason: &str) -> Self {
        let reason = reason.trim();
        self.reason = (!reason.is_empty()).then(|| reason.into());
        self
    }
}

impl Names {
    /// The names that `list`, a part of `source`, holds between commas. `all` among them means every one.
    fn of_list(source: &str, list: &str) -> Self {
        Self::of(source, list.split(',').map(str::trim).filter(|name| !name.is_empty()))
    }

    /// What has to go for the name at `place` to go: with it the comma that parts it from the name before, or of the first name
    /// from the next. `None` when it is the only one.
    #[must_use]
    pub fn item(&self, place: Span) -> Option<Span> {
        let Self::Some(names) = self else { return None };
        let at = names.iter().position(|name| name.span == place)?;
        match at.checked_sub(1) {
            Some(before) => Some(Span::new(names[before].span.end, place.end)),
            None => Some(Span::new(place.start, names.get(1)?.span.start)),
        }
    }

    fn of<'s>(source: &str, names: impl Iterator<Item = &'s str>) -> Self {
        let names: Vec<_> = names.map(|name| Spanned::new(name.into(), part(source, name))).collect();
        if names.iter().any(|name: &Spanned<Box<str>>| &*name.value == "all") { Self::All } else { Self::Some(names) }
    }
}

/// Notes for those of `found` that are comments of `source` what goes with them.
fn note_removals(source: &str, found: &mut [Suppression]) {
    for suppression in found {
        let place = suppression.place;
        if !place.slice(source).starts_with('#') {
            continue;
        }
        let before = &source[..place.start as usize];
        let kept = before.trim_end_matches([' ', '\t']);
        let after = &source[place.end as usize..];
        let line_break = ["\r\n", "\n"].into_iter().find(|line_break| after.starts_with(line_break));
        let is_alone = kept.is_empty() || kept.ends_with('\n');
        let end = place.end as usize + if is_alone { line_break.map_or(0, str::len) } else { 0 };
        suppression.removal = Some(Span::of(kept.len()..end));
    }
}

/// Where `part` stands in `source`, of which it is a slice.
fn part(source: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - source.as_ptr() as usize;
    Span::of(start..start + part.len())
}

/// What comments of Trivy and Checkov say, which use the same words in all languages: `trivy:ignore:ID…` below which `scope`
/// lies, and `checkov:skip=ID,…:reason` for the whole `file`.
fn of_scanners(source: &str, comment: &str, place: Span, scope: Span, file: Span, found: &mut Vec<Suppression>) {
    if comment.starts_with("trivy:ignore:") {
        let ids = comment.split_whitespace().filter_map(|word| word.strip_prefix("trivy:ignore:"));
        // Parameters, the day of expiry and the workspace follow behind colons.
        let mut until = None;
        let names = ids.map(|word| {
            until = until.or_else(|| word.split_once(":exp:")?.1.get(..10)?.parse().ok());
            word.split_once(':').map_or(word, |(id, _)| id)
        });
        let names = Names::of(source, names.collect::<Vec<_>>().into_iter());
        found.push(Suppression { until, ..Suppression::new(place, names, scope, Dialect::Trivy) });
    }
    for prefix in ["checkov:skip=", "bridgecrew:skip=", "cortex:skip="] {
        if let Some((_, rest)) = comment.split_once(prefix) {
            let (list, reason) = rest.split_once(':').unwrap_or((rest, ""));
            let names = Names::of_list(source, list);
            found.push(Suppression::new(place, names, file, Dialect::Checkov).because(reason));
        }
    }
}

pub use dockerfile::of_dockerfile;
pub use manifest::of_manifest;

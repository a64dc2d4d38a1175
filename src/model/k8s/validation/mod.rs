//! Whether an object is what Kubernetes' schemas say, told as data: each problem with its node and its releases.
//!
//! Types are those that the API server sees through kubectl's reader. Knows nothing of rules and how problems are worded
//! in full. What is broken YAML, and what no schema covers, is passed over in silence.

mod constraint;
mod duplicate;
mod format;
mod problem;
mod scalar;
mod suggestion;
#[cfg(test)]
mod tests;
mod walk;

pub use constraint::Constraint;
pub use duplicate::{DuplicateKey, duplicate_keys};
pub use problem::{Place, Problem, ProblemKind, TextFormat, TypeName};
pub use suggestion::Meant;

use super::Object;
use super::custom::CustomSchemas;
use crate::schema::VersionSet;

/// What is wrong with `object` in some of the `wanted` releases, in order of place. Nothing when no covered release knows
/// its kind, and `custom` does not either.
#[must_use]
pub fn problems<'t>(object: Object<'t>, custom: &CustomSchemas, wanted: VersionSet) -> Vec<Problem<'t>> {
    let Some(kind) = object.schema() else {
        let mut found = custom.problems(object, wanted);
        problem::join(&mut found);
        return found;
    };
    let served = kind.versions() & wanted;
    let mut found = walk::Walk::new(object, wanted).run(kind.object(), served);
    if let Some(first) = kind.versions().first()
        && let early = wanted.into_iter().filter(|version| *version < first).collect::<VersionSet>()
        && !early.is_empty()
    {
        let kind = ProblemKind::KindNotYetServed { since: first };
        let node = object.fields().get("apiVersion").map_or(object.fields().mapping().node(), |node| node);
        found.push(Problem {
            node,
            span: node.span(),
            place: Place::Object(object.kind().value),
            kind,
            versions: early,
        });
    }
    problem::join(&mut found);
    found
}

/// What is wrong with the metadata of `object`, whatever its kind.
pub(super) fn metadata_problems(object: Object<'_>, wanted: VersionSet) -> Vec<Problem<'_>> {
    walk::Walk::new(object, wanted).metadata()
}

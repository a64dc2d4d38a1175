//! One text and its settings to findings: pure, without clock, environment, files or network.
//!
//! Never names a rule: a rule is deleted by deleting its file.

mod detect;
mod guard;
mod suppress;
mod walk;

pub use detect::Language;
pub use guard::is_in_rule;

use std::time::Duration;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::model::dockerfile::Dockerfile;
use crate::model::k8s::Manifest;
use crate::syntax::{dockerfile, yaml};
use crate::text::Source;

/// The id under which a panic outside rules is told.
const PANIC: &str = "internal/panic";

/// What came of linting one file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings that are to be shown, in order of place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings a comment suppresses.
    pub suppressed: u32,
    /// How many comments suppress nothing, although all the rules they name are on.
    pub unused_suppressions: u32,
    /// Whether it is a template of a manifest, which only rendering makes one: nothing was looked at.
    pub templated: bool,
    /// How many objects are of a kind without any schema, so that nobody can say whether they are right.
    pub without_schema: u32,
    /// Where the time went, when that was asked for.
    pub timings: Vec<Timing>,
}

/// How long something took in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// A rule's id, or a step of the engine in parentheses.
    pub what: &'static str,
    /// The time.
    pub time: Duration,
}

/// Whether to measure where the time goes; measuring takes time itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Do not measure.
    #[default]
    No,
    /// Measure parsing, the model and each rule.
    Yes,
}

/// Lints `source`, which is `language`.
#[must_use]
pub fn lint(source: &Source, language: Language, settings: &Settings, measure: Measure) -> Outcome {
    let lint = || match language {
        Language::Dockerfile => lint_dockerfile(source, settings, measure),
        Language::Manifest => lint_manifest(source, settings, measure),
    };
    guard::guarded(lint).unwrap_or_else(|reason| {
        let message = format!("this file could not be checked: {reason}");
        Outcome { diagnostics: vec![guard::defect(PANIC, message)], ..Outcome::default() }
    })
}

fn lint_dockerfile(source: &Source, settings: &Settings, measure: Measure) -> Outcome {
    let mut clock = walk::Clock::new(measure);
    let tree = clock.time("(parse)", || dockerfile::parse(source.text()));
    let model = clock.time("(model)", || Dockerfile::new(&tree));
    let found = walk::dockerfile(source, &model, settings, &mut clock);
    finish(found, &suppress::of_dockerfile(&model), settings, clock)
}

fn lint_manifest(source: &Source, settings: &Settings, measure: Measure) -> Outcome {
    if yaml::looks_templated(source.text()) {
        return Outcome { templated: true, ..Outcome::default() };
    }
    let mut clock = walk::Clock::new(measure);
    let tree = clock.time("(parse)", || yaml::Tree::parse(source.text()));
    let model = clock.time("(model)", || Manifest::new(&tree));
    let found = walk::manifest(source, &model, settings, &mut clock);
    let without_schema = walk::without_schema(&model, settings);
    Outcome { without_schema, ..finish(found, &suppress::of_manifest(&model), settings, clock) }
}

fn finish(
    found: Vec<Diagnostic>,
    suppressions: &[suppress::Suppression<'_>],
    settings: &Settings,
    clock: walk::Clock,
) -> Outcome {
    let mut outcome = suppress::apply(found, suppressions, settings);
    // Two rules may stand on one place: the id decides, and then the order they reported in.
    outcome.diagnostics.sort_by(|a, b| (a.span.start, a.rule, a.span.end).cmp(&(b.span.start, b.rule, b.span.end)));
    outcome.timings = clock.timings();
    outcome
}

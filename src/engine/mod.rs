//! Texts and their settings to findings, file by file and then all that is applied together: pure, without clock, environment, files or network.
//!
//! Never names a rule: a rule is deleted by deleting its file.

mod baseline;
mod detect;
mod guard;
mod project;
mod suppress;
mod walk;

pub use baseline::{Baseline, BaselineError};
pub use detect::Language;
pub use guard::is_in_rule;
pub use project::{LintedFile, lint_project};

use std::collections::HashSet;
use std::time::Duration;

use crate::config::{Kind, Settings};
use crate::diagnostic::{Diagnostic, FileId};
use crate::model::dockerfile::Dockerfile;
use crate::model::k8s::custom::{CustomKind, Definition};
use crate::model::k8s::facts::ObjectFacts;
use crate::model::k8s::{Completion, Manifest};
use crate::model::suppression::{self, Suppression};
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
    /// What asks for findings to be suppressed, and what came of it.
    pub suppressions: Vec<Suppressed>,
    /// Whether it is a template or a patch of a manifest, which only rendering makes one: nothing was looked at.
    pub templated: bool,
    /// How many objects are of a kind without any schema, so that nobody can say whether they are right.
    pub without_schema: u32,
    /// Where the time went, when that was asked for.
    pub timings: Vec<Timing>,
}

/// A suppression, and what it was good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The suppression.
    pub suppression: Suppression,
    /// Whether a finding was suppressed by it.
    pub is_used: bool,
    /// Whether all rules that it names are on, so that it could have been used.
    pub is_on: bool,
    /// Whether its last day is past.
    pub is_expired: bool,
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

/// A file that was looked at by itself: its findings so far, and what others need to know of it.
#[derive(Debug, Default)]
pub struct Draft {
    found: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
    facts: Vec<ObjectFacts>,
    templated: bool,
    definitions: Vec<Definition>,
    custom_kinds: HashSet<CustomKind>,
    without_schema: u32,
    timings: Vec<Timing>,
}

impl Draft {
    /// The custom resources that it defines, by which the other files of a run are checked too. They are taken out; there are
    /// none when no rule asks for schemas.
    #[must_use]
    pub fn take_definitions(&mut self) -> Vec<Definition> {
        std::mem::take(&mut self.definitions)
    }

    /// The kinds of its objects that Kubernetes does not define itself: with other custom schemas in the settings,
    /// it may have other findings. None when no rule asks for schemas.
    pub fn custom_kinds(&self) -> impl Iterator<Item = &CustomKind> {
        self.custom_kinds.iter()
    }

    /// What other files need to know of its objects; nothing when no rule asks for it.
    #[must_use]
    pub fn facts(&self) -> &[ObjectFacts] {
        &self.facts
    }

    /// Whether nothing was found and nothing can be added.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.found.is_empty() && self.facts.is_empty() && self.suppressions.is_empty()
    }

    /// A draft that says `diagnostic` and nothing else.
    #[must_use]
    pub fn saying(diagnostic: Diagnostic) -> Self {
        Self { found: vec![diagnostic], ..Self::default() }
    }

    /// The draft of a template or a patch of a manifest, `text`: nothing is looked at but what it defines.
    #[must_use]
    pub fn left_to_rendering(text: &str, settings: &Settings) -> Self {
        let definitions = if settings.want_schemas() { Definition::all_in(text) } else { Vec::new() };
        Self { templated: true, definitions, ..Self::default() }
    }

    fn note_custom_resources(&mut self, model: &Manifest<'_>, settings: &Settings) {
        self.definitions = Definition::all_of(model);
        for &object in model.objects() {
            let Some(kind) = CustomKind::of(object) else { continue };
            self.without_schema += u32::from(!settings.custom_schemas.has(object));
            self.custom_kinds.insert(kind);
        }
    }

    /// The outcome, with what rules found in it that look at the whole project. `source` is the draft's own, if that was kept.
    #[must_use]
    pub fn finish(
        self,
        source: Option<&Source>,
        in_project: impl IntoIterator<Item = Diagnostic>,
        settings: &Settings,
    ) -> Outcome {
        let mut found = self.found;
        found.extend(in_project);
        let mut outcome = suppress::apply(found, self.suppressions, source, settings);
        // Two rules may stand on one place: the id decides, and then the order they reported in.
        outcome.diagnostics.sort_by(|a, b| (a.span.start, a.rule, a.span.end).cmp(&(b.span.start, b.rule, b.span.end)));
        outcome.timings = self.timings;
        outcome.templated = self.templated;
        outcome.without_schema = self.without_schema;
        outcome
    }
}

/// Lints `source`, which is `language`, as if it were all there is.
#[must_use]
pub fn lint(source: &Source, language: Language, settings: &Settings, measure: Measure) -> Outcome {
    let draft = lint_file(source, language, &Conditions { settings, completion: Completion::NONE, measure });
    let file = LintedFile { id: FileId(0), facts: draft.facts(), settings, namespace: None };
    let in_project = lint_project(&[file], true);
    draft.finish(Some(source), in_project.into_iter().map(|(_, diagnostic)| diagnostic), settings)
}

/// What a file is linted under.
#[derive(Clone, Copy)]
pub struct Conditions<'a> {
    /// The settings that apply to it.
    pub settings: &'a Settings,
    /// What is written into its objects before they are applied.
    pub completion: &'a Completion,
    /// Whether times are measured.
    pub measure: Measure,
}

/// Lints `source`, which is `language`, with the rules that need no other file.
#[must_use]
pub fn lint_file(source: &Source, language: Language, conditions: &Conditions<'_>) -> Draft {
    let lint = || match language {
        Language::Dockerfile => lint_dockerfile(source, conditions),
        Language::Manifest => lint_manifest(source, conditions),
    };
    guard::guarded(lint).unwrap_or_else(|reason| {
        Draft::saying(guard::defect(PANIC, format!("this file could not be checked: {reason}")))
    })
}

fn lint_dockerfile(source: &Source, conditions: &Conditions<'_>) -> Draft {
    let Conditions { settings, measure, .. } = *conditions;
    let mut clock = walk::Clock::new(measure);
    let tree = clock.time("(parse)", || dockerfile::parse(source.text()));
    let model = clock.time("(model)", || Dockerfile::new(&tree));
    let found = walk::dockerfile(source, &model, settings, &mut clock);
    let suppressions = suppression::of_dockerfile(&model);
    Draft { found, suppressions, timings: clock.timings(), ..Draft::default() }
}

fn lint_manifest(source: &Source, conditions: &Conditions<'_>) -> Draft {
    let Conditions { settings, completion, measure } = *conditions;
    if yaml::looks_templated(source.text()) {
        return Draft { templated: true, ..Draft::default() };
    }
    let mut clock = walk::Clock::new(measure);
    let tree = clock.time("(parse)", || yaml::Tree::parse(source.text()));
    let model = clock.time("(model)", || Manifest::completed(&tree, completion));
    let found = walk::manifest(source, &model, settings, &mut clock);
    let suppressions = suppression::of_manifest(&model);
    let facts = match settings.of_kind(Kind::Project) {
        [] => Vec::new(),
        _ => clock.time("(facts)", || model.objects().iter().map(|object| ObjectFacts::of(*object)).collect()),
    };
    let mut draft = Draft { found, suppressions, facts, ..Draft::default() };
    if settings.want_schemas() {
        clock.time("(custom resources)", || draft.note_custom_resources(&model, settings));
    }
    draft.timings = clock.timings();
    draft
}

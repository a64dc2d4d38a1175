//! Runs examples: what a rule says of one, and what its fixes make of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::docs::Example;
use crate::config::{Configuration, ConfigurationError, Request, RuleConfiguration, Selector, Settings};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::engine::{self, Language, Measure};
use crate::model::k8s::custom::{CustomSchemas, Definition};
use crate::rule::{Check, Group, Rule};
use crate::text::{Source, apply_edits};

/// The day on which examples are linted: fixed, so that they always print the same.
const TODAY: Option<Date> = Date::from_calendar(2026, 11, 22);

/// What a rule says of an example.
#[derive(Debug)]
pub struct Verdict {
    /// The example as a file.
    pub source: Source,
    /// What the rule, on its own, finds in it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lints `example` with `rule` alone, under the options in force.
///
/// # Errors
/// When the options are none that the rule has.
pub fn verdict(rule: &'static Rule, example: &Example<'_>) -> Result<Verdict, ConfigurationError> {
    lint(rule, example, &example.text)
}

/// The text of `example` with the fixes of all findings applied; `None` when one of them has no fix, or fixes overlap.
///
/// # Errors
/// When the options are none that the rule has.
pub fn fixed(rule: &'static Rule, example: &Example<'_>) -> Result<Option<String>, ConfigurationError> {
    let verdict = verdict(rule, example)?;
    let edits: Option<Vec<_>> =
        verdict.diagnostics.iter().map(|found| found.fix.as_ref().map(|fix| fix.edits.clone())).collect();
    Ok(edits.and_then(|edits| apply_edits(&example.text, &edits.concat()).ok()))
}

fn lint(rule: &'static Rule, example: &Example<'_>, text: &str) -> Result<Verdict, ConfigurationError> {
    let mut configuration = Configuration::default();
    if !example.options.is_empty() {
        if rule.options.is_some() {
            let table = toml::from_str(&example.options)?;
            configuration.rules = BTreeMap::from([(rule.id.to_owned(), RuleConfiguration::Table(table))]);
        } else {
            configuration = toml::from_str(&example.options)?;
        }
    }
    let mut request = Request::on(TODAY.expect("the calendar has that day"));
    request.select = vec![Selector::Rules { rules: vec![rule], peer: None }];
    // Whether a suppression is needed shows only when what it suppresses is looked for.
    if matches!(rule.check, Check::Suppression(_)) {
        request.select.push(Selector::Group(Group::Default));
    }
    let mut settings = Settings::new(&request, &configuration)?;
    let mut schemas = CustomSchemas::default();
    for definition in Definition::all_in(text) {
        schemas.add("manifest.yaml", definition);
    }
    settings.custom_schemas = Arc::new(schemas);
    let (path, language) = match example.language {
        "dockerfile" => ("Dockerfile", Language::Dockerfile),
        "yaml" => ("manifest.yaml", Language::Manifest),
        other => panic!("{}: an example in `{other}`, which is no language that is linted", rule.id),
    };
    let source = Source::new(path, text).expect("examples are small");
    let mut diagnostics = engine::lint(&source, language, &settings, Measure::No).diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.rule == rule.id);
    Ok(Verdict { source, diagnostics })
}

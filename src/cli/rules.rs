//! `shipworthy rules`: the catalogue as a table, or as JSON.

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Rules, TableFormat};
use super::failure::Failure;
use super::{output, terminal};
use crate::diagnostic::Safety;
use crate::report::{Paint, View, json, wrap};
use crate::rule::Rule;
use crate::rules;

/// Lists the rules that `arguments` name.
///
/// # Errors
/// When the list cannot be written.
pub(super) fn run(arguments: &Rules) -> Result<ExitCode, Failure> {
    let is_named =
        |rule: &&Rule| arguments.filter.is_empty() || arguments.filter.iter().any(|selector| selector.names(rule));
    let rules: Vec<_> = rules::all().filter(is_named).collect();
    output::to_stdout(|out| match arguments.format {
        TableFormat::Table => table(&rules, &terminal::stdout_view(arguments.color), out),
        TableFormat::Json => {
            json::write_value(&rules.iter().map(|rule| Entry::of(rule)).collect::<Vec<_>>(), &mut *out)?;
            writeln!(out)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A rule as programs see it.
#[derive(Serialize)]
struct Entry {
    id: &'static str,
    title: &'static str,
    level: &'static str,
    group: &'static str,
    tags: Vec<&'static str>,
    also: &'static [&'static str],
    fix: Option<&'static str>,
    since: &'static str,
    url: Option<String>,
    /// The JSON Schema of its options.
    options: Option<schemars::Schema>,
}

impl Entry {
    fn of(rule: &Rule) -> Self {
        let schema = |options: crate::rule::OptionSpec| {
            let settings = schemars::generate::SchemaSettings::draft2020_12();
            (options.schema)(&mut settings.with(|settings| settings.inline_subschemas = true).into_generator())
        };
        Self {
            id: rule.id,
            title: rule.title(),
            level: rule.level.name(),
            group: rule.group.name(),
            tags: rule.tags.iter().map(|tag| tag.name()).collect(),
            also: rule.also,
            fix: rule.fix.map(Safety::name),
            since: rule.since,
            url: rule.url(),
            options: rule.options.map(schema),
        }
    }
}

/// A line or two for each rule: what it is called and how bad it is, and below that what it finds.
fn table(rules: &[&Rule], view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0).min(view.width / 2);
    for rule in rules {
        let tags: Vec<_> = rule.tags.iter().map(|tag| tag.name()).collect();
        let fix = rule.fix.map(|safety| format!("; has a fix ({})", safety.name())).unwrap_or_default();
        writeln!(
            out,
            "{}{:pad$}  {}{:level$}  {}",
            view.paint(Paint::Strong, rule.id),
            "",
            view.paint(rule.level.into(), rule.level),
            "",
            rule.group.name(),
            pad = width.saturating_sub(rule.id.len()),
            level = 7 - rule.level.name().len(),
        )?;
        let room = view.width.saturating_sub(4);
        for line in wrap(rule.title(), room, room) {
            writeln!(out, "    {line}")?;
        }
        for line in wrap(&format!("{}{fix}", tags.join(", ")), room, room) {
            writeln!(out, "    {}", view.paint(Paint::Faint, line))?;
        }
        for line in wrap(&rule.also.join(", "), room, room).filter(|line| !line.is_empty()) {
            writeln!(out, "    {}", view.paint(Paint::Faint, line))?;
        }
    }
    Ok(())
}

//! `shipworthy rules`: the catalogue as a table, or as JSON.

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Rules, TableFormat};
use super::failure::Failure;
use super::{output, terminal};
use crate::config::Profile;
use crate::diagnostic::Safety;
use crate::report::{Paint, View, json, wrap};
use crate::rule::{Peer, Rule};
use crate::rules::{self, peers};

/// Lists the rules that `arguments` name.
///
/// # Errors
/// When the list cannot be written.
pub(super) fn run(arguments: &Rules) -> Result<ExitCode, Failure> {
    let is_named =
        |rule: &&Rule| arguments.filter.is_empty() || arguments.filter.iter().any(|selector| selector.names(rule));
    let is_in_profile = |rule: &&Rule| arguments.profile.is_none_or(|profile| profile.has(rule));
    let rules: Vec<_> = rules::all().filter(is_named).filter(is_in_profile).collect();
    output::to_stdout(|out| match arguments.format {
        TableFormat::Table => {
            let view = terminal::stdout_view(arguments.color);
            table(&rules, &view, out)?;
            match arguments.profile {
                Some(Profile::Peer(peer)) => coverage(peer, &view, out),
                _ => Ok(()),
            }
        }
        TableFormat::Json => {
            json::write_value(&rules.iter().map(|rule| Entry::of(rule)).collect::<Vec<_>>(), &mut *out)?;
            writeln!(out)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// How many of the checks that `peer` has on by default are here, and which are not.
fn coverage(peer: Peer, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let defaults = || peers::checks(peer).iter().filter(|check| check.is_default).map(|check| check.id);
    let count = defaults().count();
    if count == 0 {
        return Ok(());
    }
    let is_here = |id: &str| rules::all().any(|rule| rule.ids_at(peer).any(|known| known == id));
    let missing: Vec<_> = defaults().filter(|id| !is_here(id)).collect();
    let name = peer.name();
    let mut text = format!("{name} has {count} checks on by default, {} of them are here", count - missing.len());
    if !missing.is_empty() {
        text.push_str("; not yet: ");
        text.push_str(&missing.join(", "));
    }
    writeln!(out)?;
    wrap(&text, view.width, view.width).try_for_each(|line| writeln!(out, "{line}"))
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

//! `shipworthy rules`: the catalogue as a table, or as JSON.

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Rules, TableFormat};
use super::failure::Failure;
use super::{output, terminal};
use crate::config::Profile;
use crate::diagnostic::Safety;
use crate::manual;
use crate::report::{Paint, View, json, wrap};
use crate::rule::{Group, Peer, Rule};
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
            table(&rules, arguments.long, &view, out)?;
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
    let is_here = |id: &str| !rules::of_peer(peer, id).is_empty();
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

/// The rules by domain and topic, a line or two for each; with `--long`, what else is known of them.
fn table(rules: &[&'static Rule], long: bool, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    for domain in manual::DOMAINS {
        let own = rules.iter().copied().filter(|rule| rule.domain() == domain.name);
        let columns = Columns::of(own.clone(), view);
        let topics = manual::by_topic(&own);
        for (tag, rules) in &topics {
            let topic =
                if domain.has_pages() { format!("{}: {}", domain.title, tag.name()) } else { domain.title.into() };
            writeln!(out, "{} ({})\n", view.paint(Paint::Strong, topic), rules.len())?;
            for rule in rules {
                columns.write(rule, view, out)?;
                if long {
                    write_rest(rule, view, out)?;
                }
            }
            writeln!(out)?;
        }
    }
    let plural = if rules.len() == 1 { "" } else { "s" };
    let closing = format!(
        "{} rule{plural}; `strict` are on with --strict, `opt-in` when they are named. `shipworthy explain RULE` tells what one \
         means.",
        rules.len()
    );
    wrap(&closing, view.width, view.width).try_for_each(|line| writeln!(out, "{line}"))
}

/// What else is known of a rule: its tags, its fix, and other tools' ids.
fn write_rest(rule: &Rule, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let tags: Vec<_> = rule.tags.iter().map(|tag| tag.name()).collect();
    let fix = rule.fix.map(|safety| format!("; has a fix ({})", safety.name())).unwrap_or_default();
    let room = view.width.saturating_sub(INDENT);
    for text in [format!("{}{fix}", tags.join(", ")), rule.also.join(", ")] {
        for line in wrap(&text, room, room).filter(|line| !line.is_empty()) {
            writeln!(out, "{:INDENT$}{}", "", view.paint(Paint::Faint, line))?;
        }
    }
    Ok(())
}

/// What stands before the lines below the one with the id.
const INDENT: usize = 6;

/// How wide the columns of a table are.
struct Columns {
    id: usize,
    /// Room for the title beside the others; `None` when it has lines of its own.
    title: Option<usize>,
}

impl Columns {
    fn of(rules: impl Iterator<Item = &'static Rule>, view: &View) -> Self {
        let id = rules.map(|rule| rule.id.len()).max().unwrap_or(0);
        // Two blanks each before the id, the level, the group, the mark of a fix and the title.
        let others = 2 + id + 2 + 7 + 2 + 6 + 2 + 3 + 2;
        Self { id, title: view.width.checked_sub(others).filter(|room| *room >= 40) }
    }

    fn write(&self, rule: &Rule, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
        let group = if rule.group == Group::Default { "" } else { rule.group.name() };
        let fix = if rule.fix.is_some() { "fix" } else { "" };
        let pad = |width: usize, text: &str| " ".repeat(width.saturating_sub(text.len()));
        let level = rule.level.name();
        let mut line = format!(
            "  {}{}  {}{}  {group}{}  {}{}",
            view.paint(Paint::Strong, rule.id),
            pad(self.id, rule.id),
            view.paint(rule.level.into(), level),
            pad(7, level),
            pad(6, group),
            view.paint(Paint::Faint, fix),
            pad(3, fix),
        );
        let Some(room) = self.title else {
            writeln!(out, "{}", line.trim_end())?;
            let room = view.width.saturating_sub(INDENT);
            return wrap(rule.title(), room, room).try_for_each(|title| writeln!(out, "{:INDENT$}{title}", ""));
        };
        for title in wrap(rule.title(), room, room) {
            writeln!(out, "{line}  {title}")?;
            line = " ".repeat(2 + self.id + 2 + 7 + 2 + 6 + 2 + 3);
        }
        Ok(())
    }
}

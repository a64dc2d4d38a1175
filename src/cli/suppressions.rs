//! `shipworthy suppressions`: what asks for findings to be suppressed, why, until when, and whether it is still needed.

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use super::arguments::{Check, Suppressions, TableFormat};
use super::check::request;
use super::discover::discover;
use super::failure::Failure;
use super::lint::{Asked, Job, lint_all, read_stdin};
use super::progress::Progress;
use super::settings::AllSettings;
use super::{output, terminal};
use crate::engine::{Measure, Suppressed};
use crate::model::suppression::Names;
use crate::report::{Paint, View, json, printable};

/// Lists the suppressions of what `arguments` name.
///
/// # Errors
/// Wrong usage, an unusable configuration, a list that cannot be written.
pub(super) fn run(arguments: &Suppressions) -> Result<ExitCode, Failure> {
    let check = Check {
        paths: arguments.paths.clone(),
        config: arguments.config.clone(),
        no_config: arguments.no_config,
        strict: arguments.strict,
        today: arguments.today,
        ..Check::default()
    };
    let inputs = discover(&check.paths, None, 0)?;
    let (mut settings, inputs) = AllSettings::new(&check, &request(&check), inputs)?;
    let stdin = read_stdin(&inputs)?;
    let progress = Progress::new(inputs.len(), false);
    let measure = Measure::No;
    let mut job = Job { inputs: &inputs, settings: &mut settings, stdin, measure, progress: &progress };
    let done = lint_all(&mut job)?;
    drop(progress);
    let mut rows: Vec<_> = done.suppressions.iter().map(Row::of).collect();
    rows.sort_by_key(|row| (row.path, row.line));
    output::to_stdout(|out| match arguments.format {
        TableFormat::Table => table(&rows, &terminal::stdout_view(arguments.color), out),
        TableFormat::Json => {
            json::write_value(&rows, &mut *out)?;
            writeln!(out)
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A suppression as people and programs see it.
#[derive(Serialize)]
struct Row<'d> {
    path: &'d str,
    /// From 1.
    line: u32,
    /// The tool whose words it uses.
    tool: &'static str,
    /// What it names; `all` for everything.
    names: Vec<&'d str>,
    state: &'static str,
    until: Option<String>,
    reason: Option<&'d str>,
    /// Why it cannot be understood.
    problem: Option<&'static str>,
}

impl<'d> Row<'d> {
    fn of(asked: &'d Asked) -> Self {
        let suppression = &asked.suppressed.suppression;
        let state = match &asked.suppressed {
            _ if matches!(suppression.names, Names::Unreadable(_)) => "invalid",
            Suppressed { is_expired: true, .. } => "expired",
            Suppressed { is_used: true, .. } => "needed",
            Suppressed { is_on: true, .. } => "unused",
            // The rules that it names are off or unknown, so nobody can tell.
            _ => "idle",
        };
        Self {
            path: &asked.path,
            line: asked.line,
            tool: suppression.dialect.peer().unwrap_or("shipworthy"),
            names: match &suppression.names {
                Names::All => vec!["all"],
                Names::Some(names) => names.iter().map(|name| &*name.value).collect(),
                Names::Unreadable(_) => Vec::new(),
            },
            state,
            until: suppression.until.map(|day| day.to_string()),
            reason: suppression.reason.as_deref(),
            problem: match suppression.names {
                Names::Unreadable(problem) => Some(problem),
                _ => None,
            },
        }
    }
}

fn table(rows: &[Row<'_>], view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    for row in rows {
        if let Some(problem) = row.problem {
            let (path, state) = (printable(row.path), view.paint(Paint::Warning, row.state));
            writeln!(out, "{}:{}: {state}: {problem}", view.paint(Paint::Strong, path), row.line)?;
            continue;
        }
        let paint = if row.state == "needed" { Paint::Faint } else { Paint::Warning };
        write!(
            out,
            "{}:{}: {} {}",
            view.paint(Paint::Strong, printable(row.path)),
            row.line,
            view.paint(paint, format!("{:7}", row.state)),
            printable(&row.names.join(", ")),
        )?;
        if row.tool != "shipworthy" {
            write!(out, " ({})", row.tool)?;
        }
        if let Some(until) = &row.until {
            write!(out, " until {until}")?;
        }
        match row.reason {
            Some(reason) => writeln!(out, ": {}", printable(reason))?,
            None => writeln!(out, ", {}", view.paint(Paint::Faint, "no reason given"))?,
        }
    }
    let count = |state: &str| rows.iter().filter(|row| row.state == state).count();
    let plural = if rows.len() == 1 { "" } else { "s" };
    writeln!(
        out,
        "{} suppression{plural}: {} needed, {} unused, {} idle (their rules are off), {} expired, {} invalid",
        rows.len(),
        count("needed"),
        count("unused"),
        count("idle"),
        count("expired"),
        count("invalid")
    )
}

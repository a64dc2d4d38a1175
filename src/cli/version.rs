//! `shipworthy --version`: which program this is, and how much and how recent is what it knows.

use std::env::consts::{ARCH, OS};
use std::io;
use std::process::ExitCode;

use super::failure::Failure;
use super::output;
use crate::model::release_cycles;
use crate::rules;
use crate::schema::Version;

/// Prints the version, and what it knows when `verbose`.
///
/// # Errors
/// When it cannot be written.
pub(super) fn run(verbose: bool) -> Result<ExitCode, Failure> {
    output::to_stdout(|out| {
        writeln!(out, "shipworthy {}", env!("CARGO_PKG_VERSION"))?;
        if verbose { details(out) } else { Ok(()) }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn details(out: &mut dyn io::Write) -> io::Result<()> {
    let mut domains: Vec<(&str, usize)> = Vec::new();
    for rule in rules::all() {
        match domains.iter_mut().find(|(domain, _)| *domain == rule.domain()) {
            Some((_, count)) => *count += 1,
            None => domains.push((rule.domain(), 1)),
        }
    }
    let rules: Vec<_> = domains.into_iter().map(|(domain, count)| format!("{count} {domain}")).collect();
    writeln!(out, "platform       {OS} {ARCH}")?;
    writeln!(out, "kubernetes     {} to {}", Version::OLDEST, Version::NEWEST)?;
    writeln!(out, "release dates  as of {}", release_cycles::as_of())?;
    writeln!(out, "rules          {}", rules.join(", "))
}

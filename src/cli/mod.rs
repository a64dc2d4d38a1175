//! The command line: one file per command, and what commands share.
//!
//! The only part that reads files, the environment and the clock. What is wrong with a file is the engine's business.

mod arguments;
mod changes;
mod check;
mod completions;
mod config;
mod discover;
mod environments;
mod explain;
mod failure;
mod init;
mod lint;
mod manual_page;
mod markdown;
mod output;
mod progress;
mod rules;
mod schemas;
mod settings;
mod suppressions;
mod terminal;
mod timings;
mod version;

pub use arguments::Arguments;

use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::Command;
use crate::engine;
use crate::report::{printable, without_commands};

/// The exit code of wrong usage and of failures.
const FAILURE: u8 = 2;

/// Does what the command line says, and returns the exit code: 0 when all is well, 1 for findings, 2 for a failure.
#[must_use]
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(tell_panic));
    let arguments = Arguments::parse();
    panic::catch_unwind(|| run(&arguments)).unwrap_or(ExitCode::from(FAILURE))
}

fn run(arguments: &Arguments) -> ExitCode {
    let result = match &arguments.command {
        None if arguments.version => version::run(arguments.verbose),
        None => check::run(&arguments.check),
        Some(Command::Check(arguments)) => check::run(arguments),
        Some(Command::Rules(arguments)) => rules::run(arguments),
        Some(Command::Explain(arguments)) => explain::run(arguments),
        Some(Command::Suppressions(arguments)) => suppressions::run(arguments),
        Some(Command::Completions(arguments)) => completions::run(arguments),
        Some(Command::ManualPage(arguments)) => manual_page::run(arguments),
        Some(Command::Config(arguments)) => config::run(arguments),
        Some(Command::Init(arguments)) => init::run(arguments),
    };
    result.unwrap_or_else(|failure| {
        // Where standard error is closed too, the exit code is all that is left to say.
        let _ = output::to_stderr(|out| {
            // A configuration is found beside the files, and no more trusted than they are.
            let told = format!("error: {failure}");
            writeln!(out, "{}", without_commands(&printable(&told)))?;
            failure.help().map_or(Ok(()), |help| writeln!(out, "  help: {}", printable(&help)))
        });
        ExitCode::from(FAILURE)
    })
}

/// A panic in a rule is told as a finding; any other ends the run.
fn tell_panic(info: &PanicHookInfo<'_>) {
    if engine::is_in_rule() {
        return;
    }
    let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let reason = info.payload_as_str().unwrap_or("no reason given");
    let _ = output::to_stderr(|out| {
        writeln!(out, "error: shipworthy failed{place}: {}", printable(reason))?;
        writeln!(out, "  help: this is a defect of shipworthy: please report it together with the command line")
    });
}

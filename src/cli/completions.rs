//! `shipworthy completions`: the command line, as shells complete it.

use std::process::ExitCode;

use clap::CommandFactory as _;

use super::arguments::{Arguments, Completions};
use super::failure::Failure;
use super::output;

/// Prints the script for the shell that `arguments` name.
///
/// # Errors
/// When it cannot be written.
pub(super) fn run(arguments: &Completions) -> Result<ExitCode, Failure> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    output::to_stdout(|out| out.write_all(&script))?;
    Ok(ExitCode::SUCCESS)
}

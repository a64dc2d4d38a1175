//! `shipworthy completions`: the command line, as shells complete it.

use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use super::arguments::{Arguments, Completions};
use super::failure::Failure;
use super::output;

const PROGRAM: &str = env!("CARGO_PKG_NAME");
/// How the generator for zsh completes the first word.
const ZSH_COMMANDS: &str = "\":: :_shipworthy_commands\"";
/// The same, and paths, which stand there when no command is named.
const ZSH_COMMANDS_AND_PATHS: &str = "\":: :{ _shipworthy_commands; _files }\"";

/// Prints the script for the shell that `arguments` name.
///
/// # Errors
/// When it cannot be written.
pub(super) fn run(arguments: &Completions) -> Result<ExitCode, Failure> {
    let mut command = without_paths(&Arguments::command());
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, PROGRAM, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if arguments.shell == Shell::Zsh {
        script = script.replacen(ZSH_COMMANDS, ZSH_COMMANDS_AND_PATHS, 1);
    }
    output::to_stdout(|out| out.write_all(script.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

/// The command without what may stand in the place of a command: the script for zsh would look for commands behind it. Nor are
/// commands offered that the help does not name.
fn without_paths(command: &Command) -> Command {
    Command::new(PROGRAM)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args(command.get_arguments().filter(|argument| !argument.is_positional()))
        .subcommands(command.get_subcommands().filter(|command| !command.is_hide_set()))
}

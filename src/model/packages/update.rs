//! An index of packages that is fetched for nobody.

use super::{Action, PackageCommand, cache};
use crate::model::dockerfile::{Command, Run};

/// Programs of which nobody expects that they install anything.
const HARMLESS: [&str; 27] = [
    ":",
    "[",
    "apt-cache",
    "apt-mark",
    "cat",
    "cd",
    "chmod",
    "chown",
    "cp",
    "curl",
    "echo",
    "exit",
    "export",
    "find",
    "grep",
    "ln",
    "ls",
    "mkdir",
    "mv",
    "printf",
    "rm",
    "sed",
    "set",
    "test",
    "touch",
    "true",
    "wget",
];

/// The last command of `run` that fetches an index, when nothing behind it installs or might, and the index gets into a
/// layer.
#[must_use]
pub fn update_alone(run: Run<'_>) -> Option<PackageCommand<'_>> {
    let update = run.package_commands().filter(|command| command.action == Action::Refresh).last()?;
    let (manager, place) = (update.manager(), update.command.index());
    let installs = |command: PackageCommand<'_>| {
        command.manager() == manager && command.action.brings_packages() && command.command.index() > place
    };
    if run.package_commands().any(installs) || cache::is_mounted(run, manager) {
        return None;
    }
    let own = update.command.program().map(|program| program.name);
    let is_harmless = |command: Command<'_>| {
        command.words().len() == 0
            || command.program().is_some_and(|program| HARMLESS.contains(&program.name) || Some(program.name) == own)
    };
    update.command.following().all(is_harmless).then_some(update)
}

//! An index of packages that is fetched for nobody.

use super::{Action, PackageCommand};
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

/// The last command of `run` that fetches an index, when the index gets into the layer, and nothing behind it installs from
/// it or might.
#[must_use]
pub fn update_alone(run: Run<'_>) -> Option<PackageCommand<'_>> {
    let update = run.package_commands().filter(|command| command.action == Action::Refresh).last()?;
    let cache = update.tool.cache;
    if cache.is_some_and(|cache| cache.is_mounted(run)) {
        return None;
    }
    let mut package_commands =
        run.package_commands().skip_while(|known| known.command.index() <= update.command.index()).peekable();
    let mut following = update.command.following();
    let is_used = following.any(|command| {
        let known = package_commands.next_if(|known| known.command.index() == command.index());
        let installs = known.map(|known| known.manager() == update.manager() && known.action.brings_packages());
        installs.unwrap_or_else(|| !is_harmless(command))
            || cache.is_some_and(|cache| cache.is_emptied_by(command, known))
    });
    (!is_used).then_some(update)
}

fn is_harmless(command: Command<'_>) -> bool {
    let Some(program) = command.program() else { return command.words().len() == 0 };
    // Sub-commands that are not known as any.
    let cleans = || program.name.starts_with("apt") && command.has_any_argument(&["clean", "autoclean"]);
    HARMLESS.contains(&program.name) || cleans()
}

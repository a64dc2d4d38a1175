//! What a RUN leaves behind of a package manager's cache, and what counts as cleaning up.

use super::tool::{Action, Cache};
use super::{Manager, PackageCommand};
use crate::model::dockerfile::{Command, Mount, Run, Stage};

/// The commands of `manager` in `run` that put something into its cache which gets into a shipped image: what neither a
/// flag nor a variable nor a mount prevents, and no later command of the RUN removes. In order.
pub(super) fn leftovers<'m>(run: Run<'m>, manager: Manager) -> Vec<PackageCommand<'m>> {
    let filling = |command: &PackageCommand<'m>| {
        command.manager() == manager
            && command
                .tool
                .cache
                .filter(|cache| cache.filled_by.contains(&command.action) && !command.has_any_flag(cache.unused_with))
                .is_some()
    };
    // All tools of a manager that have a cache share it.
    let Some(cache) = run.package_commands().find(filling).and_then(|command| command.tool.cache) else {
        return Vec::new();
    };
    if !run.instruction.stage().is_none_or(Stage::layers_may_be_shipped) || cache.is_kept_out_of(run) {
        return Vec::new();
    }
    let mut left = Vec::new();
    let mut package_commands = run.package_commands().peekable();
    for command in run.commands() {
        match package_commands.next_if(|known| known.command.index() == command.index()) {
            Some(known) if filling(&known) => left.push(known),
            known if !left.is_empty() && cache.is_emptied_by(command, known) => left.clear(),
            _ => {}
        }
    }
    left
}

impl Cache {
    /// Whether it lies in a mount of `run` that vanishes with the build.
    pub(super) fn is_mounted(&self, run: Run<'_>) -> bool {
        run.mounts()
            .filter(Mount::is_transient)
            .any(|mount| mount.target().is_some_and(|target| self.folders.iter().any(|folder| holds(target, folder))))
    }

    /// Whether nothing of it gets into the layer of `run`, whatever is installed.
    fn is_kept_out_of(&self, run: Run<'_>) -> bool {
        let instruction = run.instruction;
        let set = |variable: &&str| {
            instruction.variable(variable).is_some_and(|binding| binding.value.as_deref() != Some(""))
                || run.text().contains(&format!("{variable}="))
        };
        self.is_mounted(run)
            || self.variables.iter().any(set)
            || self.configured.is_some_and(|mark| instruction.is_under(mark))
    }

    /// Whether nothing is left in it after `command`, which is the package manager's `known` if it is one's.
    pub(super) fn is_emptied_by(&self, command: Command<'_>, known: Option<PackageCommand<'_>>) -> bool {
        if let Some(known) = known {
            return known.action == Action::Clean && self.emptied_by.contains(&known.manager());
        }
        let Some(program) = command.program() else { return false };
        let removes = |path: &str| self.folders.iter().any(|folder| empties(path, folder));
        match program.name {
            "rm" => command.arguments_without_flags().any(|word| {
                let recursive = || command.has_any_flag(&["r", "R", "recursive"]);
                removes(word.text()) && (word.text().contains('*') || recursive())
            }),
            "find" => {
                let folders = command.arguments().take_while(|word| !word.is_dashed());
                let mut removing = command.arguments().filter(|word| matches!(word.text(), "-delete" | "-exec"));
                removing.next().is_some() && folders.into_iter().any(|word| removes(word.text()))
            }
            _ => false,
        }
    }
}

/// Whether `folder`, of a [`Cache`], is `outer` or lies in it.
fn holds(outer: &str, folder: &str) -> bool {
    let outer = outer.trim_end_matches('/');
    let (outer, folder) = match folder.strip_prefix("~/") {
        Some(below) => match below_home(outer) {
            Some(outer) => (outer, below),
            None => return false,
        },
        None => (outer, folder),
    };
    folder.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || outer.is_empty())
}

/// What follows the home folder in `path`; `None` for paths elsewhere. A variable at the front may be a home folder.
fn below_home(path: &str) -> Option<&str> {
    let user = || path.strip_prefix("/home/").map(|rest| rest.split_once('/').map_or("", |(_, below)| below));
    let fixed = ["~", "/root"].iter().find_map(|home| path.strip_prefix(home));
    let variable = || path.strip_prefix('$').map(|rest| rest.find('/').map_or("", |slash| &rest[slash..]));
    let below = fixed.or_else(user).or_else(variable)?;
    let below = below.strip_prefix('/').unwrap_or(below);
    // Who mounts or removes a whole home folder by a variable may mean any folder.
    (!below.is_empty() || fixed.is_some()).then_some(below)
}

/// Whether removing `path`, a pattern perhaps, empties `folder`.
fn empties(path: &str, folder: &str) -> bool {
    let is_pattern = |&(at, character): &(usize, char)| match character {
        '*' => true,
        '{' => !path[..at].ends_with('$'),
        _ => false,
    };
    let Some((glob, _)) = path.char_indices().find(is_pattern) else {
        return holds(path, folder);
    };
    let (fixed, pattern) = path.split_at(glob);
    // `/var/cache/*`, and `/var/{cache,tmp}` whatever is in the braces.
    let whole = pattern.trim_end_matches('/') == "*" || pattern.starts_with('{');
    let above = whole && fixed.ends_with('/') && holds(fixed, folder);
    // `/var/lib/apt/lists/*_Packages`.
    let within = match folder.strip_prefix("~/") {
        Some(below) => below_home(fixed).is_some_and(|fixed| fixed.starts_with(below)),
        None => fixed.starts_with(folder),
    };
    above || within
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removing_a_folder_above_or_all_that_is_in_it() {
        const LISTS: &str = "/var/lib/apt/lists";
        for path in [
            "/var/lib/apt/lists",
            "/var/lib/apt/lists/",
            "/var/lib/apt/lists/*",
            "/var/lib/apt/lists/*_*",
            "/var/lib/apt/*",
            "/var/lib/apt",
            "/var/lib/",
            "/var/{cache,lib/apt/lists}",
            "/var/lib/apt/lists*",
        ] {
            assert!(empties(path, LISTS), "{path}");
        }
        for path in
            ["/var/lib/apt/lists/partial", "/var/lib/dpkg", "/var/lib/a", "/*.tar", "${TMP}", "/var/cache/*", "."]
        {
            assert!(!empties(path, LISTS), "{path}");
        }
    }

    #[test]
    fn homes_have_many_names() {
        const PIP: &str = "~/.cache/pip";
        for path in [
            "~/.cache",
            "~/.cache/pip",
            "~/.cache/*",
            "/root/.cache",
            "/root/.cache/pip/*",
            "${HOME}/.cache/",
            "/home/${USER}/.cache/pip",
            "/root",
        ] {
            assert!(empties(path, PIP), "{path}");
        }
        for path in ["/tmp/*", "${BUILD}", "${BUILD}/*", "/root/.cache/yarn", "/var/.cache"] {
            assert!(!empties(path, PIP), "{path}");
        }
    }
}

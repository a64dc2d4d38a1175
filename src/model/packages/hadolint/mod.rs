//! The questions of this module answered as hadolint 2.15 answers them, for its users who compare.
//!
//! It knows a command by its literal first word and takes every argument without a dash for an operand, but for the values
//! of some flags. Each function is about one of its rules for each manager, which the comments name.

mod words;

#[cfg(test)]
mod tests;

use super::{Action, Manager, PackageCommand, TABLES};
use crate::model::dockerfile::{BindingKind, Command, Run};
use crate::syntax::shell::Word;

pub(super) use words::unpinned;

/// The command of `run` that DL3014, DL3030, DL3034 or DL3038 complain of.
pub(super) fn asking(run: Run<'_>, manager: Manager) -> Option<PackageCommand<'_>> {
    let (programs, verbs, flags): (&[&str], &[&str], &[&str]) = match manager {
        Manager::Apt => (&["apt-get"], &["install"], &["y", "yes", "qq", "assume-yes"]),
        Manager::Yum => (&["yum"], &["install", "groupinstall", "localinstall"], &["y", "assumeyes"]),
        Manager::Dnf => (&["dnf", "microdnf"], &["install", "groupinstall", "localinstall"], &["y", "assumeyes"]),
        Manager::Zypper => (
            &["zypper"],
            &["install", "in", "remove", "rm", "source-install", "si", "patch"],
            &["non-interactive", "n", "no-confirm", "y"],
        ),
        _ => return None,
    };
    let is_quiet = |command: Command<'_>| {
        let twice = |name| command.flags().filter(|flag| *flag == name).count() == 2;
        manager == Manager::Apt && (twice("q") || twice("quiet") || command.has_argument("-q=2"))
    };
    let asks =
        |command: &Command<'_>| command.calls(programs, verbs) && !command.has_any_flag(flags) && !is_quiet(*command);
    let command = run.commands().find(asks)?;
    Some(command.as_package_command(manager, verbs))
}

/// The command of `run` that DL3009, DL3019, DL3032, DL3036, DL3040, DL3042 or DL3060 complain of.
pub(super) fn leftover(run: Run<'_>, manager: Manager) -> Option<PackageCommand<'_>> {
    let stage = run.instruction.stage();
    let is_seen = stage.is_none_or(|stage| stage.is_last() || stage.is_base_of_another());
    let removes = |command: Command<'_>, folder| command.calls(&["rm"], &["-rf", folder]);
    let (command, verbs): (_, &[&str]) = match manager {
        Manager::Apt => {
            let verbs = &["update"];
            let mounts = run.keeps_out_of_image("/var/lib/apt/lists")
                || run.keeps_out_of_image("/var/lib/apt") && run.keeps_out_of_image("/var/cache/apt");
            let removed = || run.commands().any(|command| removes(command, "/var/lib/apt/lists/*"));
            let updates = |command: &Command<'_>| command.calls(&["apt", "apt-get", "aptitude"], verbs);
            (run.commands().find(updates).filter(|_| is_seen && !mounts && !removed()), verbs)
        }
        Manager::Apk => {
            let adds = |command: &Command<'_>| command.calls(&["apk"], &["add"]) && !command.has_flag("no-cache");
            (run.commands().find(adds).filter(|_| !run.keeps_out_of_image("/var/cache/apk")), &["add"])
        }
        Manager::Yum => {
            let cleans =
                |command| Command::calls(command, &["yum"], &["clean", "all"]) || removes(command, "/var/cache/yum/*");
            (first_unless_before(run, |command| command.calls(&["yum"], &["install"]), cleans), &["install"])
        }
        Manager::Dnf => {
            const PROGRAMS: &[&str] = &["dnf", "microdnf"];
            let verbs: &[&str] = &["install", "in", "upgrade", "up", "upgrade-minimal", "up-min", "reinstall", "rei"];
            let mounts = run.keeps_out_of_image("/var/cache/libdnf5") || run.keeps_out_of_image(".cache/libdnf5");
            let cleans = |command| {
                Command::calls(command, PROGRAMS, &["clean", "all"]) || removes(command, "/var/cache/libdnf5*")
            };
            (first_unless_before(run, |command| command.calls(PROGRAMS, verbs), cleans).filter(|_| !mounts), verbs)
        }
        Manager::Zypper => {
            let verbs = &["install", "in"];
            let cleans = |command| Command::calls(command, &["zypper"], &["clean", "cc"]);
            let found = first_unless_before(run, |command| command.calls(&["zypper"], verbs), cleans);
            (found.filter(|_| !run.keeps_out_of_image("/var/cache/zypp")), verbs)
        }
        Manager::Pip => {
            let installs = |command: &Command<'_>| {
                is_pip_install(*command)
                    && !command.literal_name().is_some_and(|name| name.starts_with("pipx"))
                    && !command.has_argument("--no-cache-dir")
            };
            let found = run.commands().find(installs);
            (found.filter(|_| !run.keeps_out_of_image(".cache/pip") && !is_pip_cache_off(run)), &["install"])
        }
        Manager::Npm => {
            let cleans = |command| Command::calls(command, &["yarn"], &["cache", "clean"]);
            let found = first_unless_before(run, |command| command.calls(&["yarn"], &["install"]), cleans);
            (found.filter(|_| is_seen && !run.keeps_out_of_image(".cache/yarn")), &["install"])
        }
        Manager::Gem | Manager::Go => return None,
    };
    Some(command?.as_package_command(manager, verbs))
}

/// The first command that fills, unless the first that cleans stands behind it.
fn first_unless_before<'m>(
    run: Run<'m>,
    fills: impl Fn(Command<'m>) -> bool,
    cleans: impl Fn(Command<'m>) -> bool,
) -> Option<Command<'m>> {
    let first = run.commands().find(|command| fills(*command))?;
    let clean = run.commands().find(|command| cleans(*command));
    clean.is_none_or(|clean| clean.index() < first.index()).then_some(first)
}

impl<'m> Command<'m> {
    /// Whether its name is one of `programs`, and any argument one of `arguments`.
    fn calls(self, programs: &[&str], arguments: &[&str]) -> bool {
        self.literal_name().is_some_and(|name| programs.contains(&name)) && self.has_any_argument(arguments)
    }

    /// It as a command of `manager` whose sub-command is the first of `verbs` among its words.
    fn as_package_command(self, manager: Manager, verbs: &[&str]) -> PackageCommand<'m> {
        let tool = TABLES.into_iter().flatten().find(|tool| tool.manager == manager).expect("each manager has a row");
        let verb = self.words().position(|word| verbs.contains(&word.text())).unwrap_or(0);
        let first = self.words().len() - self.arguments().len();
        PackageCommand { command: self, action: Action::Install, tool, first, verb }
    }
}

fn is_pip_install(command: Command<'_>) -> bool {
    let Some(name) = command.literal_name() else { return false };
    let by_module = || {
        let mut arguments = command.arguments().map(Word::text);
        arguments.any(|text| text == "-m") && arguments.next() == Some("pip") && arguments.next() == Some("install")
    };
    name.starts_with("pip") && !name.starts_with("pipenv") && command.has_argument("install")
        || name.starts_with("python") && by_module()
}

/// Whether a variable turns pip's cache off, as far as DL3042 looks.
fn is_pip_cache_off(run: Run<'_>) -> bool {
    const NAME: &str = "PIP_NO_CACHE_DIR";
    const TRUE: [&str; 10] = ["1", "true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES"];
    let set = run.instruction.variable(NAME).filter(|binding| binding.kind == BindingKind::Env);
    let assigned =
        run.text().split("PIP_NO_CACHE_DIR=").skip(1).any(|rest| TRUE.iter().any(|text| rest.starts_with(text)));
    set.and_then(|binding| binding.value.as_deref()).is_some_and(|value| TRUE.contains(&value)) || assigned
}

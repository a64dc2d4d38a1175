//! The questions of this module answered as hadolint 2.15 answers them, for its users who compare.
//!
//! It knows a command by its literal first word and takes every argument without a dash for an operand, but for the values
//! of some flags. Each function is about one of its rules for each manager, which the comments name.

use super::{Action, Manager, Package, PackageCommand, TABLES};
use crate::model::dockerfile::{BindingKind, Command, Run};
use crate::syntax::shell::Word;

/// The words that DL3008, DL3013, DL3016, DL3018, DL3028, DL3033, DL3037, DL3041 and DL3062 hold for unpinned packages.
pub(super) fn unpinned(run: Run<'_>, manager: Manager) -> impl Iterator<Item = Package<'_>> {
    let runs_go = manager == Manager::Go && run.commands().any(|command| command.calls(&["go"], &["run"]));
    run.commands().flat_map(move |command| {
        let words: Vec<Word<'_>> = match manager {
            Manager::Apt if command.calls(&["apt-get"], &["install"]) => {
                let words = command.operands(&["t", "target-release"]).filter(|word| word.text() != "install");
                words.filter(|word| !word.text().contains(['=', '/']) && !word.text().ends_with(".deb")).collect()
            }
            Manager::Apk if command.calls(&["apk"], &["add"]) => {
                let words = command.operands(&["t", "virtual", "repository", "X"]).filter(|word| word.text() != "add");
                let is_open = |text: &str| !text.contains(['=', '~', '<', '>']) && !text.ends_with(".apk");
                words.filter(|word| is_open(word.text())).collect()
            }
            Manager::Yum if command.calls(&["yum"], &["install"]) => rpm(command).collect(),
            Manager::Dnf if command.calls(&["dnf", "microdnf"], &["install"]) && !command.has_argument("group") => {
                rpm(command).collect()
            }
            Manager::Zypper if command.calls(&["zypper"], &["install", "in"]) => {
                let words = command.arguments_without_flags().filter(|word| !matches!(word.text(), "install" | "in"));
                words.filter(|word| !word.text().contains(['=', '<', '>']) && !word.text().ends_with(".rpm")).collect()
            }
            Manager::Pip => pip(command),
            Manager::Npm => npm(command),
            Manager::Gem => gem(command),
            Manager::Go => go(command, runs_go),
            _ => Vec::new(),
        };
        words.into_iter().map(move |word| Package { word: word.text(), span: command.span_of(word) })
    })
}

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

/// Packages of yum and dnf: `name-1.2` is pinned, of a module `name:stream`.
fn rpm(command: Command<'_>) -> impl Iterator<Item = Word<'_>> {
    let module = command.has_argument("module");
    command.arguments_without_flags().filter(move |word| match word.text() {
        "install" => false,
        "module" if module => false,
        text if module => !text.contains(':'),
        text => !is_pinned_rpm(command, text),
    })
}

fn is_pinned_rpm(command: Command<'_>, text: &str) -> bool {
    let Some((_, rest)) = text.split_once('-') else { return false };
    if text.ends_with(".rpm") {
        return true;
    }
    if text.contains('$') {
        let names = text.split("${").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        return names.into_iter().any(|name| command.run.instruction.variable(name).is_some());
    }
    let of_version = |c: char| c.is_ascii_alphanumeric() || ".~^_:+".contains(c);
    rest.split('-').all(|part| part.chars().all(of_version))
        && rest.split('-').any(|part| part.starts_with(|c: char| c.is_ascii_digit()))
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

fn pip(command: Command<'_>) -> Vec<Word<'_>> {
    const VALUED: &[&str] = &[
        "abi",
        "b",
        "build",
        "e",
        "editable",
        "extra-index-url",
        "f",
        "find-links",
        "i",
        "index-url",
        "implementation",
        "no-binary",
        "only-binary",
        "platform",
        "prefix",
        "progress-bar",
        "proxy",
        "python",
        "python-version",
        "root",
        "root-user-action",
        "src",
        "t",
        "target",
        "trusted-host",
        "upgrade-strategy",
    ];
    const REPOSITORIES: [&str; 23] = [
        "git:",
        "git+file:",
        "git+https:",
        "git+ssh:",
        "git+http:",
        "git+git:",
        "hg+file:",
        "hg+http:",
        "hg+https:",
        "hg+ssh:",
        "hg+static-http:",
        "svn:",
        "svn+svn:",
        "svn+http:",
        "svn+https:",
        "svn+ssh:",
        "bzr+http:",
        "bzr+https:",
        "bzr+ssh:",
        "bzr+sftp:",
        "bzr+ftp:",
        "bzr+lp:",
        "bzr+file:",
    ];
    if !is_pip_install(command)
        || command.has_any_flag(&["constraint", "c"])
        || command.has_any_argument(&["-r", "--requirement", "."])
    {
        return Vec::new();
    }
    let is_open = |text: &str| {
        if REPOSITORIES.iter().any(|prefix| text.starts_with(prefix)) {
            return !text.contains('@');
        }
        let compared = text.contains(['<', '>']) || ["==", "!=", "~="].iter().any(|sign| text.contains(sign));
        !compared && !text.contains('/') && !text.ends_with(".whl") && !text.ends_with(".tar.gz")
    };
    let words = command.operands(VALUED).skip_while(|word| word.text() != "install").skip(1);
    words.filter(|word| is_open(word.text())).collect()
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

fn npm(command: Command<'_>) -> Vec<Word<'_>> {
    const REPOSITORIES: [&str; 4] = ["git://", "git+ssh://", "git+http://", "git+https://"];
    let mut words = command.operands(&["loglevel", "registry"]);
    if command.literal_name() != Some("npm") || words.next().is_none_or(|word| word.text() != "install") {
        return Vec::new();
    }
    let is_open = |text: &str| {
        if REPOSITORIES.iter().any(|prefix| text.starts_with(prefix)) {
            return !text.contains('#');
        }
        let is_file = [".tar", ".tar.gz", ".tgz"].iter().any(|ending| text.ends_with(ending))
            || ["/", "./", "../", "~/"].iter().any(|start| text.starts_with(start));
        !is_file && !text.strip_prefix('@').unwrap_or(text).contains('@')
    };
    words.filter(|word| is_open(word.text())).collect()
}

/// What follows a flag passes for its value, whatever it is.
fn gem(command: Command<'_>) -> Vec<Word<'_>> {
    let settled = || command.has_flag("v") || command.flag("version").is_some();
    if !command.calls(&["gem"], &["install", "i"]) || settled() {
        return Vec::new();
    }
    let mut after_flag = false;
    let words = command.arguments().take_while(|word| word.text() != "--").filter(|word| {
        let is_value = after_flag;
        after_flag = !is_value && word.is_dashed();
        !is_value && !after_flag
    });
    words.filter(|word| !matches!(word.text(), "install" | "i") && !word.text().contains(':')).collect()
}

/// `runs_go`: whether the RUN has a `go run`, for then it looks at nothing else.
fn go(command: Command<'_>, runs_go: bool) -> Vec<Word<'_>> {
    let is_open = |word: &Word<'_>| {
        let text = word.text();
        let settled = text.contains('@') && !text.ends_with("@latest") && !text.ends_with("@none");
        !settled && !text.starts_with(['/', '.'])
    };
    if command.calls(&["go"], &["run"]) {
        let mut words = command.arguments().skip_while(|word| word.text() != "run").skip(1);
        return words.find(|word| !word.is_dashed()).filter(is_open).into_iter().collect();
    }
    if runs_go || !command.calls(&["go"], &["install", "get"]) {
        return Vec::new();
    }
    let words = command.arguments_without_flags();
    words.filter(|word| !matches!(word.text(), "install" | "get" | "tool") && is_open(word)).collect()
}

//! Which words hadolint takes for packages without a version.

use super::is_pip_install;
use crate::model::dockerfile::{Command, Run};
use crate::model::packages::{Manager, Package};
use crate::syntax::shell::Word;

/// The words that DL3008, DL3013, DL3016, DL3018, DL3028, DL3033, DL3037, DL3041 and DL3062 hold for unpinned packages.
pub(in crate::model::packages) fn unpinned(run: Run<'_>, manager: Manager) -> impl Iterator<Item = Package<'_>> {
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

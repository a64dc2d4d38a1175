//! What installs Python packages: pip, uv, pipx.

use super::Manager;
use super::arguments::Grammar;
use super::marks::Mark;
use super::tool::Action::{Clean, Install, Remove};
use super::tool::{Cache, Tool};

pub(super) static TOOLS: [Tool; 3] = [
    Tool {
        manager: Manager::Pip,
        programs: &["pip"],
        grammar: Grammar::with_values(&[
            "b",
            "c",
            "C",
            "e",
            "f",
            "i",
            "r",
            "t",
            "abi",
            "build",
            "build-constraint",
            "build-option",
            "cache-dir",
            "cert",
            "client-cert",
            "config-settings",
            "constraint",
            "editable",
            "exists-action",
            "extra-index-url",
            "find-links",
            "global-option",
            "group",
            "implementation",
            "index-url",
            "install-option",
            "keyring-provider",
            "log",
            "no-binary",
            "only-binary",
            "platform",
            "prefix",
            "progress-bar",
            "proxy",
            "python",
            "python-version",
            "report",
            "requirement",
            "resume-retries",
            "retries",
            "root",
            "root-user-action",
            "src",
            "target",
            "timeout",
            "trusted-host",
            "upgrade-strategy",
            "use-deprecated",
            "use-feature",
        ]),
        verbs: &[("install", Install), ("uninstall", Remove), ("cache purge", Clean)],
        bare: None,
        first_only: &[],
        is_unpinned,
        settled_by: &["c", "constraint", "no-index"],
        settled_under: None,
        setting_flags: &[],
        consent: None,
        cache: Some(&Cache {
            filled_by: &[Install],
            folders: &["~/.cache/pip"],
            emptied_by: &[Manager::Pip],
            unused_with: &["no-cache-dir", "cache-dir", "dry-run"],
            // pip turns its cache off for each value of the first, `0` and `off` too.
            variables: &["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR"],
            configured: Some(Mark::PipWithoutCache),
        }),
    },
    Tool {
        manager: Manager::Pip,
        programs: &["uv"],
        grammar: Grammar::with_values(&[
            "b",
            "c",
            "C",
            "e",
            "f",
            "i",
            "p",
            "P",
            "r",
            "w",
            "allow-insecure-host",
            "build-constraint",
            "cache-dir",
            "color",
            "config-file",
            "config-setting",
            "config-settings",
            "constraint",
            "constraints",
            "default-index",
            "directory",
            "editable",
            "exclude-newer",
            "extra",
            "extra-index-url",
            "find-links",
            "fork-strategy",
            "group",
            "index",
            "index-strategy",
            "index-url",
            "keyring-provider",
            "link-mode",
            "no-binary",
            "no-build-isolation-package",
            "only-binary",
            "override",
            "overrides",
            "prefix",
            "prerelease",
            "project",
            "python",
            "python-platform",
            "python-version",
            "refresh-package",
            "reinstall-package",
            "requirement",
            "requirements",
            "resolution",
            "target",
            "torch-backend",
            "upgrade-package",
            "with",
            "with-requirements",
        ]),
        verbs: &[("pip install", Install), ("tool install", Install), ("pip uninstall", Remove)],
        bare: None,
        first_only: &[],
        is_unpinned,
        settled_by: &["c", "constraint", "constraints", "no-index", "exclude-newer"],
        settled_under: None,
        setting_flags: &[],
        consent: None,
        cache: None,
    },
    Tool {
        manager: Manager::Pip,
        programs: &["pipx"],
        grammar: Grammar::with_values(&["i", "index-url", "pip-args", "preinstall", "python", "spec", "suffix"]),
        verbs: &[("install", Install), ("uninstall", Remove)],
        bare: None,
        first_only: &[],
        is_unpinned,
        settled_by: &["spec"],
        settled_under: None,
        setting_flags: &[],
        consent: None,
        cache: None,
    },
];

/// Prefixes of repository addresses.
const REPOSITORIES: [&str; 5] = ["git+", "hg+", "svn+", "bzr+", "git://"];

/// Packages that install packages: whoever names them without a version wants the newest.
const INSTALLERS: [&str; 4] = ["pip", "setuptools", "wheel", "uv"];

/// `name==1.2` and any other comparison, `repository@revision`, files and addresses say which.
fn is_unpinned(word: &str) -> bool {
    const ARCHIVES: [&str; 7] = [".whl", ".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz", ".egg"];
    if let Some(start) = REPOSITORIES.iter().find_map(|prefix| word.find(prefix)) {
        let address = word[start..].split('#').next().unwrap_or_default();
        // An `@` before the last part of the path belongs to the user's name.
        return !address.rsplit('/').next().is_some_and(|last| last.contains('@'));
    }
    word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !word.contains(['=', '<', '>', '!', '~', '@', '/', '\\'])
        && !ARCHIVES.iter().any(|ending| word.ends_with(ending))
        && !INSTALLERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        for word in [
            "flask",
            "uvicorn[standard]",
            "MySQL_python",
            "git+https://example.com/a.git",
            "git+ssh://git@example.com/a",
            "git+https://example.com/a#egg=a@1",
            "a @ git+https://user@example.com/a",
        ] {
            assert!(is_unpinned(word), "{word}");
        }
        for word in [
            "flask==3.0",
            "flask>=3",
            "flask!=3",
            "flask~=3.0",
            "flask[async]<4",
            ".",
            ".[dev]",
            "./a",
            "packages/a",
            "a.whl",
            "a.zip",
            "https://example.com/a",
            "git+https://example.com/a.git@v1#egg=a",
            "a @ git+https://user@example.com/a@1f3c",
            "pip",
            "wheel",
        ] {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

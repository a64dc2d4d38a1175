//! Debian's family: apt-get, apt, aptitude.

use super::Manager;
use super::arguments::Grammar;
use super::marks::Mark;
use super::tool::Action::{Clean, Install, InstallSet, Refresh, Remove, Upgrade};
use super::tool::{Cache, Consent, Tool};

pub(super) static TOOLS: [Tool; 1] = [Tool {
    manager: Manager::Apt,
    programs: &["apt-get", "apt", "aptitude"],
    grammar: Grammar::with_values(&[
        "a",
        "c",
        "o",
        "t",
        "P",
        "S",
        "build-profiles",
        "config-file",
        "default-release",
        "host-architecture",
        "option",
        "snapshot",
        "target-release",
    ]),
    verbs: &[
        ("update", Refresh),
        ("install", Install),
        ("reinstall", Install),
        ("satisfy", InstallSet),
        ("build-dep", InstallSet),
        ("upgrade", Upgrade),
        ("dist-upgrade", Upgrade),
        ("full-upgrade", Upgrade),
        ("safe-upgrade", Upgrade),
        ("remove", Remove),
        ("purge", Remove),
        ("autoremove", Remove),
        ("autopurge", Remove),
        // `clean` empties /var/cache/apt, which holds no lists.
        ("distclean", Clean),
        ("dist-clean", Clean),
    ],
    bare: None,
    first_only: &[],
    is_unpinned,
    settled_by: &["S", "snapshot"],
    settled_under: Some(Mark::AptSnapshot),
    setting_flags: &["o", "option"],
    consent: Some(&Consent {
        flags: &[
            "y",
            "yes",
            "assume-yes",
            "assume-no",
            "force-yes",
            "s",
            "simulate",
            "just-print",
            "dry-run",
            "recon",
            "no-act",
            "print-uris",
        ],
        setting: "apt::get::assume-yes",
        doubled: &["q", "quiet"],
        configured: Some(Mark::AptAssumesYes),
    }),
    cache: Some(&Cache {
        filled_by: &[Refresh],
        folders: &["/var/lib/apt/lists"],
        emptied_by: &[Manager::Apt],
        unused_with: &[],
        variables: &[],
        configured: None,
    }),
}];

/// `name=1.2`, `name/release` and files say which; `name-` removes, and a task (`name^`) has no version.
fn is_unpinned(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !word.contains(['=', '/'])
        && !word.ends_with(".deb")
        && !word.ends_with(['-', '^'])
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        for word in ["curl", "g++", "libc6:arm64", "php7.*", "7zip", "python3.11-dev"] {
            assert!(is_unpinned(word), "{word}");
        }
        for word in
            ["curl=7.88.*", "curl=1:2-3", "curl/stable", "./a.deb", "a.deb", "/tmp/a.deb", "nano-", "lamp^", "!"]
        {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

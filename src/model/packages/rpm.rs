//! What installs RPM packages: yum, dnf and its small relatives, zypper.

use super::Manager;
use super::arguments::Grammar;
use super::marks::Mark;
use super::tool::Action::{Clean, Install, InstallSet, Refresh, Remove, Upgrade};
use super::tool::{Action, Cache, Consent, Tool};

const GRAMMAR: Grammar = Grammar::with_values(&[
    "c",
    "d",
    "e",
    "R",
    "x",
    "advisory",
    "arch",
    "bugzilla",
    "config",
    "cve",
    "debuglevel",
    "disableexcludes",
    "disableplugin",
    "disablerepo",
    "downloaddir",
    "enableplugin",
    "enablerepo",
    "errorlevel",
    "exclude",
    "forcearch",
    "installroot",
    "randomwait",
    "releasever",
    "repo",
    "repofrompath",
    "repoid",
    "rpmverbosity",
    "sec-severity",
    "setopt",
]);

const VERBS: &[(&str, Action)] = &[
    ("makecache", Refresh),
    ("check-update", Refresh),
    ("install", Install),
    ("in", Install),
    ("localinstall", Install),
    ("reinstall", Install),
    ("rei", Install),
    ("groupinstall", InstallSet),
    ("group install", InstallSet),
    ("module install", Install),
    ("module enable", InstallSet),
    ("builddep", InstallSet),
    // Unlike apt's, these install.
    ("update", Upgrade),
    ("upgrade", Upgrade),
    ("up", Upgrade),
    ("update-minimal", Upgrade),
    ("upgrade-minimal", Upgrade),
    ("up-min", Upgrade),
    ("groupupdate", Upgrade),
    ("distro-sync", Upgrade),
    ("dsync", Upgrade),
    ("downgrade", Upgrade),
    ("swap", Upgrade),
    ("remove", Remove),
    ("erase", Remove),
    ("autoremove", Remove),
    ("groupremove", Remove),
    ("clean", Clean),
];

const CONSENT: Consent = Consent {
    flags: &["y", "assumeyes", "assumeno"],
    setting: "assumeyes",
    doubled: &[],
    configured: Some(Mark::YumAssumesYes),
};

const CACHE: Cache = Cache {
    filled_by: &[Install, InstallSet, Upgrade],
    folders: &["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/tdnf"],
    // Where both are there, they are one program under two names.
    emptied_by: &[Manager::Yum, Manager::Dnf],
    unused_with: &["installroot"],
    variables: &[],
    configured: None,
};

const YUM: Tool = Tool {
    manager: Manager::Yum,
    programs: &["yum"],
    grammar: GRAMMAR,
    verbs: VERBS,
    bare: None,
    first_only: &[],
    is_unpinned,
    settled_by: &[],
    settled_under: None,
    setting_flags: &["setopt"],
    consent: Some(&CONSENT),
    cache: Some(&CACHE),
};

pub(super) static TOOLS: [Tool; 4] = [
    YUM,
    Tool { manager: Manager::Dnf, programs: &["dnf", "tdnf"], ..YUM },
    // Its source says of `--assumeyes` that it does nothing: the answer is always yes.
    Tool { manager: Manager::Dnf, programs: &["microdnf"], consent: None, ..YUM },
    Tool {
        manager: Manager::Zypper,
        programs: &["zypper"],
        grammar: Grammar::with_values(&[
            "c",
            "D",
            "p",
            "r",
            "R",
            "t",
            "cache-dir",
            "config",
            "from",
            "installroot",
            "pkg-cache-dir",
            "plus-content",
            "plus-repo",
            "raw-cache-dir",
            "repo",
            "reposd-dir",
            "root",
            "solv-cache-dir",
            "type",
        ]),
        verbs: &[
            ("refresh", Refresh),
            ("ref", Refresh),
            ("install", Install),
            ("in", Install),
            ("source-install", InstallSet),
            ("si", InstallSet),
            ("update", Upgrade),
            ("up", Upgrade),
            ("patch", Upgrade),
            ("dist-upgrade", Upgrade),
            ("dup", Upgrade),
            ("remove", Remove),
            ("rm", Remove),
            ("clean", Clean),
            ("cc", Clean),
        ],
        // A pattern or a product has no version that could be asked for.
        settled_by: &["t", "type"],
        settled_under: None,
        setting_flags: &["setopt"],
        consent: Some(&Consent {
            flags: &["n", "non-interactive", "y", "no-confirm", "dry-run"],
            setting: "",
            doubled: &[],
            configured: None,
        }),
        cache: Some(&Cache {
            folders: &["/var/cache/zypp"],
            emptied_by: &[Manager::Zypper],
            unused_with: &["R", "root", "installroot", "pkg-cache-dir", "cache-dir"],
            ..CACHE
        }),
        ..YUM
    },
];

/// `name-1.2`, `name-1.2-3.el9`, `name=1.2`, `name >= 1.2`, files and addresses say which; `@group` and `name:stream` are no
/// packages. A digit behind the last dash is a version or a release: `java-11-openjdk` has neither.
fn is_unpinned(word: &str) -> bool {
    let package = word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !word.contains(['=', '<', '>', '/', ':', '@'])
        && !word.ends_with(".rpm");
    let stem = word.strip_suffix("-*").unwrap_or(word);
    let last = stem.rsplit_once('-').map(|(_, last)| last);
    package && !last.is_some_and(|last| last.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        for word in ["curl", "java-11-openjdk", "java-1.8.0-openjdk-devel", "glibc.i686", "python3-pip", "gcc-c++"] {
            assert!(is_unpinned(word), "{word}");
        }
        for word in [
            "curl-7.61.1",
            "curl-7.61.1-30.el8",
            "curl-7.*",
            "curl-7.61.1-*",
            "openssl-1:1.1.1k",
            "zlib=1.2",
            "zlib>=1.2",
            "./a.rpm",
            "a.rpm",
            "https://example.com/a",
            "@development-tools",
            "nodejs:18",
            "-curl",
        ] {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

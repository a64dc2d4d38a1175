//! What installs Node.js packages: npm, yarn, pnpm, bun.

use super::Manager;
use super::arguments::Grammar;
use super::tool::Action::{Clean, Install, Remove, Upgrade};
use super::tool::{Action, Cache, Tool};

const GRAMMAR: Grammar = Grammar::with_values(&[
    "C",
    "F",
    "w",
    "before",
    "cache",
    "cache-folder",
    "child-concurrency",
    "cwd",
    "dir",
    "fetch-retries",
    "fetch-timeout",
    "filter",
    "globalconfig",
    "https-proxy",
    "include",
    "install-strategy",
    "location",
    "loglevel",
    "maxsockets",
    "modules-folder",
    "mutex",
    "network-concurrency",
    "network-timeout",
    "node-linker",
    "noproxy",
    "omit",
    "prefix",
    "proxy",
    "registry",
    "reporter",
    "save-prefix",
    "script-shell",
    "store-dir",
    "tag",
    "userconfig",
    "workspace",
]);

const INSTALLING: &[(&str, Action)] = &[
    ("install", Install),
    ("i", Install),
    ("add", Install),
    ("update", Upgrade),
    ("uninstall", Remove),
    ("remove", Remove),
];

const NPM: Tool = Tool {
    manager: Manager::Npm,
    programs: &["npm", "pnpm", "bun"],
    grammar: GRAMMAR,
    verbs: INSTALLING,
    bare: None,
    first_only: &[],
    is_unpinned,
    settled_by: &[],
    settled_under: None,
    setting_flags: &[],
    consent: None,
    cache: None,
};

pub(super) static TOOLS: [Tool; 2] = [
    NPM,
    Tool {
        programs: &["yarn", "yarnpkg"],
        verbs: &[
            ("install", Install),
            ("add", Install),
            ("global add", Install),
            ("upgrade", Upgrade),
            ("remove", Remove),
            ("cache clean", Clean),
            ("cache clear", Clean),
        ],
        bare: Some(Install),
        cache: Some(&Cache {
            filled_by: &[Install, Upgrade],
            folders: &["/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"],
            emptied_by: &[Manager::Npm],
            unused_with: &["cache-folder"],
            variables: &["YARN_CACHE_FOLDER"],
            configured: None,
        }),
        ..NPM
    },
];

/// `name@1.2` and `repository#revision` say which; so do files, and addresses of other kinds are not judged.
fn is_unpinned(word: &str) -> bool {
    const ARCHIVES: [&str; 3] = [".tar", ".tar.gz", ".tgz"];
    if word.starts_with("git://") || word.starts_with("git+") {
        return !word.contains('#');
    }
    let (scoped, name) = match word.strip_prefix('@') {
        Some(name) => (true, name),
        None => (false, word),
    };
    name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !name.contains(['@', ':', '#'])
        && (scoped || !name.contains('/'))
        && !ARCHIVES.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        for word in ["express", "@vue/cli", "git://example.com/a", "git+ssh://git@example.com/a"] {
            assert!(is_unpinned(word), "{word}");
        }
        for word in [
            "express@4",
            "express@latest",
            "@vue/cli@5.0.8",
            "git+https://example.com/a#v1",
            "a.tgz",
            ".",
            "./a",
            "/a",
            "~/a",
            "user/repository",
            "github:user/repository#1f3c",
            "https://example.com/a",
        ] {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

//! Alpine's apk.

use super::Manager;
use super::arguments::Grammar;
use super::tool::Action::{Clean, Install, Refresh, Remove, Upgrade};
use super::tool::{Cache, Tool};

pub(super) static TOOLS: [Tool; 1] = [Tool {
    manager: Manager::Apk,
    programs: &["apk"],
    grammar: Grammar::with_values(&[
        "p",
        "t",
        "X",
        "arch",
        "cache-dir",
        "cache-max-age",
        "keys-dir",
        "progress-fd",
        "repositories-file",
        "repository",
        "root",
        "timeout",
        "virtual",
        "wait",
    ]),
    verbs: &[("update", Refresh), ("add", Install), ("upgrade", Upgrade), ("del", Remove), ("cache purge", Clean)],
    bare: None,
    first_only: &[],
    is_unpinned,
    settled_by: &[],
    settled_under: None,
    setting_flags: &[],
    consent: None,
    cache: Some(&Cache {
        filled_by: &[Install, Upgrade],
        folders: &["/var/cache/apk", "/etc/apk/cache"],
        emptied_by: &[Manager::Apk],
        unused_with: &["no-cache", "no-network", "cache-dir", "s", "simulate"],
        variables: &[],
        configured: None,
    }),
}];

/// `name=1.2-r3`, `name~1.2`, `name<2` and files say which; `!name` is a conflict.
fn is_unpinned(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !word.contains(['=', '~', '<', '>', '/'])
        && !word.ends_with(".apk")
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        for word in ["curl", "curl@edge", "7zip", "so:libcurl.so.4"] {
            assert!(is_unpinned(word), "{word}");
        }
        for word in ["curl=8.5.0-r0", "curl~8.5", "curl~=8.5", "curl>8", "curl<9", "./a.apk", "a.apk", "!curl", ".deps"]
        {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

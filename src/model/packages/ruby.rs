//! RubyGems.

use super::Manager;
use super::arguments::Grammar;
use super::tool::Action::{Install, Remove, Upgrade};
use super::tool::Tool;

pub(super) static TOOLS: [Tool; 1] = [Tool {
    manager: Manager::Gem,
    programs: &["gem"],
    grammar: Grammar {
        // Behind `--` stands what the build of an extension is told.
        ends_at_dashes: true,
        ..Grammar::with_values(&[
            "B",
            "g",
            "i",
            "n",
            "P",
            "s",
            "v",
            "bindir",
            "build-root",
            "bulk-threshold",
            "config-file",
            "file",
            "install-dir",
            "platform",
            "source",
            "trust-policy",
            "version",
        ])
    },
    verbs: &[("install", Install), ("i", Install), ("update", Upgrade), ("uninstall", Remove)],
    bare: None,
    first_only: &[],
    is_unpinned,
    settled_by: &["v", "version"],
    settled_under: None,
    setting_flags: &[],
    consent: None,
    cache: None,
}];

/// `name:1.2` and files say which.
fn is_unpinned(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !word.contains([':', '/', '\\'])
        && !word.ends_with(".gem")
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        assert!(is_unpinned("rails") && is_unpinned("io-console"));
        for word in ["rails:7.1", "./a.gem", "a.gem", "a-*.gem", "."] {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

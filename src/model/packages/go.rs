//! The go command, as far as it fetches programs.

use super::Manager;
use super::arguments::Grammar;
use super::marks::Mark;
use super::tool::Action::Install;
use super::tool::Tool;

pub(super) static TOOLS: [Tool; 1] = [Tool {
    manager: Manager::Go,
    programs: &["go"],
    grammar: Grammar {
        one_dash_names: true,
        ..Grammar::with_values(&[
            "C",
            "asmflags",
            "buildmode",
            "buildvcs",
            "compiler",
            "exec",
            "gccgoflags",
            "gcflags",
            "installsuffix",
            "ldflags",
            "mod",
            "modfile",
            "o",
            "overlay",
            "p",
            "pgo",
            "pkgdir",
            "tags",
            "toolexec",
        ])
    },
    verbs: &[("install", Install), ("get", Install), ("run", Install)],
    bare: None,
    first_only: &["run"],
    is_unpinned,
    settled_by: &[],
    settled_under: Some(Mark::GoModule),
    setting_flags: &[],
    consent: None,
    cache: None,
}];

/// `path@v1.2` says which. A path without a dot in its first part is of the standard library, one that begins with a dot is
/// local.
fn is_unpinned(word: &str) -> bool {
    let (path, version) = match word.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (word, None),
    };
    let fetched = path
        .split_once('/')
        .is_some_and(|(host, _)| host.contains('.') && host.starts_with(|first: char| first.is_ascii_alphanumeric()));
    fetched && !path.ends_with(".go") && version.is_none_or(|version| matches!(version, "latest" | "none" | "upgrade"))
}

#[cfg(test)]
mod tests {
    use super::is_unpinned;

    #[test]
    fn versions() {
        for word in ["github.com/a/b", "github.com/a/b/...", "github.com/a/b@latest", "golang.org/x/tools/gopls@none"] {
            assert!(is_unpinned(word), "{word}");
        }
        for word in
            ["github.com/a/b@v1.2", "github.com/a/b@1f3c", "main.go", "std", "cmd/vet", ".", "./...", "/src", "tool"]
        {
            assert!(!is_unpinned(word), "{word}");
        }
    }
}

//! Which language is this file?

use crate::syntax::dockerfile::Keyword;

/// A language that can be linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// A Dockerfile, or Containerfile.
    Dockerfile,
    /// Kubernetes objects in YAML or JSON.
    Manifest,
}

impl Language {
    /// The language of a file that was found in a folder: by its name, and where that is not enough by how it begins.
    #[must_use]
    pub fn of_found(path: &str, text: &str) -> Option<Self> {
        match by_name(path) {
            Name::Dockerfile => Some(Self::Dockerfile),
            Name::Perhaps if begins_with(text, is_instruction) => Some(Self::Dockerfile),
            Name::Data if holds_objects(text) => Some(Self::Manifest),
            Name::Perhaps | Name::Data | Name::Other => None,
        }
    }

    /// The language of a file that a user named: by what it says, unless its name leaves no doubt.
    #[must_use]
    pub fn of_named(path: &str, text: &str) -> Option<Self> {
        let found = Self::of_found(path, text);
        found
            .or_else(|| begins_with(text, is_from_or_arg).then_some(Self::Dockerfile))
            .or_else(|| holds_objects(text).then_some(Self::Manifest))
    }

    /// Whether a file found in a folder may be of some language, going by its name alone, so that it has to be read.
    #[must_use]
    pub fn is_candidate(path: &str) -> bool {
        by_name(path) != Name::Other
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Dockerfile,
    Perhaps,
    /// YAML or JSON.
    Data,
    Other,
}

fn by_name(path: &str) -> Name {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    if [".yaml", ".yml", ".json"].iter().any(|extension| lower.ends_with(extension)) {
        return Name::Data;
    }
    if !lower.contains("dockerfile") && !lower.contains("containerfile") || lower.ends_with(".dockerignore") {
        return Name::Other;
    }
    let exact = matches!(name, "Dockerfile" | "Containerfile")
        || name.starts_with("Dockerfile.")
        || name.ends_with(".Dockerfile");
    if exact { Name::Dockerfile } else { Name::Perhaps }
}

/// Whether the first line that is no comment has several words, of which `is_first` takes the first.
fn begins_with(text: &str, is_first: fn(&str) -> bool) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        let mut words = line.split_whitespace();
        words.next().is_some_and(is_first) && words.next().is_some()
    })
}

/// Whether a document has `apiVersion` and `kind` at its top, as far as lines tell: at the very start of one, in quotes or
/// not; in JSON anywhere.
fn holds_objects(text: &str) -> bool {
    let json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    ["apiVersion", "kind"].iter().all(|key| {
        memchr::memmem::find_iter(text.as_bytes(), key.as_bytes()).any(|at| {
            let before = &text[..at];
            let behind = text[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
            let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
            behind.starts_with(':') && (json || before.is_empty() || before.ends_with(['\n', '\u{feff}']))
        })
    })
}

fn is_from_or_arg(word: &str) -> bool {
    matches!(word.parse(), Ok(Keyword::From | Keyword::Arg))
}

/// In lower case, most instruction words could begin a sentence.
fn is_instruction(word: &str) -> bool {
    is_from_or_arg(word) || Keyword::ALL.iter().any(|keyword| keyword.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCKERFILE: &str = "# syntax=x\n\nFROM a\n";

    #[test]
    fn manifests_have_a_version_and_a_kind() {
        for text in [
            "apiVersion: v1\nkind: Pod\n",
            "---\nkind: Pod\n'apiVersion' : v1\n",
            "\u{feff}{\"kind\": \"Pod\", \"apiVersion\": \"v1\"}",
        ] {
            assert_eq!(Language::of_found("a.yaml", text), Some(Language::Manifest), "{text}");
        }
        for text in ["a: {apiVersion: v1}\n  kind: Pod\n", "kind: Pod\n", ""] {
            assert_eq!(Language::of_found("a.yaml", text), None, "{text}");
        }
        assert_eq!(Language::of_found("notes.txt", "apiVersion: v1\nkind: Pod\n"), None);
        assert_eq!(Language::of_named("notes.txt", "apiVersion: v1\nkind: Pod\n"), Some(Language::Manifest));
    }

    #[test]
    fn names_and_beginnings() {
        for path in ["Dockerfile", "a/Containerfile", "Dockerfile.dev", "api.Dockerfile"] {
            assert_eq!(Language::of_found(path, ""), Some(Language::Dockerfile), "{path}");
        }
        for path in ["dockerfile", "my-dockerfile-x.txt", "Containerfile_2"] {
            assert_eq!(Language::of_found(path, DOCKERFILE), Some(Language::Dockerfile), "{path}");
            assert_eq!(Language::of_found(path, "hello\n"), None, "{path}");
        }
        for path in ["Dockerfile.dockerignore", "main.rs", "docker-compose.yml"] {
            assert_eq!(Language::of_found(path, DOCKERFILE), None, "{path}");
        }
        assert_eq!(Language::of_named("build.txt", DOCKERFILE), Some(Language::Dockerfile));
        assert_eq!(Language::of_named("build.txt", "hello"), None);
    }
}

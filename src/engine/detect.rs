//! Which language is this file?

use crate::syntax::dockerfile::Keyword;

/// A language that can be linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// A Dockerfile, or Containerfile.
    Dockerfile,
}

impl Language {
    /// The language of a file that was found in a folder: by its name, and where that is not enough by how it begins.
    #[must_use]
    pub fn of_found(path: &str, text: &str) -> Option<Self> {
        match by_name(path) {
            Name::Dockerfile => Some(Self::Dockerfile),
            Name::Perhaps if begins_with(text, is_instruction) => Some(Self::Dockerfile),
            Name::Perhaps | Name::Other => None,
        }
    }

    /// The language of a file that a user named: by what it says, unless its name leaves no doubt.
    #[must_use]
    pub fn of_named(path: &str, text: &str) -> Option<Self> {
        let found = Self::of_found(path, text);
        found.or_else(|| begins_with(text, is_from_or_arg).then_some(Self::Dockerfile))
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
    Other,
}

fn by_name(path: &str) -> Name {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
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

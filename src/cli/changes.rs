//! Which lines were changed since a revision, as git tells it.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::text::Source;

/// The lines that were changed since a revision.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// By absolute path.
    files: HashMap<PathBuf, Lines>,
}

#[derive(Debug, PartialEq, Eq)]
enum Lines {
    /// The file is new.
    All,
    /// These, from 1.
    Some(Vec<RangeInclusive<u32>>),
}

impl Changes {
    /// Asks git for the changes since `revision` in the repository of the working folder, files that git does not know yet
    /// included.
    ///
    /// # Errors
    /// When there is no git, no repository, or no such revision.
    pub(super) fn since(revision: &str) -> Result<Self, Failure> {
        let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.trim_end_matches('\n'));
        let object = format!("{revision}^{{commit}}");
        git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &object]).map_err(|failure| match failure {
            Failure::Git { reason, .. } if reason.is_empty() => {
                Failure::Git { reason: format!("there is no revision `{revision}`"), is_missing: false }
            }
            other => other,
        })?;
        let diff = git(&[
            "diff",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--end-of-options",
            revision,
        ])?;
        let mut changes = Self::default();
        changes.read(&root, &diff);
        let new = git(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"])?;
        for path in new.split('\0').filter(|path| !path.is_empty()) {
            changes.files.insert(root.join(path), Lines::All);
        }
        Ok(changes)
    }

    /// Reads a diff without context.
    fn read(&mut self, root: &Path, diff: &str) {
        let mut file = None;
        for line in diff.lines() {
            if let Some(path) = line.strip_prefix("+++ ") {
                file = unquoted(path).strip_prefix("b/").map(|path| root.join(path));
            } else if let Some(range) = line.strip_prefix("@@ ").and_then(added)
                && let Some(file) = &file
            {
                match self.files.entry(file.clone()).or_insert_with(|| Lines::Some(Vec::new())) {
                    Lines::All => {}
                    Lines::Some(lines) => lines.push(range),
                }
            }
        }
    }

    /// Whether a finding in `source`, whose absolute path is `path`, stands on a changed line.
    pub(super) fn touch(&self, path: &Path, source: &Source, finding: &Diagnostic) -> bool {
        match self.files.get(path) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(lines)) => {
                let first = source.line_number(finding.span.start);
                let last = source.line_number(finding.span.end.saturating_sub(1).max(finding.span.start));
                lines.iter().any(|changed| *changed.start() <= last && first <= *changed.end())
            }
        }
    }
}

/// The lines that the head of a hunk adds: `-1,2 +3,4 @@`. None for lines that only went.
fn added(head: &str) -> Option<RangeInclusive<u32>> {
    let range = head.split(' ').find_map(|word| word.strip_prefix('+'))?;
    let (start, count) = range.split_once(',').unwrap_or((range, "1"));
    let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start + (count - 1))
}

/// A path as git writes it: in quotes, with C's escapes, when it holds what is special.
fn unquoted(path: &str) -> String {
    let Some(inner) = path.strip_prefix('"').and_then(|path| path.strip_suffix('"')) else {
        // A tab ends the names of files with blanks.
        return path.trim_end_matches('\t').to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next() {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b'v') => 11,
            Some(b'f') => 12,
            Some(first @ b'0'..=b'3') => {
                let mut digit = || rest.next().map_or(0, |digit| digit.wrapping_sub(b'0') & 7);
                (first - b'0') << 6 | digit() << 3 | digit()
            }
            Some(other) => other,
            None => b'\\',
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What git says, with nothing run that the repository's own configuration names.
fn git(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git")
        .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .map_err(|error| Failure::Git {
            reason: super::failure::reason(&error),
            is_missing: error.kind() == std::io::ErrorKind::NotFound,
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned();
        return Err(Failure::Git { reason: said, is_missing: false });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_tell_what_is_new() {
        assert_eq!(added("-1,2 +3,4 @@ fn x"), Some(3..=6));
        assert_eq!(added("-1 +1 @@"), Some(1..=1));
        assert_eq!(added("-5,3 +4,0 @@"), None, "lines that only went");
    }

    #[test]
    fn names_are_read_as_git_writes_them() {
        assert_eq!(unquoted("b/a b.yaml\t"), "b/a b.yaml");
        assert_eq!(unquoted(r#""b/a\"\\\n\303\251""#), "b/a\"\\\né");
    }

    #[test]
    fn a_diff_is_read_by_file() {
        let mut changes = Changes::default();
        let diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+c\n@@ -9,2 +10,0 @@\n--- a\n-b\ndiff --git a/y b/y\n--- a/y\n+++ /dev/null\n@@ -1 +0,0 @@\n-z\n";
        changes.read(Path::new("/r"), diff);
        assert_eq!(changes.files.len(), 1);
        assert_eq!(changes.files[Path::new("/r/x")], Lines::Some(vec![1..=2]));
    }
}

//! Paths inside an image: the working directory, and what relative paths come to.

use super::copy::CopyOrAdd;
use super::instruction::Instruction;
use crate::syntax::dockerfile::Word;

/// How many relative WORKDIRs are followed; no file that people wrote has as many.
const MOST_RELATIVE: usize = 32;

impl<'m> Instruction<'m> {
    /// The working directory in force before it. `None` when the base image or the command line decides it, and on Windows.
    #[must_use]
    pub fn working_directory(self) -> Option<String> {
        let mut relative = Vec::new();
        let mut next = self.effective_workdir();
        while let Some(workdir) = next.filter(|_| relative.len() <= MOST_RELATIVE) {
            let path = workdir.expanded(workdir.single_argument()?).known()?.to_owned();
            let is_absolute = path.starts_with('/');
            relative.push(path);
            if is_absolute {
                return relative.iter().rev().try_fold("/".to_owned(), |base, path| absolute(path, &base));
            }
            next = workdir.effective_workdir();
        }
        None
    }

    /// The absolute path that `path` means at this place, without `.`, `..` and a slash at the end.
    #[must_use]
    pub fn absolute_path(self, path: &str) -> Option<String> {
        if path.starts_with('/') {
            return absolute(path, "/");
        }
        absolute(path, &self.working_directory()?)
    }
}

impl CopyOrAdd<'_> {
    /// The absolute path that `source`, if it is a file, has in the image; `None` when it is not known.
    #[must_use]
    pub fn target_of(&self, source: &Word<'_>) -> Option<String> {
        let destination = self.instruction.expanded(self.destination);
        let destination = destination.known()?;
        let target = self.instruction.absolute_path(destination)?;
        let into_directory = destination.ends_with('/') || matches!(destination, "." | "..") || self.sources.len() > 1;
        if !into_directory {
            return Some(target);
        }
        let name = source.text().trim_matches(['"', '\'']).rsplit(['/', '\\']).next()?;
        absolute(name, &target)
    }
}

/// `path` seen from `base`, which is absolute. `None` for what only a shell or Windows knows.
fn absolute(path: &str, base: &str) -> Option<String> {
    if path.contains(['$', '\\', '*', '?', '[', '~']) || path.as_bytes().get(1) == Some(&b':') {
        return None;
    }
    let base = if path.starts_with('/') { "" } else { base };
    let mut parts = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::absolute;
    use crate::model::dockerfile::{Dockerfile, Instruction};
    use crate::syntax::dockerfile::parse;

    #[test]
    fn paths_are_resolved_without_looking_at_files() {
        assert_eq!(absolute("a//./b/../c/", "/x").as_deref(), Some("/x/a/c"));
        assert_eq!(absolute("/a/..", "/x").as_deref(), Some("/"));
        assert_eq!(absolute("../../..", "/x").as_deref(), Some("/"));
        for unknown in ["$A/b", "C:/app", "a*", "~/a", r"a\b"] {
            assert_eq!(absolute(unknown, "/x"), None, "{unknown}");
        }
    }

    #[test]
    fn relative_workdirs_add_up_over_stages() {
        let text = "FROM a AS base\nARG SUB=lib\nWORKDIR /srv\nWORKDIR app/\nFROM base\nWORKDIR $SUB\nRUN x\n\
                    FROM b\nWORKDIR app\nRUN x\nFROM b\nARG D\nWORKDIR $D\nRUN x\n";
        let tree = parse(text);
        let model = Dockerfile::new(&tree);
        let at = |index| model.instruction(index).and_then(Instruction::working_directory);
        assert_eq!(at(6).as_deref(), Some("/srv/app/lib"));
        assert_eq!(at(9), None, "the base image's own directory is not known");
        assert_eq!(at(13), None, "the value comes from the command line");
    }

    #[test]
    fn files_are_copied_into_directories_and_to_names() {
        let text =
            "FROM a\nARG D\nWORKDIR /srv\nCOPY a/x.tar .\nCOPY a/x.tar /opt/y.tar\nCOPY x.tar z lib/\nCOPY x /$D\n";
        let tree = parse(text);
        let model = Dockerfile::new(&tree);
        let targets: Vec<_> = model
            .instructions()
            .filter_map(Instruction::as_copy)
            .map(|copy| copy.target_of(&copy.sources[0]))
            .collect();
        let known = |path: &str| Some(path.to_owned());
        assert_eq!(targets, [known("/srv/x.tar"), known("/opt/y.tar"), known("/srv/lib/x.tar"), None]);
    }
}

//! What an instruction leaves behind that changes what later commands of package managers do.

use super::{Action, Manager};
use crate::model::dockerfile::{Dockerfile, Instruction};
use crate::syntax::dockerfile::Keyword;

/// Something that is in force from an instruction on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// apt takes yes for an answer.
    AptAssumesYes,
    /// apt installs no recommended packages.
    AptWithoutRecommends,
    /// yum and dnf take yes for an answer.
    YumAssumesYes,
    /// pip keeps no cache.
    PipWithoutCache,
    /// There may be a `go.mod`, which says versions.
    GoModule,
    /// apt reads an archive as it was at some time.
    AptSnapshot,
}

/// Texts of RUN and of heredocs that set a mark: as they stand in configuration files, not on command lines.
const TEXTS: [(Mark, &[&str]); 6] = [
    (Mark::AptAssumesYes, &["Assume-Yes "]),
    (Mark::AptWithoutRecommends, &["Install-Recommends "]),
    (Mark::YumAssumesYes, &[" assumeyes", "'assumeyes", "\"assumeyes", "\nassumeyes"]),
    (Mark::PipWithoutCache, &["global.no-cache-dir", "install.no-cache-dir", "no-cache-dir =", "\nno-cache-dir="]),
    (Mark::GoModule, &["go.mod", "go mod ", "git clone"]),
    (Mark::AptSnapshot, &["snapshot.debian.org", "snapshot-cloudflare.debian.org", "snapshot.ubuntu.com"]),
];

/// Files that set marks when they are copied, by a part of their path.
const FILES: [(Mark, &[&str]); 4] = [
    (Mark::AptAssumesYes, &["apt.conf"]),
    (Mark::AptWithoutRecommends, &["apt.conf"]),
    (Mark::YumAssumesYes, &["yum.conf", "dnf.conf"]),
    (Mark::PipWithoutCache, &["pip.conf"]),
];

/// What instructions of a file leave behind.
#[derive(Debug, Default)]
pub(in crate::model) struct Marks {
    /// Where each mark is set: indices of instructions, ascending.
    places: [Vec<u32>; 6],
    /// The last instruction that installs with apt from lists that an earlier one fetched.
    last_use_of_old_lists: Option<u32>,
}

impl Marks {
    /// The marks of `file`.
    pub(in crate::model) fn of(file: &Dockerfile<'_>) -> Self {
        let mut marks = Self::default();
        for instruction in file.instructions() {
            match instruction.deferred_instruction().unwrap_or(instruction).keyword() {
                Some(Keyword::Run) => {
                    marks.text(instruction);
                    marks.lists(instruction);
                }
                Some(Keyword::Copy | Keyword::Add) => {
                    marks.text(instruction);
                    marks.files(instruction);
                }
                _ => {}
            }
        }
        marks
    }

    fn set(&mut self, mark: Mark, instruction: Instruction<'_>) {
        let places = &mut self.places[mark as usize];
        let index = instruction.index() as u32;
        if places.last() != Some(&index) {
            places.push(index);
        }
    }

    fn text(&mut self, instruction: Instruction<'_>) {
        let text = instruction.span().slice(instruction.file().tree().text);
        for (mark, needles) in TEXTS {
            if needles.iter().any(|needle| text.contains(needle)) {
                self.set(mark, instruction);
            }
        }
    }

    fn lists(&mut self, instruction: Instruction<'_>) {
        let Some(run) = instruction.deferred_instruction().unwrap_or(instruction).as_run() else { return };
        let mut apt = run.package_commands().filter(|command| command.manager() == Manager::Apt);
        let first = apt.find(|command| command.action == Action::Refresh || command.action.brings_packages());
        if first.is_some_and(|command| command.action.brings_packages()) {
            self.last_use_of_old_lists = Some(instruction.index() as u32);
        }
    }

    fn files(&mut self, instruction: Instruction<'_>) {
        let words = instruction.syntax().words();
        for (mark, parts) in FILES {
            if words.iter().any(|word| parts.iter().any(|part| word.text().contains(part))) {
                self.set(mark, instruction);
            }
        }
        let sources = words.split_last().map_or(&[][..], |(_, sources)| sources);
        let may_be_folder = |path: &str| {
            let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            matches!(name, "." | "..") || !name.contains('.')
        };
        if sources.iter().any(|source| may_be_folder(source.text()) || source.text().contains('*')) {
            self.set(Mark::GoModule, instruction);
        }
    }
}

impl<'m> Instruction<'m> {
    /// Whether no later instruction installs with apt from lists that an earlier one fetched.
    pub(super) fn is_behind_uses_of_old_lists(self) -> bool {
        self.file().marks().last_use_of_old_lists.is_none_or(|last| last <= self.index() as u32)
    }

    /// Whether `mark` is set by this instruction or by an earlier one of its stage or of those below.
    pub(super) fn is_under(self, mark: Mark) -> bool {
        let places = &self.file().marks().places[mark as usize];
        let own = self.index() as u32;
        !places.is_empty()
            && (places.binary_search(&own).is_ok()
                || self.scopes().any(|scope| {
                    let first = places.partition_point(|&place| place < scope.start);
                    places.get(first).is_some_and(|&place| place < scope.end)
                }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile;

    /// The instructions under `mark`, by index.
    fn under(text: &str, mark: Mark) -> Vec<usize> {
        let tree = dockerfile::parse(text);
        let file = Dockerfile::new(&tree);
        file.instructions().filter(|instruction| instruction.is_under(mark)).map(Instruction::index).collect()
    }

    #[test]
    fn configuration_holds_in_its_stage_and_above() {
        let text = "FROM a AS one\nRUN x\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/90\nRUN y\nFROM b\nRUN x\nFROM one\nRUN z\n";
        assert_eq!(under(text, Mark::AptAssumesYes), [2, 3, 6, 7]);
    }

    #[test]
    fn command_lines_hold_for_themselves() {
        let text = "FROM a\nRUN apt-get -o APT::Get::Assume-Yes=true update\nRUN x\n";
        assert!(under(text, Mark::AptAssumesYes).is_empty());
    }

    #[test]
    fn copied_files_count() {
        let text = "FROM a\nCOPY 90apt.conf /etc/apt/apt.conf.d/\nCOPY go.sum main.go /\nCOPY src/ /src\n";
        assert_eq!(under(text, Mark::AptWithoutRecommends), [1, 2, 3]);
        assert_eq!(under(text, Mark::GoModule), [3]);
    }
}

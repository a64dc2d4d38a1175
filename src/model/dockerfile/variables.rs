//! ARG and ENV: what is set where, and what became of the words that use them.

use std::borrow::Cow;

use super::Dockerfile;
use super::expansion::{Expansion, ExpansionError, Use};
use super::instruction::Instruction;
use crate::syntax::dockerfile::{Flag, Word};
use crate::text::{Span, nearest};

/// Arguments that BuildKit gives values itself in the global scope.
pub(super) const PLATFORM_ARGUMENTS: [(&str, &str); 11] = [
    ("BUILDPLATFORM", "linux/amd64"),
    ("BUILDOS", "linux"),
    ("BUILDOSVERSION", ""),
    ("BUILDARCH", "amd64"),
    ("BUILDVARIANT", ""),
    ("TARGETPLATFORM", "linux/amd64"),
    ("TARGETOS", "linux"),
    ("TARGETOSVERSION", ""),
    ("TARGETARCH", "amd64"),
    ("TARGETVARIANT", ""),
    ("TARGETSTAGE", "default"),
];

/// How many variables a file may have for misspelled ones to be compared with them all.
const MOST_VARIABLES_COMPARED: usize = 1_000;

/// Arguments of BuildKit that never become part of the environment.
pub(super) const BUILDER_ARGUMENTS: [&str; 2] = ["BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"];

/// The names of the arguments that BuildKit gives values itself.
pub fn platform_arguments() -> impl Iterator<Item = &'static str> {
    PLATFORM_ARGUMENTS.iter().map(|(name, _)| *name)
}

/// ARG or ENV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// Set for the build only.
    Arg,
    /// Set for the build and in the image.
    Env,
}

/// A place that sets or declares a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// By which instruction.
    pub kind: BindingKind,
    /// Index of the instruction in the file.
    pub instruction: u32,
    /// Where the name stands.
    pub span: Span,
    /// The value, where it is known without the command line and the base image.
    pub value: Option<String>,
}

/// A word that the builder expands, with what became of it.
#[derive(Debug, Clone)]
pub struct ExpandedWord<'s> {
    /// The word as written.
    pub word: Word<'s>,
    /// What it comes to, or why the build stops.
    pub outcome: Result<Expansion, ExpansionError>,
    /// Index of the instruction it belongs to.
    pub instruction: u32,
}

impl ExpandedWord<'_> {
    /// The variables it uses, with the place of each.
    pub fn uses(&self) -> impl Iterator<Item = (&Use, Span)> {
        let uses = self.outcome.as_ref().map_or(&[][..], |expansion| &expansion.uses);
        uses.iter().map(|used| (used, self.word.span(used.range.clone())))
    }

    /// The name of a variable that it uses.
    #[must_use]
    pub fn name_of(&self, used: &Use) -> &str {
        &self.word.text()[used.name.clone()]
    }
}

/// A word's text once the builder has put in what it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded<'m> {
    /// The text, quotes and escapes removed.
    pub text: Cow<'m, str>,
    /// Whether it would be another text with values that only the build knows.
    pub unknown: bool,
}

impl Expanded<'_> {
    /// The text, when nothing from outside can change it.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        (!self.unknown).then_some(&*self.text)
    }
}

impl<'m> Instruction<'m> {
    /// The words of this instruction that the builder expands and that are more than plain text, in order of place.
    #[must_use]
    pub fn expansions(self) -> &'m [ExpandedWord<'m>] {
        let (start, end) = self.facts().expansions;
        &self.file().expansions[start as usize..end as usize]
    }

    /// Those that begin at `start`.
    fn expansions_at(self, start: u32) -> impl Iterator<Item = &'m ExpandedWord<'m>> {
        let all = self.expansions();
        let first = all.partition_point(|expanded| expanded.word.source_offset(0) < start);
        all[first..].iter().take_while(move |expanded| expanded.word.source_offset(0) == start)
    }

    /// What `word`, one of this instruction's that the builder expands, comes to. The text as written when the builder
    /// cannot expand it.
    #[must_use]
    pub fn expanded(self, word: &'m Word<'m>) -> Expanded<'m> {
        self.expanded_at(word.source_offset(0), word.text())
    }

    /// What the word that begins at `start` and is written as `text` comes to.
    pub(super) fn expanded_at(self, start: u32, text: &'m str) -> Expanded<'m> {
        match self.expansions_at(start).next().map(|expanded| &expanded.outcome) {
            Some(Ok(expansion)) => Expanded { text: Cow::Borrowed(&expansion.text), unknown: expansion.unknown },
            Some(Err(_)) => Expanded { text: Cow::Borrowed(text), unknown: true },
            None => Expanded { text: Cow::Borrowed(text), unknown: false },
        }
    }

    /// The value of one of this instruction's flags, its variables replaced; `None` without a value, and when only the
    /// build knows it.
    #[must_use]
    pub fn flag_value(self, flag: &Flag<'_>) -> Option<String> {
        self.expanded_text(flag.value()?, flag.value_span().start)
    }

    /// The value of a flag's field that stands at `start`, its variables replaced; `None` when only the build knows it.
    pub(super) fn expanded_text(self, value: &str, start: u32) -> Option<String> {
        // In a quoted flag all fields begin at the same place, but equal texts come to the same.
        let expanded = self.expansions_at(start).find(|expanded| expanded.word.text() == value);
        match expanded.map(|expanded| &expanded.outcome) {
            Some(Ok(expansion)) => (!expansion.unknown).then(|| expansion.text.clone()),
            Some(Err(_)) => None,
            None => (!value.contains('$')).then(|| value.to_owned()),
        }
    }

    /// The last place before this instruction, in this stage or those it is built on, that sets `name`.
    #[must_use]
    pub fn variable(self, name: &str) -> Option<&'m Binding> {
        let bindings = self.file().bindings.get(name)?;
        self.scopes().find_map(|scope| {
            let end = bindings.partition_point(|binding| binding.instruction < scope.end);
            let last = bindings[..end].last()?;
            (last.instruction >= scope.start).then_some(last)
        })
    }

    /// The names of all variables that are set before this instruction, in this stage or those it is built on, in no
    /// particular order and possibly more than once.
    pub fn variable_names(self) -> impl Iterator<Item = &'m str> {
        let bindings = &self.file().bindings;
        self.scopes().flat_map(move |scope| {
            bindings.iter().filter_map(move |(name, places)| {
                let first = places.partition_point(|binding| binding.instruction < scope.start);
                places.get(first).filter(|binding| binding.instruction < scope.end).map(|_| &**name)
            })
        })
    }

    /// The variable set before this instruction whose name is nearest to `name`, if it is near enough to be what was meant.
    /// Not looked for in files with very many variables.
    #[must_use]
    pub fn nearest_variable(self, name: &str) -> Option<&'m str> {
        if self.file().bindings.len() > MOST_VARIABLES_COMPARED {
            return None;
        }
        let mut names: Vec<_> = self.variable_names().collect();
        names.sort_unstable();
        nearest(name, names)
    }

    /// The ranges of instructions whose ARG and ENV this one sees: its own stage so far, then the stages below.
    pub(in crate::model) fn scopes(self) -> impl Iterator<Item = std::ops::Range<u32>> + use<'m> {
        let file: &'m Dockerfile<'m> = self.file();
        let index = self.index() as u32;
        let mut next = self.facts().stage;
        let global = next.is_none().then_some(0..index);
        let own = std::iter::from_fn(move || {
            let stage = &file.stages[next? as usize];
            next = stage.parent;
            Some(stage.from..stage.end.min(index.max(stage.from)))
        });
        global.into_iter().chain(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile;

    #[test]
    fn what_a_base_image_may_set_is_not_known() {
        let text =
            "FROM scratch AS empty\nWORKDIR /$X\nFROM empty\nWORKDIR /$X\nFROM image\nWORKDIR /$X\nWORKDIR /$@\n";
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        let known = |index: usize| {
            let workdir = model.instruction(index).expect("seven instructions");
            workdir.expanded(workdir.single_argument().expect("a path")).known().map(str::to_owned)
        };
        assert_eq!([known(1), known(3)], [Some("/".to_owned()), Some("/".to_owned())]);
        assert_eq!(known(5), None);
        assert_eq!(known(6), Some("/".to_owned()), "no image sets `$@`");
    }

    #[test]
    fn values_of_flags_have_their_variables_replaced() {
        let text = "FROM a\nARG M=0755\nARG G\nCOPY --chmod=$M a b\nCOPY --chmod=\"$M\" a b\nCOPY --chmod=$G a b\nCOPY --chmod=u+x a b\n";
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        let modes: Vec<_> =
            model.instructions().filter_map(|it| it.syntax().flag("chmod").map(|flag| it.flag_value(flag))).collect();
        assert_eq!(modes, [Some("0755".to_owned()), Some("0755".to_owned()), None, Some("u+x".to_owned())]);
    }

    #[test]
    fn the_nearest_variable_is_one_that_is_set_here() {
        let tree = dockerfile::parse("ARG VERSION\nFROM a\nENV APP_ROOT=/x\nRUN x\nENV APP_ROOTS=/y\n");
        let model = Dockerfile::new(&tree);
        let run = model.instruction(3).expect("a RUN");
        assert_eq!(run.nearest_variable("AP_ROOT"), Some("APP_ROOT"));
        assert_eq!(run.nearest_variable("VERSIONS"), None);
    }

    #[test]
    fn what_from_sees_without_build_arguments() {
        let text = "ARG A=1\nARG A\nARG B\nARG TARGETARCH\nFROM x\nARG C=1\n";
        let tree = dockerfile::parse(text);
        let model = Dockerfile::new(&tree);
        let values = ["A", "B", "C", "TARGETARCH", "TARGETOS"].map(|name| model.global_value(name));
        assert_eq!(values, [Some("1"), None, None, Some("amd64"), Some("linux")]);
        let names: Vec<_> = model.global_names().collect();
        assert_eq!(["A", "B", "C", "TARGETOS"].map(|name| names.contains(&name)), [true, true, false, true]);
    }
}

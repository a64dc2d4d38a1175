//! Stages and how they depend on each other.

use super::instruction::{From, Instruction};
use super::named_image::NamedImage;
use super::variables::Expanded;
use super::{Dockerfile, InstructionFacts};

#[derive(Debug, Clone)]
pub(super) struct StageFacts {
    /// Index of its FROM.
    pub(super) from: u32,
    /// Index just past its last instruction.
    pub(super) end: u32,
    /// Its name in lower case.
    pub(super) name: Option<String>,
    /// The stage it is built on.
    pub(super) parent: Option<u32>,
    /// The stage at the bottom of those it is built on; itself when it is built on an image.
    pub(super) root: u32,
    /// Whether an image is at the bottom of it, whose variables nobody here knows.
    pub(super) inherits_variables: bool,
    /// What is in force at its end.
    pub(super) at_end: InstructionFacts,
    /// The circle of stages it is in.
    pub(super) circle: Option<u32>,
    /// Stages that a FROM, COPY or mount of it takes from; sorted, without repeats.
    pub(super) needs: Vec<u32>,
    /// Whether another stage needs it.
    pub(super) needed: bool,
    /// Whether another stage is built on it.
    pub(super) is_base: bool,
    /// Whether its layers may get into an image that is shipped.
    pub(super) layers_shipped: bool,
}

/// What a stage is built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base<'m> {
    /// An earlier stage.
    Stage(Stage<'m>),
    /// Nothing: `FROM scratch`.
    Scratch,
    /// An image, or a named context that takes the place of one.
    Image,
}

/// A stage: a FROM and what follows it.
#[derive(Clone, Copy)]
pub struct Stage<'m> {
    file: &'m Dockerfile<'m>,
    index: usize,
}

impl PartialEq for Stage<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.file, other.file) && self.index == other.index
    }
}

impl Eq for Stage<'_> {}

impl std::fmt::Debug for Stage<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stage({}, {:?})", self.index, self.name())
    }
}

impl<'m> Stage<'m> {
    pub(super) const fn new(file: &'m Dockerfile<'m>, index: usize) -> Self {
        Self { file, index }
    }

    fn facts(self) -> &'m StageFacts {
        &self.file.stages[self.index]
    }

    pub(super) fn circle_index(self) -> Option<u32> {
        self.facts().circle
    }

    /// The file it is in.
    #[must_use]
    pub const fn file(self) -> &'m Dockerfile<'m> {
        self.file
    }

    /// Its number, from 0, which `COPY --from` may use.
    #[must_use]
    pub const fn index(self) -> usize {
        self.index
    }

    /// Its name in lower case, as BuildKit compares it.
    #[must_use]
    pub fn name(self) -> Option<&'m str> {
        self.facts().name.as_deref()
    }

    /// Its FROM.
    #[must_use]
    pub fn from(self) -> From<'m> {
        From::of(self.from_instruction())
    }

    /// The instruction of its FROM.
    #[must_use]
    pub fn from_instruction(self) -> Instruction<'m> {
        Instruction::new(self.file, self.facts().from as usize)
    }

    /// Its instructions behind FROM, in order.
    pub fn instructions(self) -> impl DoubleEndedIterator<Item = Instruction<'m>> + ExactSizeIterator + use<'m> {
        let facts = self.facts();
        (facts.from as usize + 1..facts.end as usize).map(move |index| Instruction::new(self.file, index))
    }

    /// What it is built on.
    #[must_use]
    pub fn base(self) -> Base<'m> {
        match self.facts().parent {
            Some(parent) => Base::Stage(Self::new(self.file, parent as usize)),
            None if self.base_text().text == "scratch" => Base::Scratch,
            None => Base::Image,
        }
    }

    /// What FROM names, global ARGs at their defaults. Empty where FROM names nothing.
    #[must_use]
    pub fn base_text(self) -> Expanded<'m> {
        self.from().image_text()
    }

    /// The image it is built on; `None` for `scratch` and other stages.
    #[must_use]
    pub fn base_image(self) -> Option<NamedImage<'m>> {
        (self.base() == Base::Image).then(|| NamedImage::of_from(self.from()))
    }

    /// The stages it is built on, nearest first, without itself.
    pub fn ancestors(self) -> impl Iterator<Item = Self> + use<'m> {
        std::iter::successors(Some(self), |stage| match stage.base() {
            Base::Stage(parent) => Some(parent),
            Base::Scratch | Base::Image => None,
        })
        .skip(1)
    }

    /// The stage at the bottom of those it is built on; itself when it is built on an image.
    #[must_use]
    pub fn root(self) -> Self {
        Self::new(self.file, self.facts().root as usize)
    }

    /// Whether it is the last stage of the file.
    #[must_use]
    pub fn is_last(self) -> bool {
        self.index + 1 == self.file.stages.len()
    }

    /// Whether another stage is built on it or takes files from it.
    #[must_use]
    pub fn is_needed_by_another(self) -> bool {
        self.facts().needed
    }

    /// Whether its image may be what is shipped: the last stage, or one that no other stage makes use of.
    #[must_use]
    pub fn may_be_shipped(self) -> bool {
        self.is_last() || !self.is_needed_by_another()
    }

    /// Whether its layers may be part of an image that is shipped: its own, or that of a stage built on it. Of a stage that
    /// others only copy from, the layers are thrown away.
    #[must_use]
    pub fn layers_may_be_shipped(self) -> bool {
        self.facts().layers_shipped
    }

    /// Whether another stage is built `FROM` it.
    #[must_use]
    pub fn is_base_of_another(self) -> bool {
        self.facts().is_base
    }

    /// The stages it takes something from: by FROM, `COPY --from` or a mount.
    pub fn needs(self) -> impl Iterator<Item = Self> + use<'m> {
        let file = self.file;
        self.facts().needs.iter().map(move |&index| Self::new(file, index as usize))
    }

    /// The USER in force at its end, own or inherited.
    #[must_use]
    pub fn final_user(self) -> Option<Instruction<'m>> {
        self.facts().at_end.user.map(|index| Instruction::new(self.file, index as usize))
    }

    /// The WORKDIR in force at its end, own or inherited.
    #[must_use]
    pub fn final_workdir(self) -> Option<Instruction<'m>> {
        self.facts().at_end.workdir.map(|index| Instruction::new(self.file, index as usize))
    }

    /// The ENTRYPOINT in force at its end, own or inherited.
    #[must_use]
    pub fn final_entrypoint(self) -> Option<Instruction<'m>> {
        self.facts().at_end.entrypoint.map(|index| Instruction::new(self.file, index as usize))
    }

    /// The CMD in force at its end. One that is inherited is not in force where the stage has an ENTRYPOINT of its own.
    #[must_use]
    pub fn final_cmd(self) -> Option<Instruction<'m>> {
        let cmd = self.facts().at_end.cmd.filter(|cmd| *cmd >= self.facts().from || !self.has_own_entrypoint())?;
        Some(Instruction::new(self.file, cmd as usize))
    }

    fn has_own_entrypoint(self) -> bool {
        self.facts().at_end.entrypoint.is_some_and(|entrypoint| entrypoint >= self.facts().from)
    }

    /// Whether its FROM, or that of the stage it is built on, asks for a Windows platform.
    #[must_use]
    pub fn asks_for_windows(self) -> bool {
        let from = self.root().from();
        from.platform.and_then(|flag| flag.value()).is_some_and(|platform| platform.starts_with("windows"))
    }

    /// Whether it makes a Windows image, as far as the text tells: by the base image's name, the platform of FROM, or the
    /// escape character customary there.
    #[must_use]
    pub fn is_windows(self) -> bool {
        const MARKS: [&str; 5] = ["windows", "nanoserver", "servercore", "windowsservercore", "ltsc20"];
        let base = self.root().base_text().text.to_ascii_lowercase();
        self.file.tree.escape == '`' || MARKS.iter().any(|mark| base.contains(mark)) || self.asks_for_windows()
    }

    /// Whether BusyBox gives it its shell and tools, as far as the base image's name or tag tells: Alpine Linux and BusyBox
    /// itself.
    #[must_use]
    pub fn is_built_on_busybox(self) -> bool {
        let base = self.root().base_text().text.to_ascii_lowercase();
        ["alpine", "busybox"].iter().any(|mark| base.contains(mark))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::dockerfile::Dockerfile;
    use crate::syntax::dockerfile::parse;

    #[test]
    fn a_new_entrypoint_takes_the_inherited_command_away() {
        let text = "FROM a AS one\nENTRYPOINT [\"x\"]\nCMD [\"y\"]\nFROM one AS two\nFROM two\nENTRYPOINT [\"z\"]\n";
        let tree = parse(text);
        let model = Dockerfile::new(&tree);
        let index = |instruction: super::Instruction<'_>| instruction.index();
        let found: Vec<_> =
            model.stages().map(|stage| (stage.final_entrypoint().map(index), stage.final_cmd().map(index))).collect();
        assert_eq!(found, [(Some(1), Some(2)), (Some(1), Some(2)), (Some(5), None)]);
    }

    #[test]
    fn layers_are_shipped_through_stages_built_on_them() {
        let text = "FROM a AS tools\nFROM a AS base\nFROM base AS middle\nFROM b AS unused\nFROM middle\n\
                    COPY --from=tools /x /x\n";
        let tree = parse(text);
        let model = Dockerfile::new(&tree);
        let shipped: Vec<_> = model.stages().map(super::Stage::layers_may_be_shipped).collect();
        assert_eq!(shipped, [false, true, true, true, true]);
    }
}

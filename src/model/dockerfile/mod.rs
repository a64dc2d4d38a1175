//! What a Dockerfile means: its stages and how they depend on each other, and at each instruction the user, working
//! directory, shell and variables in force.
//!
//! Everything is computed in one pass when the model is made, but for the shell commands of RUN, which are parsed when first
//! asked for. Nodes are small views that can be copied; from each of them everything else is reached.

mod archive;
mod build;
mod chain;
mod copy;
pub mod expansion;
mod hadolint;
mod instruction;
mod label;
mod mount;
mod mount_error;
mod named_image;
mod path;
mod pipeline;
mod port;
mod reference;
mod remote;
mod run;
mod shell_variables;
mod stage;
mod user;
mod value;
mod variables;

pub use archive::{is_archive_for_hadolint, is_tar_archive};
pub use copy::{CopyOrAdd, CopySource};
pub use instruction::{From, Instruction};
pub use label::LabelType;
pub use mount::{Mount, MountField, MountType};
pub use mount_error::{MountError, MountErrorKind};
pub use named_image::NamedImage;
pub use pipeline::Pipeline;
pub use port::{ExposedPort, Port, PortError};
pub use reference::{Reference, ReferenceTarget};
pub use remote::SourceKind;
pub use run::{Command, HeredocScript, Run};
pub use shell_variables::ShellVariable;
pub use stage::{Base, Stage};
pub use value::{is_file_mode, is_go_boolean, is_signal};
pub use variables::{Binding, BindingKind, Expanded, ExpandedWord, platform_arguments};

use std::cell::OnceCell;
use std::collections::HashMap;

use super::packages::Marks;
use crate::syntax::dockerfile::Tree;
use crate::text::Span;
use run::RunCache;
use stage::StageFacts;

/// The model of one Dockerfile.
#[derive(Debug)]
pub struct Dockerfile<'s> {
    tree: &'s Tree<'s>,
    /// One for each instruction of the tree.
    instructions: Vec<InstructionFacts>,
    stages: Vec<StageFacts>,
    /// By name in lower case: the last stage called so.
    stage_names: HashMap<String, u32>,
    /// Every word that the builder expands and that is not plain text, in order of instruction.
    expansions: Vec<ExpandedWord<'s>>,
    /// One for each instruction: what reading a RUN gave.
    runs: Vec<RunCache>,
    /// By name: where ARG and ENV set it, in order of instruction.
    bindings: HashMap<String, Vec<Binding>>,
    /// What instructions leave behind for package managers, once it was asked for.
    marks: OnceCell<Marks>,
}

/// What is known of an instruction beside its text. Indices of other instructions are into the tree.
#[derive(Debug, Clone, Copy, Default)]
struct InstructionFacts {
    /// The stage it is in; `None` before the first FROM.
    stage: Option<u32>,
    /// The USER, WORKDIR and SHELL in force before it, own or inherited through `FROM stage`.
    user: Option<u32>,
    workdir: Option<u32>,
    shell: Option<u32>,
    /// The last ENTRYPOINT and CMD before it, own or inherited likewise.
    entrypoint: Option<u32>,
    cmd: Option<u32>,
    /// The next instruction of the same kind in its stage.
    next_of_kind: Option<u32>,
    /// The `# hadolint shell=` comment in force, as an index into the tree's comments.
    shell_comment: Option<u32>,
    /// Its part of [`Dockerfile::expansions`].
    expansions: (u32, u32),
}

impl<'s> Dockerfile<'s> {
    /// Computes the model of `tree`.
    #[must_use]
    pub fn new(tree: &'s Tree<'s>) -> Self {
        build::build(tree)
    }

    /// The tree it was made from.
    #[must_use]
    pub const fn tree(&self) -> &'s Tree<'s> {
        self.tree
    }

    /// All instructions in order.
    pub fn instructions<'m>(
        &'m self,
    ) -> impl DoubleEndedIterator<Item = Instruction<'m>> + ExactSizeIterator + use<'m, 's> {
        (0..self.instructions.len()).map(move |index| Instruction::new(self, index))
    }

    /// The instruction at `index`, counted from 0.
    #[must_use]
    pub fn instruction(&self, index: usize) -> Option<Instruction<'_>> {
        (index < self.instructions.len()).then(|| Instruction::new(self, index))
    }

    /// All stages in order.
    pub fn stages<'m>(&'m self) -> impl DoubleEndedIterator<Item = Stage<'m>> + ExactSizeIterator + use<'m, 's> {
        (0..self.stages.len()).map(move |index| Stage::new(self, index))
    }

    /// The stage at `index`, counted from 0.
    #[must_use]
    pub fn stage(&self, index: usize) -> Option<Stage<'_>> {
        (index < self.stages.len()).then(|| Stage::new(self, index))
    }

    /// The last stage, which is built when nobody names another.
    #[must_use]
    pub fn final_stage(&self) -> Option<Stage<'_>> {
        self.stages().next_back()
    }

    /// The stage called `name` that a COPY or a mount anywhere in the file would mean: compared without case, the last
    /// one of equal names.
    #[must_use]
    pub fn stage_named(&self, name: &str) -> Option<Stage<'_>> {
        let index = self.stage_names.get(&*name.to_ascii_lowercase())?;
        self.stage(*index as usize)
    }

    /// Whether the parser refuses what stands at `span`.
    #[must_use]
    pub fn is_refused(&self, span: Span) -> bool {
        let errors = &self.tree.errors;
        let first = errors.partition_point(|error| error.span.start < span.start);
        errors[first..].iter().take_while(|error| error.span.start == span.start).any(|error| error.span == span)
    }

    pub(in crate::model) fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| Marks::of(self))
    }

    /// The places that set or declare the variable `name`, in order.
    #[must_use]
    pub fn bindings_of(&self, name: &str) -> &[Binding] {
        self.bindings.get(name).map_or(&[], |places| places)
    }

    /// The last ARG before the first stage that declares `name`: the one that FROM sees.
    #[must_use]
    pub fn global_argument(&self, name: &str) -> Option<&Binding> {
        let first_stage = self.stages.first().map_or(u32::MAX, |stage| stage.from);
        let places = self.bindings_of(name);
        places[..places.partition_point(|binding| binding.instruction < first_stage)].last()
    }

    /// The value of a variable that FROM sees, when the build is given no arguments; `None` when it has none then.
    #[must_use]
    pub fn global_value(&self, name: &str) -> Option<&str> {
        let given = || variables::PLATFORM_ARGUMENTS.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        self.global_argument(name).map_or_else(given, |binding| binding.value.as_deref())
    }

    /// The names of all variables that FROM sees, in no particular order and perhaps more than once.
    pub fn global_names(&self) -> impl Iterator<Item = &str> {
        let names = self.bindings.keys().map(|name| &**name);
        let declared = names.filter(|name| self.global_argument(name).is_some());
        declared.chain(variables::PLATFORM_ARGUMENTS.iter().map(|(name, _)| *name))
    }

    /// The words that the builder expands, with what became of them.
    #[must_use]
    pub fn expansions(&self) -> &[ExpandedWord<'s>] {
        &self.expansions
    }
}

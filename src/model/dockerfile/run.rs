//! RUN and the shell commands in it.

use super::instruction::Instruction;

/// A RUN, or one that an ONBUILD defers.
#[derive(Debug, Clone, Copy)]
pub struct Run<'m> {
    /// The instruction.
    pub instruction: Instruction<'m>,
}

/// A simple command of a RUN.
#[derive(Debug, Clone, Copy)]
pub struct Command<'m> {
    /// The RUN it is in.
    pub run: Run<'m>,
}

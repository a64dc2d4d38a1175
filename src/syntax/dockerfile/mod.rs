//! Dockerfiles: text to a lossless tree that reads what BuildKit's parser reads, and goes on after an error.
//!
//! The recovery unit is the instruction: what BuildKit refuses becomes one [`SyntaxError`], and everything else is still
//! there. Knows how a Dockerfile is written, not what it means: stages, variables and images are the model's.

mod directive;
mod error;
mod grammar;
mod heredoc;
mod json;
mod lines;
mod parser;
pub mod substitution;
mod tree;
mod words;

pub use directive::{Directive, DirectiveName};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use grammar::{FlagShape, is_go_boolean};
pub use heredoc::Heredoc;
pub use tree::{
    Arguments, Comment, Flag, HealthcheckCommand, Instruction, Keyword, Pair, Token, TokenKind, Tree, Word,
};

/// Reads `text` as BuildKit's Dockerfile frontend does. Never fails: what is wrong stands in [`Tree::errors`].
///
/// `text` must be shorter than 4 GiB, as every [`Source`](crate::text::Source) is.
#[must_use]
pub fn parse(text: &str) -> Tree<'_> {
    parser::Parser::new(text).run()
}

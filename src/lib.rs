//! shipworthy tells, before anything is built or applied, whether what you are about to ship will build, start, stay up
//! and stay safe.
//!
//! The modules, lowest first; each may use only those above it (`tests/layers.rs` holds the exact table):
//!
//! * [`text`]: source text, byte spans, edits. [`date`]: days. [`diagnostic`]: what a check says.
//! * [`syntax`]: text to trees; lossless, error-tolerant, without opinions.
//! * [`schema`]: what Kubernetes says of its objects, release by release.
//! * [`model`]: trees to meaning; computed once, read-only.
//! * [`rule`]: what a rule is and what it may see. [`rules`]: the catalogue.
//! * [`config`]: what the user asks for, and what applies to a file.
//! * [`engine`]: a text and settings to findings; pure. [`report`]: findings to text.
//! * [`manual`]: rule pages, examples and what they print, all from the rules themselves. [`cli`]: the command line.

pub mod cli;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod engine;
pub mod manual;
pub mod model;
pub mod report;
pub mod rule;
pub mod rules;
pub mod schema;
pub mod syntax;
pub mod text;

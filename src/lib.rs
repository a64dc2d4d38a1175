//! shipworthy tells, before anything is built or applied, whether what you are about to ship will build, start, stay up
//! and stay safe.
//!
//! The modules, lowest first; each may use only those above it (`tests/layers.rs` holds the exact table):
//!
//! * [`text`]: source text, byte spans, edits. [`diagnostic`]: what a check says.
//! * [`syntax`]: text to trees; lossless, error-tolerant, without opinions.
//! * [`schema`]: what Kubernetes says of its objects, release by release.

pub mod diagnostic;
pub mod schema;
pub mod syntax;
pub mod text;

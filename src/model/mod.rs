//! Trees to meaning: computed once per file, read-only.
//!
//! Must not know rules, settings or reports.

pub mod dockerfile;
pub mod image;

//! Trees to meaning: computed once per file, read-only.
//!
//! Must not know rules, settings or reports.

pub mod credential;
pub mod dockerfile;
pub mod end_of_support;
pub mod image;
pub mod image_user;
pub mod k8s;
pub mod packages;
pub mod platform;
pub mod release_cycles;
pub mod suppression;

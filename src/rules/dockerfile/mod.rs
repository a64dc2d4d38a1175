//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

use crate::rule::Rule;

/// Every rule of this domain, by id.
pub static RULES: &[&Rule] = &[];

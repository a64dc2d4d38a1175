//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod invalid_syntax;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &invalid_syntax::RULE,
];

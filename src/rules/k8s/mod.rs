//! Kubernetes rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod invalid_yaml;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &invalid_yaml::RULE,
];

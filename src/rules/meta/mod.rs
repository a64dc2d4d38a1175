//! Suppression rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod expired_suppression;
mod invalid_suppression;
mod suppression_without_reason;
mod unknown_suppressed_rule;
mod unused_suppression;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &expired_suppression::RULE,
    &invalid_suppression::RULE,
    &suppression_without_reason::RULE,
    &unknown_suppressed_rule::RULE,
    &unused_suppression::RULE,
];

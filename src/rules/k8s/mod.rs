//! Kubernetes rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod deprecated_api;
mod duplicate_key;
mod duplicate_list_entry;
mod feature_not_in_target;
mod implicit_type;
mod invalid_quantity;
mod invalid_value;
mod invalid_yaml;
mod missing_field;
mod removed_api;
mod unknown_field;
mod unknown_kind;
mod wrong_type;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &deprecated_api::RULE,
    &duplicate_key::RULE,
    &duplicate_list_entry::RULE,
    &feature_not_in_target::RULE,
    &implicit_type::RULE,
    &invalid_quantity::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &missing_field::RULE,
    &removed_api::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &wrong_type::RULE,
];

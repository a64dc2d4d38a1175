//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod blank_base_image;
mod duplicate_stage_name;
mod end_of_life_base_image;
mod from_as_casing;
mod invalid_default_arg_in_from;
mod invalid_image_reference;
mod invalid_platform;
mod invalid_syntax;
mod large_base_image;
mod latest_tag;
mod platform_flag_constant;
mod redundant_target_platform;
mod reserved_stage_name;
mod stage_name_casing;
mod undefined_arg_in_from;
mod unpinned_digest;
mod untagged_base_image;
mod untrusted_registry;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &blank_base_image::RULE,
    &duplicate_stage_name::RULE,
    &end_of_life_base_image::RULE,
    &from_as_casing::RULE,
    &invalid_default_arg_in_from::RULE,
    &invalid_image_reference::RULE,
    &invalid_platform::RULE,
    &invalid_syntax::RULE,
    &large_base_image::RULE,
    &latest_tag::RULE,
    &platform_flag_constant::RULE,
    &redundant_target_platform::RULE,
    &reserved_stage_name::RULE,
    &stage_name_casing::RULE,
    &undefined_arg_in_from::RULE,
    &unpinned_digest::RULE,
    &untagged_base_image::RULE,
    &untrusted_registry::RULE,
];

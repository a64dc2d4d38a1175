//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod blank_base_image;
mod cd_alone;
mod chpasswd_used;
mod consecutive_run_instructions;
mod copied_archive_then_extracted;
mod curl_insecure;
mod discouraged_command;
mod duplicate_stage_name;
mod end_of_life_base_image;
mod from_as_casing;
mod invalid_default_arg_in_from;
mod invalid_image_reference;
mod invalid_platform;
mod invalid_syntax;
mod latest_tag;
mod mixed_wget_and_curl;
mod pipe_without_pipefail;
mod platform_flag_constant;
mod redundant_target_platform;
mod reserved_stage_name;
mod sh_symlink_replaced;
mod stage_name_casing;
mod sudo_used;
mod undefined_arg_in_from;
mod unpinned_digest;
mod untagged_base_image;
mod untrusted_registry;
mod useless_workdir_cd;
mod useradd_high_uid_without_no_log_init;
mod wget_no_check_certificate;
mod wget_without_progress;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &blank_base_image::RULE,
    &cd_alone::RULE,
    &chpasswd_used::RULE,
    &consecutive_run_instructions::RULE,
    &copied_archive_then_extracted::RULE,
    &curl_insecure::RULE,
    &discouraged_command::RULE,
    &duplicate_stage_name::RULE,
    &end_of_life_base_image::RULE,
    &from_as_casing::RULE,
    &invalid_default_arg_in_from::RULE,
    &invalid_image_reference::RULE,
    &invalid_platform::RULE,
    &invalid_syntax::RULE,
    &latest_tag::RULE,
    &mixed_wget_and_curl::RULE,
    &pipe_without_pipefail::RULE,
    &platform_flag_constant::RULE,
    &redundant_target_platform::RULE,
    &reserved_stage_name::RULE,
    &sh_symlink_replaced::RULE,
    &stage_name_casing::RULE,
    &sudo_used::RULE,
    &undefined_arg_in_from::RULE,
    &unpinned_digest::RULE,
    &untagged_base_image::RULE,
    &untrusted_registry::RULE,
    &useless_workdir_cd::RULE,
    &useradd_high_uid_without_no_log_init::RULE,
    &wget_no_check_certificate::RULE,
    &wget_without_progress::RULE,
];

//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod blank_base_image;
mod circular_stage_dependency;
mod copy_from_root_to_root;
mod copy_from_self;
mod copy_from_undefined_stage;
mod copy_from_untagged_image;
mod copy_multiple_needs_slash;
mod copy_remote_source;
mod duplicate_stage_name;
mod empty_continuation_line;
mod empty_volume;
mod end_of_life_base_image;
mod env_self_reference;
mod exec_form_recommended;
mod expose_invalid_format;
mod expose_protocol_casing;
mod from_as_casing;
mod healthcheck_missing;
mod inconsistent_instruction_casing;
mod instruction_before_from;
mod invalid_add_checksum;
mod invalid_check_directive;
mod invalid_chmod;
mod invalid_default_arg_in_from;
mod invalid_image_reference;
mod invalid_label_key;
mod invalid_mount;
mod invalid_platform;
mod invalid_port;
mod invalid_stopsignal;
mod invalid_substitution;
mod invalid_syntax;
mod last_user_root;
mod latest_tag;
mod legacy_key_value_format;
mod maintainer_deprecated;
mod missing_user;
mod multiple_cmd;
mod multiple_entrypoint;
mod multiple_healthcheck;
mod non_numeric_user;
mod onbuild_invalid_trigger;
mod platform_flag_constant;
mod port_out_of_range;
mod redundant_target_platform;
mod relative_copy_destination;
mod relative_workdir;
mod reserved_stage_name;
mod secret_in_arg_or_env;
mod ssh_port_exposed;
mod stage_name_casing;
mod undefined_arg_in_from;
mod undefined_variable;
mod unpinned_digest;
mod untagged_base_image;
mod untrusted_registry;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &blank_base_image::RULE,
    &circular_stage_dependency::RULE,
    &copy_from_root_to_root::RULE,
    &copy_from_self::RULE,
    &copy_from_undefined_stage::RULE,
    &copy_from_untagged_image::RULE,
    &copy_multiple_needs_slash::RULE,
    &copy_remote_source::RULE,
    &duplicate_stage_name::RULE,
    &empty_continuation_line::RULE,
    &empty_volume::RULE,
    &end_of_life_base_image::RULE,
    &env_self_reference::RULE,
    &exec_form_recommended::RULE,
    &expose_invalid_format::RULE,
    &expose_protocol_casing::RULE,
    &from_as_casing::RULE,
    &healthcheck_missing::RULE,
    &inconsistent_instruction_casing::RULE,
    &instruction_before_from::RULE,
    &invalid_add_checksum::RULE,
    &invalid_check_directive::RULE,
    &invalid_chmod::RULE,
    &invalid_default_arg_in_from::RULE,
    &invalid_image_reference::RULE,
    &invalid_label_key::RULE,
    &invalid_mount::RULE,
    &invalid_platform::RULE,
    &invalid_port::RULE,
    &invalid_stopsignal::RULE,
    &invalid_substitution::RULE,
    &invalid_syntax::RULE,
    &last_user_root::RULE,
    &latest_tag::RULE,
    &legacy_key_value_format::RULE,
    &maintainer_deprecated::RULE,
    &missing_user::RULE,
    &multiple_cmd::RULE,
    &multiple_entrypoint::RULE,
    &multiple_healthcheck::RULE,
    &non_numeric_user::RULE,
    &onbuild_invalid_trigger::RULE,
    &platform_flag_constant::RULE,
    &port_out_of_range::RULE,
    &redundant_target_platform::RULE,
    &relative_copy_destination::RULE,
    &relative_workdir::RULE,
    &reserved_stage_name::RULE,
    &secret_in_arg_or_env::RULE,
    &ssh_port_exposed::RULE,
    &stage_name_casing::RULE,
    &undefined_arg_in_from::RULE,
    &undefined_variable::RULE,
    &unpinned_digest::RULE,
    &untagged_base_image::RULE,
    &untrusted_registry::RULE,
];

//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod apk_allow_untrusted;
mod apk_missing_no_cache;
mod apk_unpinned_version;
mod apt_allow_unauthenticated;
mod apt_force_yes;
mod apt_lists_not_removed;
mod apt_missing_no_install_recommends;
mod apt_missing_yes_flag;
mod apt_unpinned_version;
mod apt_used_for_scripting;
mod arg_not_in_scope;
mod blank_base_image;
mod cache_mount_and_clean;
mod cd_alone;
mod chpasswd_used;
mod circular_stage_dependency;
mod consecutive_run_instructions;
mod copied_archive_then_extracted;
mod copy_from_root_to_root;
mod copy_from_self;
mod copy_from_undefined_stage;
mod copy_from_untagged_image;
mod copy_multiple_needs_slash;
mod copy_remote_source;
mod curl_insecure;
mod delete_in_later_layer;
mod dependency_install_after_full_copy;
mod directive_too_late;
mod discouraged_command;
mod dnf_cache_not_cleaned;
mod dnf_missing_yes_flag;
mod dnf_unpinned_version;
mod download_piped_to_shell;
mod duplicate_stage_name;
mod empty_continuation_line;
mod empty_volume;
mod end_of_life_base_image;
mod env_self_reference;
mod exec_form_recommended;
mod exec_form_with_shell_syntax;
mod export_lost_between_runs;
mod expose_invalid_format;
mod expose_protocol_casing;
mod from_as_casing;
mod gem_unpinned_version;
mod go_unpinned_version;
mod healthcheck_missing;
mod heredoc_without_errexit;
mod inconsistent_instruction_casing;
mod instruction_before_from;
mod invalid_add_checksum;
mod invalid_check_directive;
mod invalid_chmod;
mod invalid_default_arg_in_from;
mod invalid_image_reference;
mod invalid_label_key;
mod invalid_label_value;
mod invalid_mount;
mod invalid_platform;
mod invalid_port;
mod invalid_stopsignal;
mod invalid_substitution;
mod invalid_syntax;
mod large_base_image;
mod last_user_root;
mod latest_tag;
mod legacy_key_value_format;
mod maintainer_deprecated;
mod missing_label;
mod missing_user;
mod missing_user_on_unknown_base;
mod mixed_wget_and_curl;
mod multiple_cmd;
mod multiple_entrypoint;
mod multiple_healthcheck;
mod non_numeric_user;
mod npm_strict_ssl_disabled;
mod npm_unpinned_version;
mod onbuild_invalid_trigger;
mod package_update_alone;
mod pip_cache_kept;
mod pip_trusted_host;
mod pip_unpinned_version;
mod pipe_without_pipefail;
mod platform_flag_constant;
mod port_out_of_range;
mod redundant_target_platform;
mod relative_copy_destination;
mod relative_workdir;
mod reserved_stage_name;
mod rpm_signature_check_disabled;
mod secret_in_arg_or_env;
mod sh_symlink_replaced;
mod shell_entrypoint_ignores_cmd;
mod shell_run_in_scratch;
mod ssh_port_exposed;
mod stage_name_casing;
mod sudo_used;
mod undefined_arg_in_from;
mod undefined_variable;
mod unexpected_label;
mod unpinned_digest;
mod untagged_base_image;
mod untrusted_registry;
mod useless_workdir_cd;
mod useradd_high_uid_without_no_log_init;
mod wget_no_check_certificate;
mod wget_without_progress;
mod yarn_cache_not_cleaned;
mod yum_cache_not_cleaned;
mod yum_dnf_nogpgcheck;
mod yum_missing_yes_flag;
mod yum_sslverify_disabled;
mod yum_unpinned_version;
mod zypper_cache_not_cleaned;
mod zypper_dist_upgrade;
mod zypper_missing_noninteractive;
mod zypper_unpinned_version;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &apk_allow_untrusted::RULE,
    &apk_missing_no_cache::RULE,
    &apk_unpinned_version::RULE,
    &apt_allow_unauthenticated::RULE,
    &apt_force_yes::RULE,
    &apt_lists_not_removed::RULE,
    &apt_missing_no_install_recommends::RULE,
    &apt_missing_yes_flag::RULE,
    &apt_unpinned_version::RULE,
    &apt_used_for_scripting::RULE,
    &arg_not_in_scope::RULE,
    &blank_base_image::RULE,
    &cache_mount_and_clean::RULE,
    &cd_alone::RULE,
    &chpasswd_used::RULE,
    &circular_stage_dependency::RULE,
    &consecutive_run_instructions::RULE,
    &copied_archive_then_extracted::RULE,
    &copy_from_root_to_root::RULE,
    &copy_from_self::RULE,
    &copy_from_undefined_stage::RULE,
    &copy_from_untagged_image::RULE,
    &copy_multiple_needs_slash::RULE,
    &copy_remote_source::RULE,
    &curl_insecure::RULE,
    &delete_in_later_layer::RULE,
    &dependency_install_after_full_copy::RULE,
    &directive_too_late::RULE,
    &discouraged_command::RULE,
    &dnf_cache_not_cleaned::RULE,
    &dnf_missing_yes_flag::RULE,
    &dnf_unpinned_version::RULE,
    &download_piped_to_shell::RULE,
    &duplicate_stage_name::RULE,
    &empty_continuation_line::RULE,
    &empty_volume::RULE,
    &end_of_life_base_image::RULE,
    &env_self_reference::RULE,
    &exec_form_recommended::RULE,
    &exec_form_with_shell_syntax::RULE,
    &export_lost_between_runs::RULE,
    &expose_invalid_format::RULE,
    &expose_protocol_casing::RULE,
    &from_as_casing::RULE,
    &gem_unpinned_version::RULE,
    &go_unpinned_version::RULE,
    &healthcheck_missing::RULE,
    &heredoc_without_errexit::RULE,
    &inconsistent_instruction_casing::RULE,
    &instruction_before_from::RULE,
    &invalid_add_checksum::RULE,
    &invalid_check_directive::RULE,
    &invalid_chmod::RULE,
    &invalid_default_arg_in_from::RULE,
    &invalid_image_reference::RULE,
    &invalid_label_key::RULE,
    &invalid_label_value::RULE,
    &invalid_mount::RULE,
    &invalid_platform::RULE,
    &invalid_port::RULE,
    &invalid_stopsignal::RULE,
    &invalid_substitution::RULE,
    &invalid_syntax::RULE,
    &large_base_image::RULE,
    &last_user_root::RULE,
    &latest_tag::RULE,
    &legacy_key_value_format::RULE,
    &maintainer_deprecated::RULE,
    &missing_label::RULE,
    &missing_user::RULE,
    &missing_user_on_unknown_base::RULE,
    &mixed_wget_and_curl::RULE,
    &multiple_cmd::RULE,
    &multiple_entrypoint::RULE,
    &multiple_healthcheck::RULE,
    &non_numeric_user::RULE,
    &npm_strict_ssl_disabled::RULE,
    &npm_unpinned_version::RULE,
    &onbuild_invalid_trigger::RULE,
    &package_update_alone::RULE,
    &pip_cache_kept::RULE,
    &pip_trusted_host::RULE,
    &pip_unpinned_version::RULE,
    &pipe_without_pipefail::RULE,
    &platform_flag_constant::RULE,
    &port_out_of_range::RULE,
    &redundant_target_platform::RULE,
    &relative_copy_destination::RULE,
    &relative_workdir::RULE,
    &reserved_stage_name::RULE,
    &rpm_signature_check_disabled::RULE,
    &secret_in_arg_or_env::RULE,
    &sh_symlink_replaced::RULE,
    &shell_entrypoint_ignores_cmd::RULE,
    &shell_run_in_scratch::RULE,
    &ssh_port_exposed::RULE,
    &stage_name_casing::RULE,
    &sudo_used::RULE,
    &undefined_arg_in_from::RULE,
    &undefined_variable::RULE,
    &unexpected_label::RULE,
    &unpinned_digest::RULE,
    &untagged_base_image::RULE,
    &untrusted_registry::RULE,
    &useless_workdir_cd::RULE,
    &useradd_high_uid_without_no_log_init::RULE,
    &wget_no_check_certificate::RULE,
    &wget_without_progress::RULE,
    &yarn_cache_not_cleaned::RULE,
    &yum_cache_not_cleaned::RULE,
    &yum_dnf_nogpgcheck::RULE,
    &yum_missing_yes_flag::RULE,
    &yum_sslverify_disabled::RULE,
    &yum_unpinned_version::RULE,
    &zypper_cache_not_cleaned::RULE,
    &zypper_dist_upgrade::RULE,
    &zypper_missing_noninteractive::RULE,
    &zypper_unpinned_version::RULE,
];

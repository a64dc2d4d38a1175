//! Dockerfile rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod add_instead_of_copy;
mod cd_alone;
mod chpasswd_used;
mod consecutive_run_instructions;
mod copied_archive_then_extracted;
mod curl_insecure;
mod discouraged_command;
mod invalid_syntax;
mod mixed_wget_and_curl;
mod pipe_without_pipefail;
mod sh_symlink_replaced;
mod sudo_used;
mod useless_workdir_cd;
mod useradd_high_uid_without_no_log_init;
mod wget_no_check_certificate;
mod wget_without_progress;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &cd_alone::RULE,
    &chpasswd_used::RULE,
    &consecutive_run_instructions::RULE,
    &copied_archive_then_extracted::RULE,
    &curl_insecure::RULE,
    &discouraged_command::RULE,
    &invalid_syntax::RULE,
    &mixed_wget_and_curl::RULE,
    &pipe_without_pipefail::RULE,
    &sh_symlink_replaced::RULE,
    &sudo_used::RULE,
    &useless_workdir_cd::RULE,
    &useradd_high_uid_without_no_log_init::RULE,
    &wget_no_check_certificate::RULE,
    &wget_without_progress::RULE,
];

//! Kubernetes rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod deprecated_api;
mod duplicate_container_name;
mod duplicate_key;
mod duplicate_list_entry;
mod duplicate_port;
mod feature_not_in_target;
mod forbidden_field;
mod implicit_type;
mod invalid_address;
mod invalid_config_data;
mod invalid_config_key;
mod invalid_cron_schedule;
mod invalid_custom_resource_definition;
mod invalid_label_value;
mod invalid_name;
mod invalid_path;
mod invalid_port;
mod invalid_probe;
mod invalid_quantity;
mod invalid_resource;
mod invalid_restart_policy;
mod invalid_selector;
mod invalid_value;
mod invalid_yaml;
mod missing_field;
mod missing_name;
mod missing_required_value;
mod namespace_on_cluster_scoped;
mod number_out_of_range;
mod removed_api;
mod request_above_limit;
mod selector_mismatch;
mod unknown_field;
mod unknown_kind;
mod unknown_volume_mount;
mod unsupported_value;
mod wrong_type;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &deprecated_api::RULE,
    &duplicate_container_name::RULE,
    &duplicate_key::RULE,
    &duplicate_list_entry::RULE,
    &duplicate_port::RULE,
    &feature_not_in_target::RULE,
    &forbidden_field::RULE,
    &implicit_type::RULE,
    &invalid_address::RULE,
    &invalid_config_data::RULE,
    &invalid_config_key::RULE,
    &invalid_cron_schedule::RULE,
    &invalid_custom_resource_definition::RULE,
    &invalid_label_value::RULE,
    &invalid_name::RULE,
    &invalid_path::RULE,
    &invalid_port::RULE,
    &invalid_probe::RULE,
    &invalid_quantity::RULE,
    &invalid_resource::RULE,
    &invalid_restart_policy::RULE,
    &invalid_selector::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &missing_field::RULE,
    &missing_name::RULE,
    &missing_required_value::RULE,
    &namespace_on_cluster_scoped::RULE,
    &number_out_of_range::RULE,
    &removed_api::RULE,
    &request_above_limit::RULE,
    &selector_mismatch::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &unknown_volume_mount::RULE,
    &unsupported_value::RULE,
    &wrong_type::RULE,
];

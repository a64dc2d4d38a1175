//! Kubernetes rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod autoscaler_and_replicas;
mod autoscaler_without_request;
mod binding_grants_pod_creation;
mod binding_grants_secret_access;
mod dangling_autoscaler;
mod dangling_ingress;
mod dangling_monitor;
mod dangling_service;
mod deprecated_api;
mod disruption_budget_above_replicas;
mod duplicate_autoscaler;
mod duplicate_key;
mod duplicate_list_entry;
mod duplicate_object;
mod feature_not_in_target;
mod implicit_type;
mod invalid_quantity;
mod invalid_value;
mod invalid_yaml;
mod missing_default_deny;
mod missing_disruption_budget;
mod missing_field;
mod missing_network_policy;
mod missing_readiness_probe;
mod network_policy_peer_selects_nothing;
mod network_policy_selects_nothing;
mod pod_without_network_policy;
mod removed_api;
mod shared_read_write_once_volume;
mod undeclared_target_port;
mod unknown_configuration_key;
mod unknown_field;
mod unknown_kind;
mod unknown_service_account;
mod wrong_type;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &autoscaler_and_replicas::RULE,
    &autoscaler_without_request::RULE,
    &binding_grants_pod_creation::RULE,
    &binding_grants_secret_access::RULE,
    &dangling_autoscaler::RULE,
    &dangling_ingress::RULE,
    &dangling_monitor::RULE,
    &dangling_service::RULE,
    &deprecated_api::RULE,
    &disruption_budget_above_replicas::RULE,
    &duplicate_autoscaler::RULE,
    &duplicate_key::RULE,
    &duplicate_list_entry::RULE,
    &duplicate_object::RULE,
    &feature_not_in_target::RULE,
    &implicit_type::RULE,
    &invalid_quantity::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &missing_default_deny::RULE,
    &missing_disruption_budget::RULE,
    &missing_field::RULE,
    &missing_network_policy::RULE,
    &missing_readiness_probe::RULE,
    &network_policy_peer_selects_nothing::RULE,
    &network_policy_selects_nothing::RULE,
    &pod_without_network_policy::RULE,
    &removed_api::RULE,
    &shared_read_write_once_volume::RULE,
    &undeclared_target_port::RULE,
    &unknown_configuration_key::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &unknown_service_account::RULE,
    &wrong_type::RULE,
];

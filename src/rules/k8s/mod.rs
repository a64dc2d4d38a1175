//! Kubernetes rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod added_capability;
mod autoscaler_and_replicas;
mod autoscaler_without_request;
mod binding_for_everybody;
mod binding_grants_pod_creation;
mod binding_grants_secret_access;
mod capabilities_not_dropped;
mod cluster_admin_binding;
mod container_may_run_as_root;
mod container_runs_as_root;
mod container_runtime_socket_mounted;
mod credential_in_environment;
mod dangerous_capability;
mod dangling_autoscaler;
mod dangling_ingress;
mod dangling_monitor;
mod dangling_service;
mod default_namespace;
mod default_service_account;
mod deprecated_api;
mod deprecated_service_account_field;
mod disruption_budget_above_replicas;
mod duplicate_autoscaler;
mod duplicate_key;
mod duplicate_list_entry;
mod duplicate_object;
mod feature_not_in_target;
mod host_aliases;
mod host_ipc;
mod host_network;
mod host_path_volume;
mod host_pid;
mod host_port;
mod implicit_type;
mod invalid_pod_security_label;
mod invalid_quantity;
mod invalid_value;
mod invalid_yaml;
mod low_group_id;
mod low_user_id;
mod missing_default_deny;
mod missing_disruption_budget;
mod missing_field;
mod missing_network_policy;
mod missing_readiness_probe;
mod missing_seccomp_profile;
mod missing_security_context;
mod namespace_without_pod_security;
mod net_raw_not_dropped;
mod network_policy_peer_selects_nothing;
mod network_policy_selects_nothing;
mod pod_without_network_policy;
mod priority_class_not_allowed;
mod privilege_escalation_allowed;
mod privilege_escalation_implied;
mod privilege_escalation_not_denied;
mod privileged_container;
mod privileged_port;
mod pss_apparmor_profile;
mod pss_baseline_capabilities;
mod pss_baseline_seccomp;
mod pss_host_namespaces;
mod pss_host_path_volumes;
mod pss_host_ports;
mod pss_host_probes_and_lifecycle;
mod pss_privilege_escalation;
mod pss_privileged;
mod pss_proc_mount;
mod pss_restricted_capabilities;
mod pss_restricted_proc_mount;
mod pss_restricted_seccomp;
mod pss_restricted_volumes;
mod pss_run_as_non_root;
mod pss_run_as_user;
mod pss_selinux_options;
mod pss_sysctls;
mod pss_windows_host_process;
mod rbac_wildcard;
mod removed_api;
mod role_grants_escalation;
mod role_grants_pod_creation;
mod role_grants_pod_exec;
mod role_grants_secret_access;
mod root_group;
mod scc_allows_privileged;
mod secret_as_environment_variable;
mod secret_in_environment;
mod sensitive_host_path;
mod service_account_token_automounted;
mod shared_read_write_once_volume;
mod ssh_port_exposed;
mod unconfined_apparmor;
mod unconfined_seccomp;
mod undeclared_target_port;
mod unknown_capability;
mod unknown_configuration_key;
mod unknown_field;
mod unknown_kind;
mod unknown_service_account;
mod unmasked_proc_mount;
mod unsafe_sysctl;
mod windows_host_process;
mod writable_host_path;
mod writable_root_filesystem;
mod wrong_type;

use crate::rule::Rule;

/// Every rule of this domain, by id.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &added_capability::RULE,
    &autoscaler_and_replicas::RULE,
    &autoscaler_without_request::RULE,
    &binding_for_everybody::RULE,
    &binding_grants_pod_creation::RULE,
    &binding_grants_secret_access::RULE,
    &capabilities_not_dropped::RULE,
    &cluster_admin_binding::RULE,
    &container_may_run_as_root::RULE,
    &container_runs_as_root::RULE,
    &container_runtime_socket_mounted::RULE,
    &credential_in_environment::RULE,
    &dangerous_capability::RULE,
    &dangling_autoscaler::RULE,
    &dangling_ingress::RULE,
    &dangling_monitor::RULE,
    &dangling_service::RULE,
    &default_namespace::RULE,
    &default_service_account::RULE,
    &deprecated_api::RULE,
    &deprecated_service_account_field::RULE,
    &disruption_budget_above_replicas::RULE,
    &duplicate_autoscaler::RULE,
    &duplicate_key::RULE,
    &duplicate_list_entry::RULE,
    &duplicate_object::RULE,
    &feature_not_in_target::RULE,
    &host_aliases::RULE,
    &host_ipc::RULE,
    &host_network::RULE,
    &host_path_volume::RULE,
    &host_pid::RULE,
    &host_port::RULE,
    &implicit_type::RULE,
    &invalid_pod_security_label::RULE,
    &invalid_quantity::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &low_group_id::RULE,
    &low_user_id::RULE,
    &missing_default_deny::RULE,
    &missing_disruption_budget::RULE,
    &missing_field::RULE,
    &missing_network_policy::RULE,
    &missing_readiness_probe::RULE,
    &missing_seccomp_profile::RULE,
    &missing_security_context::RULE,
    &namespace_without_pod_security::RULE,
    &net_raw_not_dropped::RULE,
    &network_policy_peer_selects_nothing::RULE,
    &network_policy_selects_nothing::RULE,
    &pod_without_network_policy::RULE,
    &priority_class_not_allowed::RULE,
    &privilege_escalation_allowed::RULE,
    &privilege_escalation_implied::RULE,
    &privilege_escalation_not_denied::RULE,
    &privileged_container::RULE,
    &privileged_port::RULE,
    &pss_apparmor_profile::RULE,
    &pss_baseline_capabilities::RULE,
    &pss_baseline_seccomp::RULE,
    &pss_host_namespaces::RULE,
    &pss_host_path_volumes::RULE,
    &pss_host_ports::RULE,
    &pss_host_probes_and_lifecycle::RULE,
    &pss_privilege_escalation::RULE,
    &pss_privileged::RULE,
    &pss_proc_mount::RULE,
    &pss_restricted_capabilities::RULE,
    &pss_restricted_proc_mount::RULE,
    &pss_restricted_seccomp::RULE,
    &pss_restricted_volumes::RULE,
    &pss_run_as_non_root::RULE,
    &pss_run_as_user::RULE,
    &pss_selinux_options::RULE,
    &pss_sysctls::RULE,
    &pss_windows_host_process::RULE,
    &rbac_wildcard::RULE,
    &removed_api::RULE,
    &role_grants_escalation::RULE,
    &role_grants_pod_creation::RULE,
    &role_grants_pod_exec::RULE,
    &role_grants_secret_access::RULE,
    &root_group::RULE,
    &scc_allows_privileged::RULE,
    &secret_as_environment_variable::RULE,
    &secret_in_environment::RULE,
    &sensitive_host_path::RULE,
    &service_account_token_automounted::RULE,
    &shared_read_write_once_volume::RULE,
    &ssh_port_exposed::RULE,
    &unconfined_apparmor::RULE,
    &unconfined_seccomp::RULE,
    &undeclared_target_port::RULE,
    &unknown_capability::RULE,
    &unknown_configuration_key::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &unknown_service_account::RULE,
    &unmasked_proc_mount::RULE,
    &unsafe_sysctl::RULE,
    &windows_host_process::RULE,
    &writable_host_path::RULE,
    &writable_root_filesystem::RULE,
    &wrong_type::RULE,
];

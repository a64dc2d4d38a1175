//! Kubernetes rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.

mod added_capability;
mod autoscaler_and_replicas;
mod autoscaler_cannot_scale;
mod autoscaler_without_request;
mod binding_for_everybody;
mod binding_grants_pod_creation;
mod binding_grants_secret_access;
mod capabilities_not_dropped;
mod claim_without_storage_class;
mod cluster_admin_binding;
mod container_may_run_as_root;
mod container_runs_as_root;
mod container_runtime_socket_mounted;
mod container_without_readiness_probe;
mod credential_in_environment;
mod cron_job_deadline_too_short;
mod cron_job_may_overlap;
mod cron_job_with_ttl;
mod cron_job_without_deadline;
mod dangerous_capability;
mod dangling_autoscaler;
mod dangling_ingress;
mod dangling_monitor;
mod dangling_route;
mod dangling_service;
mod default_namespace;
mod default_service_account;
mod deprecated_api;
mod deprecated_image_registry;
mod deprecated_service_account_field;
mod disruption_budget_above_replicas;
mod disruption_budget_blocks_eviction;
mod disruption_budget_without_policy;
mod duplicate_autoscaler;
mod duplicate_container_name;
mod duplicate_environment_variable;
mod duplicate_key;
mod duplicate_list_entry;
mod duplicate_object;
mod duplicate_port;
mod end_of_life_image;
mod exposed_service;
mod extensions_v1beta_api;
mod feature_not_in_target;
mod forbidden_field;
mod host_aliases;
mod host_ipc;
mod host_network;
mod host_network_without_cluster_dns;
mod host_path_volume;
mod host_pid;
mod host_port;
mod identical_probes;
mod image_not_always_pulled;
mod implicit_type;
mod ineffective_topology_spread;
mod ingress_duplicate_host_path;
mod ingress_snippet;
mod ingress_without_tls;
mod instance_label_mismatch;
mod interactive_container;
mod invalid_address;
mod invalid_config_data;
mod invalid_config_key;
mod invalid_cron_schedule;
mod invalid_custom_resource_definition;
mod invalid_image_reference;
mod invalid_label_value;
mod invalid_name;
mod invalid_path;
mod invalid_pod_security_label;
mod invalid_port;
mod invalid_probe;
mod invalid_quantity;
mod invalid_resource;
mod invalid_restart_policy;
mod invalid_selector;
mod invalid_value;
mod invalid_yaml;
mod job_never_cleaned_up;
mod job_without_liveness_probe;
mod job_without_readiness_probe;
mod kube_system_namespace;
mod latest_image_tag;
mod low_group_id;
mod low_user_id;
mod memory_request_below_limit;
mod memory_volume_without_limit;
mod missing_anti_affinity_or_spread;
mod missing_cpu_limit;
mod missing_cpu_request;
mod missing_default_deny;
mod missing_disruption_budget;
mod missing_dns_option;
mod missing_ephemeral_storage_limit;
mod missing_field;
mod missing_headless_service;
mod missing_image_digest;
mod missing_image_tag;
mod missing_liveness_probe;
mod missing_memory_limit;
mod missing_memory_request;
mod missing_name;
mod missing_network_policy;
mod missing_node_affinity;
mod missing_priority_class;
mod missing_readiness_probe;
mod missing_required_annotation;
mod missing_required_label;
mod missing_required_value;
mod missing_resources;
mod missing_restart_policy;
mod missing_rolling_update;
mod missing_seccomp_profile;
mod missing_security_context;
mod missing_topology_spread;
mod missing_unhealthy_pod_eviction_policy;
mod multiple_containers_in_pod;
mod naked_pod;
mod namespace_on_cluster_scoped;
mod namespace_without_pod_security;
mod net_raw_not_dropped;
mod network_policy_allows_all;
mod network_policy_empty_peers;
mod network_policy_ignored_rules;
mod network_policy_peer_selects_nothing;
mod network_policy_selects_nothing;
mod network_policy_split_peer;
mod network_policy_without_dns;
mod no_grace_period;
mod number_out_of_range;
mod overlapping_selectors;
mod pod_without_network_policy;
mod pre_stop_outlasts_grace_period;
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
mod request_above_limit;
mod role_grants_escalation;
mod role_grants_pod_creation;
mod role_grants_pod_exec;
mod role_grants_secret_access;
mod root_group;
mod scc_allows_privileged;
mod secret_as_environment_variable;
mod secret_in_environment;
mod selector_mismatch;
mod sensitive_host_path;
mod service_account_token_automounted;
mod service_external_ip;
mod shared_read_write_once_volume;
mod sidecar_should_be_native;
mod ssh_port_exposed;
mod suspicious_quantity;
mod too_few_autoscaled_replicas;
mod too_few_replicas;
mod unconfined_apparmor;
mod unconfined_seccomp;
mod undeclared_liveness_port;
mod undeclared_readiness_port;
mod undeclared_startup_port;
mod undeclared_target_port;
mod unknown_capability;
mod unknown_configuration_key;
mod unknown_field;
mod unknown_kind;
mod unknown_probe_port;
mod unknown_service_account;
mod unknown_volume_mount;
mod unmasked_proc_mount;
mod unsafe_sysctl;
mod unsorted_keys;
mod unsupported_value;
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
    &autoscaler_cannot_scale::RULE,
    &autoscaler_without_request::RULE,
    &binding_for_everybody::RULE,
    &binding_grants_pod_creation::RULE,
    &binding_grants_secret_access::RULE,
    &capabilities_not_dropped::RULE,
    &claim_without_storage_class::RULE,
    &cluster_admin_binding::RULE,
    &container_may_run_as_root::RULE,
    &container_runs_as_root::RULE,
    &container_runtime_socket_mounted::RULE,
    &container_without_readiness_probe::RULE,
    &credential_in_environment::RULE,
    &cron_job_deadline_too_short::RULE,
    &cron_job_may_overlap::RULE,
    &cron_job_with_ttl::RULE,
    &cron_job_without_deadline::RULE,
    &dangerous_capability::RULE,
    &dangling_autoscaler::RULE,
    &dangling_ingress::RULE,
    &dangling_monitor::RULE,
    &dangling_route::RULE,
    &dangling_service::RULE,
    &default_namespace::RULE,
    &default_service_account::RULE,
    &deprecated_api::RULE,
    &deprecated_image_registry::RULE,
    &deprecated_service_account_field::RULE,
    &disruption_budget_above_replicas::RULE,
    &disruption_budget_blocks_eviction::RULE,
    &disruption_budget_without_policy::RULE,
    &duplicate_autoscaler::RULE,
    &duplicate_container_name::RULE,
    &duplicate_environment_variable::RULE,
    &duplicate_key::RULE,
    &duplicate_list_entry::RULE,
    &duplicate_object::RULE,
    &duplicate_port::RULE,
    &end_of_life_image::RULE,
    &exposed_service::RULE,
    &extensions_v1beta_api::RULE,
    &feature_not_in_target::RULE,
    &forbidden_field::RULE,
    &host_aliases::RULE,
    &host_ipc::RULE,
    &host_network::RULE,
    &host_network_without_cluster_dns::RULE,
    &host_path_volume::RULE,
    &host_pid::RULE,
    &host_port::RULE,
    &identical_probes::RULE,
    &image_not_always_pulled::RULE,
    &implicit_type::RULE,
    &ineffective_topology_spread::RULE,
    &ingress_duplicate_host_path::RULE,
    &ingress_snippet::RULE,
    &ingress_without_tls::RULE,
    &instance_label_mismatch::RULE,
    &interactive_container::RULE,
    &invalid_address::RULE,
    &invalid_config_data::RULE,
    &invalid_config_key::RULE,
    &invalid_cron_schedule::RULE,
    &invalid_custom_resource_definition::RULE,
    &invalid_image_reference::RULE,
    &invalid_label_value::RULE,
    &invalid_name::RULE,
    &invalid_path::RULE,
    &invalid_pod_security_label::RULE,
    &invalid_port::RULE,
    &invalid_probe::RULE,
    &invalid_quantity::RULE,
    &invalid_resource::RULE,
    &invalid_restart_policy::RULE,
    &invalid_selector::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &job_never_cleaned_up::RULE,
    &job_without_liveness_probe::RULE,
    &job_without_readiness_probe::RULE,
    &kube_system_namespace::RULE,
    &latest_image_tag::RULE,
    &low_group_id::RULE,
    &low_user_id::RULE,
    &memory_request_below_limit::RULE,
    &memory_volume_without_limit::RULE,
    &missing_anti_affinity_or_spread::RULE,
    &missing_cpu_limit::RULE,
    &missing_cpu_request::RULE,
    &missing_default_deny::RULE,
    &missing_disruption_budget::RULE,
    &missing_dns_option::RULE,
    &missing_ephemeral_storage_limit::RULE,
    &missing_field::RULE,
    &missing_headless_service::RULE,
    &missing_image_digest::RULE,
    &missing_image_tag::RULE,
    &missing_liveness_probe::RULE,
    &missing_memory_limit::RULE,
    &missing_memory_request::RULE,
    &missing_name::RULE,
    &missing_network_policy::RULE,
    &missing_node_affinity::RULE,
    &missing_priority_class::RULE,
    &missing_readiness_probe::RULE,
    &missing_required_annotation::RULE,
    &missing_required_label::RULE,
    &missing_required_value::RULE,
    &missing_resources::RULE,
    &missing_restart_policy::RULE,
    &missing_rolling_update::RULE,
    &missing_seccomp_profile::RULE,
    &missing_security_context::RULE,
    &missing_topology_spread::RULE,
    &missing_unhealthy_pod_eviction_policy::RULE,
    &multiple_containers_in_pod::RULE,
    &naked_pod::RULE,
    &namespace_on_cluster_scoped::RULE,
    &namespace_without_pod_security::RULE,
    &net_raw_not_dropped::RULE,
    &network_policy_allows_all::RULE,
    &network_policy_empty_peers::RULE,
    &network_policy_ignored_rules::RULE,
    &network_policy_peer_selects_nothing::RULE,
    &network_policy_selects_nothing::RULE,
    &network_policy_split_peer::RULE,
    &network_policy_without_dns::RULE,
    &no_grace_period::RULE,
    &number_out_of_range::RULE,
    &overlapping_selectors::RULE,
    &pod_without_network_policy::RULE,
    &pre_stop_outlasts_grace_period::RULE,
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
    &request_above_limit::RULE,
    &role_grants_escalation::RULE,
    &role_grants_pod_creation::RULE,
    &role_grants_pod_exec::RULE,
    &role_grants_secret_access::RULE,
    &root_group::RULE,
    &scc_allows_privileged::RULE,
    &secret_as_environment_variable::RULE,
    &secret_in_environment::RULE,
    &selector_mismatch::RULE,
    &sensitive_host_path::RULE,
    &service_account_token_automounted::RULE,
    &service_external_ip::RULE,
    &shared_read_write_once_volume::RULE,
    &sidecar_should_be_native::RULE,
    &ssh_port_exposed::RULE,
    &suspicious_quantity::RULE,
    &too_few_autoscaled_replicas::RULE,
    &too_few_replicas::RULE,
    &unconfined_apparmor::RULE,
    &unconfined_seccomp::RULE,
    &undeclared_liveness_port::RULE,
    &undeclared_readiness_port::RULE,
    &undeclared_startup_port::RULE,
    &undeclared_target_port::RULE,
    &unknown_capability::RULE,
    &unknown_configuration_key::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &unknown_probe_port::RULE,
    &unknown_service_account::RULE,
    &unknown_volume_mount::RULE,
    &unmasked_proc_mount::RULE,
    &unsafe_sysctl::RULE,
    &unsorted_keys::RULE,
    &unsupported_value::RULE,
    &windows_host_process::RULE,
    &writable_host_path::RULE,
    &writable_root_filesystem::RULE,
    &wrong_type::RULE,
];

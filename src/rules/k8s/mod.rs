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
    &removed_api::RULE,
    &unknown_field::RULE,
    &unknown_kind::RULE,
    &wrong_type::RULE,
];

//! What the Pod Security Standards allow, by the release whose standard is meant.
//!
//! Names are compared as written, as the admission controller does. Source: the Pod Security Standards and the admission
//! controller of Kubernetes.

use crate::schema::Version;

/// The release whose standard first lets pods in a user namespace of their own run as root and see all of `/proc`.
const USER_NAMESPACES_RELAX: Version = Version::new(35);
/// The release from which hosts of probes are looked at.
const PROBE_HOSTS: Version = Version::new(34);

/// Sysctls that stay within a pod, and the release whose standard allows them first.
const SYSCTLS: &[(&str, Version)] = &[
    ("kernel.shm_rmid_forced", Version::new(0)),
    ("net.ipv4.ip_local_port_range", Version::new(0)),
    ("net.ipv4.ip_unprivileged_port_start", Version::new(0)),
    ("net.ipv4.tcp_syncookies", Version::new(0)),
    ("net.ipv4.ping_group_range", Version::new(0)),
    ("net.ipv4.ip_local_reserved_ports", Version::new(27)),
    ("net.ipv4.tcp_keepalive_time", Version::new(29)),
    ("net.ipv4.tcp_fin_timeout", Version::new(29)),
    ("net.ipv4.tcp_keepalive_intvl", Version::new(29)),
    ("net.ipv4.tcp_keepalive_probes", Version::new(29)),
    ("net.ipv4.tcp_rmem", Version::new(32)),
    ("net.ipv4.tcp_wmem", Version::new(32)),
    ("net.ipv4.tcp_slow_start_after_idle", Version::new(37)),
    ("net.ipv4.tcp_notsent_lowat", Version::new(37)),
];

const CAPABILITIES: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

const VOLUMES: &[&str] = &[
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/// Whether a pod may set the sysctl `name`.
#[must_use]
pub fn allows_sysctl(name: &str, release: Version) -> bool {
    SYSCTLS.iter().any(|(allowed, since)| *allowed == name && *since <= release)
}

/// Whether a container may add the capability, at the baseline.
#[must_use]
pub fn allows_capability(written: &str) -> bool {
    CAPABILITIES.contains(&written)
}

/// Whether restricted pods may have a volume with a source of this kind.
#[must_use]
pub fn allows_volume(kind: &str) -> bool {
    VOLUMES.contains(&kind)
}

/// Whether a process may have the SELinux type `kind`.
#[must_use]
pub fn allows_se_linux_type(kind: &str, release: Version) -> bool {
    matches!(kind, "" | "container_t" | "container_init_t" | "container_kvm_t")
        || (kind == "container_engine_t" && release >= Version::new(31))
}

/// Whether an AppArmor annotation may have this value.
#[must_use]
pub fn allows_app_armor_annotation(value: &str) -> bool {
    matches!(value, "" | "runtime/default") || value.starts_with("localhost/")
}

/// What the keys of AppArmor annotations begin with; the container's name follows.
pub const APP_ARMOR_ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";

/// Whether the standard of `release` trusts user namespaces: a pod with `hostUsers: false` may then run as root and see all of
/// `/proc`.
#[must_use]
pub fn trusts_user_namespaces(release: Version) -> bool {
    release >= USER_NAMESPACES_RELAX
}

/// Whether the standard of `release` looks at where probes and lifecycle hooks connect to.
#[must_use]
pub fn looks_at_probe_hosts(release: Version) -> bool {
    release >= PROBE_HOSTS
}

//! Linux capabilities by name.

use std::borrow::Cow;

use crate::text::{Span, Spanned};

/// A capability as a manifest names it. Runtimes take `net_raw` and `CAP_NET_RAW` for `NET_RAW`; Pod Security admission does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capability<'t> {
    /// As written.
    pub written: Cow<'t, str>,
    /// Where it stands.
    pub span: Span,
}

/// Every capability of Linux, by number. Source: `linux/capability.h`.
const KNOWN: &[&str] = &[
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "KILL",
    "SETGID",
    "SETUID",
    "SETPCAP",
    "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_ADMIN",
    "NET_RAW",
    "IPC_LOCK",
    "IPC_OWNER",
    "SYS_MODULE",
    "SYS_RAWIO",
    "SYS_CHROOT",
    "SYS_PTRACE",
    "SYS_PACCT",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_NICE",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "MKNOD",
    "LEASE",
    "AUDIT_WRITE",
    "AUDIT_CONTROL",
    "SETFCAP",
    "MAC_OVERRIDE",
    "MAC_ADMIN",
    "SYSLOG",
    "WAKE_ALARM",
    "BLOCK_SUSPEND",
    "AUDIT_READ",
    "PERFMON",
    "BPF",
    "CHECKPOINT_RESTORE",
];

/// What a capability that reaches past its container lets it do.
const DANGEROUS: &[(&str, &str)] = &[
    ("ALL", "does everything that root of the node can"),
    ("SYS_ADMIN", "mounts file systems and leaves its namespaces"),
    ("SYS_MODULE", "loads modules into the node's kernel"),
    ("SYS_PTRACE", "reads and changes other processes"),
    ("SYS_RAWIO", "reads and writes the node's memory and devices"),
    ("BPF", "loads programs into the node's kernel"),
    ("DAC_READ_SEARCH", "reads any file of the node"),
    ("NET_ADMIN", "reconfigures the network"),
    ("NET_RAW", "forges packets of its neighbours"),
    ("SYS_BOOT", "reboots the node"),
    ("MAC_ADMIN", "changes the node's access policy"),
    ("MAC_OVERRIDE", "goes past the node's access policy"),
    ("PERFMON", "watches all processes of the node"),
    ("SYSLOG", "reads the node's kernel log"),
];

impl<'t> Capability<'t> {
    pub(super) fn of(name: Spanned<Cow<'t, str>>) -> Self {
        Self { written: name.value, span: name.span }
    }

    /// The name that runtimes make of it: capitals, without `CAP_`.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.written.to_ascii_uppercase();
        name.strip_prefix("CAP_").map(ToOwned::to_owned).unwrap_or(name)
    }

    /// Whether Linux has it, or it is `ALL`.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let name = self.name();
        name == "ALL" || KNOWN.contains(&&*name)
    }

    /// The names that Linux has.
    #[must_use]
    pub const fn known() -> &'static [&'static str] {
        KNOWN
    }

    /// What it lets a container do to others, in the third person; `None` when it stays within the container.
    #[must_use]
    pub fn danger(&self) -> Option<&'static str> {
        let name = self.name();
        DANGEROUS.iter().find(|(dangerous, _)| *dangerous == name).map(|(_, what)| *what)
    }
}

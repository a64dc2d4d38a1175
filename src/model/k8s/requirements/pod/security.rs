//! Security contexts that contradict themselves, and numbers and profiles in them.

use std::collections::HashSet;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::{Findings, Firsts, short};
use crate::model::k8s::requirements::part::Part;
use crate::model::k8s::requirements::pod::volume::stays_inside;

/// The largest number of a user or group.
const MOST_ID: i64 = i32::MAX as i64;

/// What the security contexts of pods and containers for Windows do not have.
const NOT_ON_WINDOWS: &[&str] = &[
    "allowPrivilegeEscalation",
    "appArmorProfile",
    "capabilities",
    "fsGroup",
    "fsGroupChangePolicy",
    "privileged",
    "procMount",
    "readOnlyRootFilesystem",
    "runAsGroup",
    "runAsUser",
    "seLinuxChangePolicy",
    "seLinuxOptions",
    "seccompProfile",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "sysctls",
];

/// What pods for Windows do not have.
const PODS_NOT_ON_WINDOWS: &[&str] = &["hostIPC", "hostPID", "hostUsers", "shareProcessNamespace"];

/// The spec of a pod.
pub(crate) fn pod(spec: Part<'_>, found: &mut Findings) {
    if spec.is_true("hostPID") && spec.is_true("shareProcessNamespace") {
        found
            .tell(
                Topic::ForbiddenField,
                spec.key("shareProcessNamespace"),
                "`shareProcessNamespace` and `hostPID` exclude each other",
            )
            .label(spec.key("hostPID"), "`hostPID` set here");
    }
    if spec.fields().boolean("hostUsers").is_some_and(|users| !users.value) {
        for name in ["hostNetwork", "hostPID", "hostIPC"] {
            if spec.is_true(name) {
                let message = format!("`{name}` may not be set when `hostUsers` is false");
                found.tell(Topic::ForbiddenField, spec.key(name), message);
            }
        }
    }
    if let Some(os) = spec.part("os") {
        found.required(os, "name");
        found.one_of(os, "name", &["linux", "windows"]);
    }
    let is_windows = spec.part("os").is_some_and(|os| os.is("name", "windows"));
    for name in PODS_NOT_ON_WINDOWS.iter().filter(|_| is_windows) {
        if *name == "hostUsers" || spec.is_true(name) {
            found.forbidden(spec, name, "in a pod for Windows");
        }
    }
    let Some(context) = spec.part("securityContext") else { return };
    for name in NOT_ON_WINDOWS.iter().filter(|_| is_windows) {
        found.forbidden(context, name, "in a pod for Windows");
    }
    for name in ["runAsUser", "runAsGroup", "fsGroup"] {
        found.range(context, name, 0..=MOST_ID);
    }
    found.one_of_and_not_empty(context, "fsGroupChangePolicy", &["OnRootMismatch", "Always"]);
    found.one_of_and_not_empty(context, "supplementalGroupsPolicy", &["Merge", "Strict"]);
    found.one_of_and_not_empty(context, "seLinuxChangePolicy", &["Recursive", "MountOption"]);
    let mut names = Firsts::default();
    for sysctl in context.parts("sysctls") {
        found.required_name(sysctl, "name", Grammar::Sysctl);
        let Some(name) = sysctl.text("name") else { continue };
        if names.before(name.value.clone(), name.span).is_some() {
            found.tell(Topic::ForbiddenField, name.span, format!("the kernel parameter `{}` is set twice", name.value));
        }
        let of_network = name.value.replace('/', ".").starts_with("net.") && spec.is_true("hostNetwork");
        if of_network {
            found.tell(Topic::ForbiddenField, name.span, format!("`{}` may not be set with `hostNetwork`", name.value));
        }
    }
    profiles(context, found);
}

/// Annotations of a pod that say what its security context now says.
pub(crate) fn annotations(metadata: Part<'_>, spec: Part<'_>, found: &mut Findings) {
    let containers =
        ["initContainers", "containers", "ephemeralContainers"].into_iter().flat_map(|list| spec.parts(list));
    let names: HashSet<_> = containers.filter_map(|container| container.text("name")).map(|name| name.value).collect();
    for (key, value) in metadata.part("annotations").into_iter().flat_map(|part| part.fields().string_entries()) {
        let Some(name) = key.value.strip_prefix("container.apparmor.security.beta.kubernetes.io/") else { continue };
        if !names.contains(name) {
            let message = format!("the pod has no container `{}`", short(name));
            found.tell(Topic::Label, key.span, message);
        }
        let is_profile = ["", "runtime/default", "unconfined"].contains(&&*value.value);
        if !is_profile && !value.value.starts_with("localhost/") {
            let message = format!("`{}` is no AppArmor profile", short(&value.value));
            found
                .tell(Topic::UnsupportedValue, value.span, message)
                .help("write `runtime/default`, `unconfined`, or `localhost/` and a name");
        }
    }
}

/// A container.
pub(crate) fn container(container: Part<'_>, pod: Part<'_>, found: &mut Findings) {
    let Some(context) = container.part("securityContext") else { return };
    if pod.part("os").is_some_and(|os| os.is("name", "windows")) {
        for name in NOT_ON_WINDOWS {
            found.forbidden(context, name, "in a pod for Windows");
        }
    }
    if context.is("procMount", "Unmasked") && pod.fields().boolean("hostUsers").is_none_or(|users| users.value) {
        found
            .tell(
                Topic::ForbiddenField,
                context.span("procMount"),
                "`procMount` can be `Unmasked` only when `hostUsers` is false",
            )
            .help("set `hostUsers: false` in the pod");
    }
    for name in ["runAsUser", "runAsGroup"] {
        found.range(context, name, 0..=MOST_ID);
    }
    found.one_of_and_not_empty(context, "procMount", &["Default", "Unmasked"]);
    profiles(context, found);
    let Some(escalation) = context.fields().boolean("allowPrivilegeEscalation").filter(|value| !value.value) else {
        return;
    };
    let message = "`allowPrivilegeEscalation` is false, but";
    if context.is_true("privileged") {
        found
            .tell(Topic::ForbiddenField, escalation.span, format!("{message} the container is privileged"))
            .label(context.span("privileged"), "privileged here");
    }
    let capabilities = context.part("capabilities");
    let mut added = capabilities.into_iter().flat_map(|part| part.fields().strings("add"));
    if let Some(capability) = added.find(|capability| capability.value == "CAP_SYS_ADMIN") {
        found
            .tell(Topic::ForbiddenField, escalation.span, format!("{message} the container has `CAP_SYS_ADMIN`"))
            .label(capability.span, "added here");
    }
}

fn profiles(context: Part<'_>, found: &mut Findings) {
    for name in ["seccompProfile", "appArmorProfile"] {
        let Some(profile) = context.part(name) else { continue };
        found.required(profile, "type");
        found.one_of(profile, "type", &["Localhost", "RuntimeDefault", "Unconfined"]);
        if profile.is("type", "Localhost") {
            if !profile.is_set("localhostProfile") {
                found.required(profile, "localhostProfile");
            }
        } else {
            found.forbidden(profile, "localhostProfile", "unless `type` is `Localhost`");
        }
        if name == "seccompProfile" {
            stays_inside(profile, "localhostProfile", found);
        }
    }
}

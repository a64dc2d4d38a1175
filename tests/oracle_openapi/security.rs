//! Security contexts: as they are written, and as a container's is merged over its pod's.

use k8s_openapi::api::core::v1 as core;
use shipworthy::model::k8s::SecurityContext;
use shipworthy::model::k8s::security::ConfinementProfile;

use super::differences::Differences;

/// What a context says, in the official types. Fields that only one of the two kinds has are empty in the other.
#[derive(Default, Clone)]
struct Official {
    run_as_user: Option<i64>,
    run_as_group: Option<i64>,
    run_as_non_root: Option<bool>,
    seccomp: Option<String>,
    app_armor: Option<String>,
    se_linux: Option<core::SELinuxOptions>,
    host_process: Option<bool>,
}

impl Official {
    fn of_pod(context: &core::PodSecurityContext) -> Self {
        Self {
            run_as_user: context.run_as_user,
            run_as_group: context.run_as_group,
            run_as_non_root: context.run_as_non_root,
            seccomp: context.seccomp_profile.as_ref().map(|profile| profile.type_.clone()),
            app_armor: context.app_armor_profile.as_ref().map(|profile| profile.type_.clone()),
            se_linux: context.se_linux_options.clone(),
            host_process: context.windows_options.as_ref().and_then(|options| options.host_process),
        }
    }

    fn of_container(context: &core::SecurityContext) -> Self {
        Self {
            run_as_user: context.run_as_user,
            run_as_group: context.run_as_group,
            run_as_non_root: context.run_as_non_root,
            seccomp: context.seccomp_profile.as_ref().map(|profile| profile.type_.clone()),
            app_armor: context.app_armor_profile.as_ref().map(|profile| profile.type_.clone()),
            se_linux: context.se_linux_options.clone(),
            host_process: context.windows_options.as_ref().and_then(|options| options.host_process),
        }
    }

    /// The documented merging (`DetermineEffectiveSecurityContext` of Kubernetes): field by field, the container's first.
    fn over(self, pod: Self) -> Self {
        Self {
            run_as_user: self.run_as_user.or(pod.run_as_user),
            run_as_group: self.run_as_group.or(pod.run_as_group),
            run_as_non_root: self.run_as_non_root.or(pod.run_as_non_root),
            seccomp: self.seccomp.or(pod.seccomp),
            app_armor: self.app_armor.or(pod.app_armor),
            se_linux: self.se_linux.or(pod.se_linux),
            host_process: self.host_process.or(pod.host_process),
        }
    }

    fn compare(&self, ours: SecurityContext<'_>, whose: &str, found: &mut Differences) {
        let kind = |profile: Option<ConfinementProfile<'_>>| profile.map(|profile| profile.kind.into_owned());
        let mut same =
            |what: &str, ours: String, official: String| found.same(&format!("{whose} {what}"), &ours, &official);
        let number = |number: Option<i64>| format!("{number:?}");
        same("runAsUser", number(ours.run_as_user().map(|user| user.value)), number(self.run_as_user));
        same("runAsGroup", number(ours.run_as_group().map(|group| group.value)), number(self.run_as_group));
        let non_root = ours.run_as_non_root().map(|non_root| non_root.value);
        same("runAsNonRoot", format!("{non_root:?}"), format!("{:?}", self.run_as_non_root));
        same("seccompProfile", format!("{:?}", kind(ours.seccomp_profile())), format!("{:?}", self.seccomp));
        same("appArmorProfile", format!("{:?}", kind(ours.app_armor_profile())), format!("{:?}", self.app_armor));
        let level =
            ours.se_linux_options().map(|options| options.string("level").map(|level| level.value.into_owned()));
        let official = self.se_linux.as_ref().map(|options| options.level.clone());
        same("seLinuxOptions", format!("{level:?}"), format!("{official:?}"));
        let host_process = ours.host_process().map(|host_process| host_process.value);
        same("hostProcess", format!("{host_process:?}"), format!("{:?}", self.host_process));
        let keeps = match self.run_as_user {
            Some(user) => user != 0,
            None => self.run_as_non_root == Some(true),
        };
        same("keeps from root", ours.keeps_from_root().to_string(), keeps.to_string());
    }
}

/// The pod's own context.
pub(crate) fn of_pod(ours: SecurityContext<'_>, official: Option<&core::PodSecurityContext>, found: &mut Differences) {
    official.map_or_else(Official::default, Official::of_pod).compare(ours, "pod", found);
    let names: Vec<_> = ours.sysctls().map(|name| name.value.into_owned()).collect();
    let sysctls = official.and_then(|context| context.sysctls.as_ref()).into_iter().flatten();
    found.same("sysctls", &names, &sysctls.map(|sysctl| sysctl.name.clone()).collect());
}

/// A container's context, over its pod's.
pub(crate) fn of_container(
    ours: SecurityContext<'_>,
    official: Option<&core::SecurityContext>,
    pod: Option<&core::PodSecurityContext>,
    found: &mut Differences,
) {
    let inherited = pod.map_or_else(Official::default, Official::of_pod);
    let own = official.map_or_else(Official::default, Official::of_container);
    own.compare(ours.own(), "own", found);
    own.clone().over(inherited).compare(ours, "merged", found);
    let of = |get: fn(&core::SecurityContext) -> Option<bool>| official.and_then(get);
    found.same("privileged", &ours.privileged().map(|on| on.value), &of(|context| context.privileged));
    let escalation = ours.allow_privilege_escalation().map(|on| on.value);
    found.same("allowPrivilegeEscalation", &escalation, &of(|context| context.allow_privilege_escalation));
    let read_only = ours.read_only_root_filesystem().map(|on| on.value);
    found.same("readOnlyRootFilesystem", &read_only, &of(|context| context.read_only_root_filesystem));
    let proc_mount = ours.proc_mount().map(|mount| mount.value.into_owned());
    found.same("procMount", &proc_mount, &official.and_then(|context| context.proc_mount.clone()));
    let capabilities = official.and_then(|context| context.capabilities.as_ref());
    let list = |names: Option<&Vec<String>>| names.cloned().unwrap_or_default();
    let added: Vec<_> = ours.added_capabilities().map(|capability| capability.written.into_owned()).collect();
    found.same("capabilities.add", &added, &list(capabilities.and_then(|lists| lists.add.as_ref())));
    let dropped: Vec<_> = ours.dropped_capabilities().map(|capability| capability.written.into_owned()).collect();
    found.same("capabilities.drop", &dropped, &list(capabilities.and_then(|lists| lists.drop.as_ref())));
}

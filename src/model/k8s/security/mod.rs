//! Security contexts: what a pod and its containers may do.
//!
//! Knows which settings a container inherits from its pod, and what they mean; not which of them are wise.

mod capability;
pub mod standard;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::fields::Fields;
use super::pod::{Container, PodSpec};
use crate::text::{Span, Spanned};

pub use capability::Capability;

/// A security context: of a pod, or of a container with what it inherits.
#[derive(Debug, Clone, Copy)]
pub struct SecurityContext<'t> {
    own: Option<Fields<'t>>,
    inherited: Option<Fields<'t>>,
}

/// A seccomp or AppArmor profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfinementProfile<'t> {
    /// Its `type`; empty when it has none.
    pub kind: Cow<'t, str>,
    /// Where the type stands, else the profile.
    pub span: Span,
}

impl ConfinementProfile<'_> {
    /// Whether it confines at all, as all but `Unconfined` and unknown types do.
    #[must_use]
    pub fn confines(&self) -> bool {
        matches!(&*self.kind, "RuntimeDefault" | "Localhost")
    }
}

impl<'t> PodSpec<'t> {
    /// The pod's own security context.
    #[must_use]
    pub fn security_context(self) -> SecurityContext<'t> {
        SecurityContext { own: self.fields().object("securityContext"), inherited: None }
    }

    /// The containers that `condition` holds for.
    pub fn containers_that(self, condition: impl Fn(&Container<'t>) -> bool) -> Vec<Container<'t>> {
        self.containers().filter(condition).collect()
    }

    /// The pod's security context and those of its containers, each as it is written.
    pub fn security_contexts(self) -> impl Iterator<Item = SecurityContext<'t>> {
        let containers = self.containers().map(|container| container.security_context().own());
        std::iter::once(self.security_context()).chain(containers)
    }

    /// Whether it has users of its own, so that its root is nobody on the node.
    #[must_use]
    pub fn has_own_users(self) -> bool {
        self.fields().boolean("hostUsers").is_some_and(|host_users| !host_users.value)
    }

    /// Whether the pod says that it runs on Windows.
    #[must_use]
    pub fn is_windows(self) -> bool {
        let os = self.fields().object("os").and_then(|os| os.string("name"));
        os.is_some_and(|name| name.value == "windows")
    }

    /// `key: true`, such as `hostNetwork: true`: where it stands.
    #[must_use]
    pub fn switched_on(self, key: &str) -> Option<Span> {
        let entry = self.fields().entry(key)?;
        self.fields().boolean(key).filter(|on| on.value).map(|_| entry.span())
    }
}

impl<'t> Container<'t> {
    /// The container's security context, over that of its pod.
    #[must_use]
    pub fn security_context(self) -> SecurityContext<'t> {
        SecurityContext { own: self.fields().object("securityContext"), inherited: self.pod.security_context().own }
    }
}

impl<'t> SecurityContext<'t> {
    /// Without what is inherited.
    #[must_use]
    pub const fn own(self) -> Self {
        Self { own: self.own, inherited: None }
    }

    /// What is written at this level.
    #[must_use]
    pub const fn fields(self) -> Option<Fields<'t>> {
        self.own
    }

    /// The level that says what `name` is: the own one when it does.
    fn level_of(self, name: &str) -> Option<Fields<'t>> {
        [self.own, self.inherited].into_iter().flatten().find(|fields| fields.has(name))
    }

    /// `runAsUser`.
    #[must_use]
    pub fn run_as_user(self) -> Option<Spanned<i64>> {
        self.level_of("runAsUser")?.integer("runAsUser")
    }

    /// `runAsGroup`.
    #[must_use]
    pub fn run_as_group(self) -> Option<Spanned<i64>> {
        self.level_of("runAsGroup")?.integer("runAsGroup")
    }

    /// `runAsNonRoot`.
    #[must_use]
    pub fn run_as_non_root(self) -> Option<Spanned<bool>> {
        self.level_of("runAsNonRoot")?.boolean("runAsNonRoot")
    }

    /// Whether it keeps the container from running as root, whatever the image says.
    #[must_use]
    pub fn keeps_from_root(self) -> bool {
        match self.run_as_user() {
            Some(user) => user.value != 0,
            None => self.run_as_non_root().is_some_and(|non_root| non_root.value),
        }
    }

    /// `seccompProfile`.
    #[must_use]
    pub fn seccomp_profile(self) -> Option<ConfinementProfile<'t>> {
        self.profile("seccompProfile")
    }

    /// `appArmorProfile`.
    #[must_use]
    pub fn app_armor_profile(self) -> Option<ConfinementProfile<'t>> {
        self.profile("appArmorProfile")
    }

    fn profile(self, name: &str) -> Option<ConfinementProfile<'t>> {
        let profile = self.level_of(name)?.object(name)?;
        Some(match profile.string("type") {
            Some(kind) => ConfinementProfile { kind: kind.value, span: kind.span },
            None => ConfinementProfile { kind: Cow::Borrowed(""), span: profile.span() },
        })
    }

    /// `seLinuxOptions`.
    #[must_use]
    pub fn se_linux_options(self) -> Option<Fields<'t>> {
        self.level_of("seLinuxOptions")?.object("seLinuxOptions")
    }

    /// `windowsOptions.hostProcess`. Unlike the others, these options are inherited one by one.
    #[must_use]
    pub fn host_process(self) -> Option<Spanned<bool>> {
        let levels = [self.own, self.inherited].into_iter().flatten();
        levels.filter_map(|fields| fields.object("windowsOptions")).find_map(|options| options.boolean("hostProcess"))
    }

    /// `privileged`; containers only.
    #[must_use]
    pub fn privileged(self) -> Option<Spanned<bool>> {
        self.own?.boolean("privileged")
    }

    /// Whether `privileged` is true.
    #[must_use]
    pub fn is_privileged(self) -> bool {
        self.privileged().is_some_and(|privileged| privileged.value)
    }

    /// Whether what else it says cannot go without privilege escalation, so that the API server refuses to forbid it.
    #[must_use]
    pub fn needs_privilege_escalation(self) -> bool {
        self.is_privileged() || self.added_capabilities().any(|added| added.name() == "SYS_ADMIN")
    }

    /// `allowPrivilegeEscalation`; containers only.
    #[must_use]
    pub fn allow_privilege_escalation(self) -> Option<Spanned<bool>> {
        self.own?.boolean("allowPrivilegeEscalation")
    }

    /// `readOnlyRootFilesystem`; containers only.
    #[must_use]
    pub fn read_only_root_filesystem(self) -> Option<Spanned<bool>> {
        self.own?.boolean("readOnlyRootFilesystem")
    }

    /// `procMount`; containers only.
    #[must_use]
    pub fn proc_mount(self) -> Option<Spanned<Cow<'t, str>>> {
        self.own?.string("procMount")
    }

    /// `sysctls` by name; pods only.
    pub fn sysctls(self) -> impl Iterator<Item = Spanned<Cow<'t, str>>> + use<'t> {
        self.own.into_iter().flat_map(|own| own.objects("sysctls")).filter_map(|item| item.fields.string("name"))
    }

    /// `capabilities`; containers only.
    #[must_use]
    pub fn capabilities(self) -> Option<Fields<'t>> {
        self.own?.object("capabilities")
    }

    /// The capabilities that are added to those of the runtime's choice; containers only.
    pub fn added_capabilities(self) -> impl Iterator<Item = Capability<'t>> + use<'t> {
        self.capability_list("add")
    }

    /// The capabilities that are taken away; containers only.
    pub fn dropped_capabilities(self) -> impl Iterator<Item = Capability<'t>> + use<'t> {
        self.capability_list("drop")
    }

    fn capability_list(self, name: &'static str) -> impl Iterator<Item = Capability<'t>> + use<'t> {
        self.capabilities().into_iter().flat_map(move |lists| lists.strings(name)).map(Capability::of)
    }
}

//! Roles, and what binds them to somebody, as they stand in a file.
//!
//! Which role a binding means is a question to the whole project, and not asked here.

use std::borrow::Cow;

use super::fields::Fields;
use super::object::Object;
use crate::text::Spanned;

const GROUP: &str = "rbac.authorization.k8s.io";

/// A Role or ClusterRole.
#[derive(Debug, Clone, Copy)]
pub struct Role<'t> {
    object: Object<'t>,
}

impl<'t> Role<'t> {
    /// `None` when the object is none.
    #[must_use]
    pub fn of(object: Object<'t>) -> Option<Self> {
        (object.is(&[GROUP], "Role") || object.is(&[GROUP], "ClusterRole")).then_some(Self { object })
    }

    /// Its rules.
    pub fn rules(self) -> impl Iterator<Item = Fields<'t>> + use<'t> {
        self.object.fields().objects("rules").map(|item| item.fields)
    }

    /// Whether it is one of those that Kubernetes makes itself.
    #[must_use]
    pub fn is_built_in(self) -> bool {
        let metadata = self.object.metadata();
        metadata.labels().any(|(key, _)| key.value == "kubernetes.io/bootstrapping")
            || metadata.name().is_some_and(|name| name.value.starts_with("system:"))
    }
}

/// A RoleBinding or ClusterRoleBinding.
#[derive(Debug, Clone, Copy)]
pub struct Binding<'t> {
    object: Object<'t>,
}

impl<'t> Binding<'t> {
    /// `None` when the object is none.
    #[must_use]
    pub fn of(object: Object<'t>) -> Option<Self> {
        (object.is(&[GROUP], "RoleBinding") || object.is(&[GROUP], "ClusterRoleBinding")).then_some(Self { object })
    }

    /// Whether it holds in all namespaces.
    #[must_use]
    pub fn is_cluster_wide(self) -> bool {
        self.object.kind().value == "ClusterRoleBinding"
    }

    /// The name of the ClusterRole that it gives, if it gives one.
    #[must_use]
    pub fn cluster_role(self) -> Option<Spanned<Cow<'t, str>>> {
        let role = self.object.fields().object("roleRef")?;
        role.string("kind").filter(|kind| kind.value == "ClusterRole")?;
        role.string("name")
    }

    /// Kind and name of those whom it gives a role.
    pub fn subjects(self) -> impl Iterator<Item = (Spanned<Cow<'t, str>>, Spanned<Cow<'t, str>>)> + use<'t> {
        let subjects = self.object.fields().objects("subjects");
        subjects.filter_map(|item| Some((item.fields.string("kind")?, item.fields.string("name")?)))
    }
}

//! Who may do what: roles and what binds them to somebody.

use super::text;
use crate::model::k8s::access::Role;
use crate::model::k8s::fields::Fields;
use crate::model::k8s::object::Object;
use crate::text::{Span, Spanned};

/// A Role or ClusterRole.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessRole {
    /// What it allows.
    pub rules: Vec<AccessRule>,
}

/// What one rule of a role allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRule {
    /// The groups of the resources.
    pub groups: Vec<Box<str>>,
    /// The resources.
    pub resources: Vec<Spanned<Box<str>>>,
    /// What may be done with them.
    pub verbs: Vec<Box<str>>,
}

impl AccessRole {
    pub(super) fn of(object: Object<'_>) -> Self {
        let rules = Role::of(object).into_iter().flat_map(Role::rules);
        Self { rules: rules.map(AccessRule::of).collect() }
    }
}

impl AccessRule {
    /// Where the first of its resources stands that is meant; `*` means all.
    #[must_use]
    pub fn first_resource(&self, is_meant: impl Fn(&str) -> bool) -> Option<Span> {
        let found = self.resources.iter().find(|resource| &*resource.value == "*" || is_meant(&resource.value))?;
        Some(found.span)
    }

    fn of(fields: Fields<'_>) -> Self {
        let strings = |name: &str| fields.strings(name).map(|text| text.value.into()).collect();
        Self {
            groups: strings("apiGroups"),
            resources: fields.strings("resources").filter_map(|resource| text(Some(resource))).collect(),
            verbs: strings("verbs"),
        }
    }
}

/// A RoleBinding or ClusterRoleBinding.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleBinding {
    /// The role that it gives.
    pub role: Option<RoleReference>,
    /// Whom it gives it to.
    pub subjects: Vec<Subject>,
}

/// The role that a binding gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleReference {
    /// Whether it is a ClusterRole.
    pub is_cluster_role: bool,
    /// Its name.
    pub name: Spanned<Box<str>>,
}

/// Whom a binding gives a role to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// `User`, `Group` or `ServiceAccount`.
    pub kind: Box<str>,
    /// Its name.
    pub name: Spanned<Box<str>>,
    /// Its namespace; of service accounts only.
    pub namespace: Option<Box<str>>,
}

impl RoleBinding {
    pub(super) fn of(object: Object<'_>) -> Self {
        let fields = object.fields();
        let role = fields.object("roleRef").and_then(|role| {
            let is_cluster_role = role.string("kind")?.value == "ClusterRole";
            Some(RoleReference { is_cluster_role, name: text(role.string("name"))? })
        });
        let subject = |subject: Fields<'_>| {
            Some(Subject {
                kind: subject.string("kind")?.value.into(),
                name: text(subject.string("name"))?,
                namespace: subject.string("namespace").map(|name| name.value.into()),
            })
        };
        Self { role, subjects: fields.objects("subjects").filter_map(|item| subject(item.fields)).collect() }
    }
}

//! What the other files of a run need to know of an object: owned, so that it outlives the tree it was read from.
//!
//! Only facts, no verdicts, and nothing of how objects relate: that is the project's.

mod access;
mod network;
mod route;
mod scaling;
mod storage;
mod workload;

use std::borrow::Cow;

pub use access::{AccessRole, AccessRule, RoleBinding, RoleReference, Subject};
pub use network::{
    Direction, Ingress, IngressBackend, IngressRoute, Monitor, NetworkPolicy, PodPeer, Service, ServicePort,
    ServiceType,
};
pub use route::{Route, RouteBackend};
pub use scaling::{Amount, Autoscaler, DisruptionBudget, Target, UtilizationMetric};
pub use storage::{Claim, Configuration};
pub use workload::{Port, PortReference, Reference, Workload, WorkloadContainer};

use super::fields::Fields;
use super::object::Object;
use super::selector::Labels;
use crate::diagnostic::ObjectId;
use crate::text::{Span, Spanned};

/// What other files need to know of one object.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectFacts {
    /// What names it.
    pub id: ObjectId,
    /// Where a finding about the whole object belongs.
    pub place: Span,
    /// Its labels.
    pub labels: Labels,
    /// Whether it belongs to no namespace.
    pub is_cluster_scoped: bool,
    /// What its kind says.
    pub what: What,
}

/// What the kind of an object says to others.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each holds the facts of its name")]
pub enum What {
    Workload(Box<Workload>),
    Service(Service),
    Ingress(Ingress),
    Route(Route),
    NetworkPolicy(NetworkPolicy),
    Monitor(Monitor),
    DisruptionBudget(DisruptionBudget),
    Autoscaler(Autoscaler),
    AccessRole(AccessRole),
    RoleBinding(RoleBinding),
    Claim(Claim),
    Configuration(Configuration),
    /// Nothing but that it is there.
    Other,
}

impl ObjectFacts {
    /// The facts of `object`.
    #[must_use]
    pub fn of(object: Object<'_>) -> Self {
        Self {
            id: object.id(),
            place: object.name_span(),
            labels: Labels::of(object.metadata().labels()),
            is_cluster_scoped: object.is_cluster_scoped(),
            what: What::of(object),
        }
    }

    /// Whether it is of `kind` in `group` (empty for the core group), in whatever version.
    #[must_use]
    pub fn is(&self, group: &str, kind: &str) -> bool {
        self.id.kind == kind && self.group() == group
    }

    /// The group of its apiVersion: empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        self.id.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// Its name; empty when it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.id.name.as_deref().unwrap_or_default()
    }
}

impl What {
    fn of(object: Object<'_>) -> Self {
        if let Some(workload) = Workload::of(object) {
            return Self::Workload(Box::new(workload));
        }
        let kind = object.kind().value;
        match (&*object.group(), &*kind) {
            ("", "Service") => Self::Service(Service::of(object)),
            ("networking.k8s.io" | "extensions", "Ingress") => Self::Ingress(Ingress::of(object)),
            ("networking.k8s.io" | "extensions", "NetworkPolicy") => Self::NetworkPolicy(NetworkPolicy::of(object)),
            (route::GROUP, kind) if kind.ends_with("Route") => Self::Route(Route::of(object)),
            ("monitoring.coreos.com", "ServiceMonitor" | "PodMonitor") => Self::Monitor(Monitor::of(object)),
            ("policy", "PodDisruptionBudget") => Self::DisruptionBudget(DisruptionBudget::of(object)),
            ("autoscaling", "HorizontalPodAutoscaler") | ("keda.sh", "ScaledObject") => {
                Self::Autoscaler(Autoscaler::of(object))
            }
            ("rbac.authorization.k8s.io", "Role" | "ClusterRole") => Self::AccessRole(AccessRole::of(object)),
            ("rbac.authorization.k8s.io", "RoleBinding" | "ClusterRoleBinding") => {
                Self::RoleBinding(RoleBinding::of(object))
            }
            ("", "PersistentVolumeClaim") => Self::Claim(Claim::of(object)),
            ("", "ConfigMap" | "Secret") => Self::Configuration(Configuration::of(object)),
            _ => Self::Other,
        }
    }
}

/// The text of a field, owned.
fn text(value: Option<Spanned<Cow<'_, str>>>) -> Option<Spanned<Box<str>>> {
    value.map(|value| Spanned::new(value.value.into(), value.span))
}

/// A selector under `name`, with the place of its key.
fn selector(fields: Option<Fields<'_>>, name: &str) -> Option<Spanned<super::Selector>> {
    let fields = fields?;
    let selector = super::Selector::of(fields.object(name)?);
    Some(Spanned::new(selector, fields.key_span(name)?))
}

//! Workloads: what kind of one an object is, how many pods it runs, and facts of these pods that rules ask about.
//!
//! Reads what is written; judges nothing.

mod image;
mod port;
mod probe;
mod resources;
mod sidecar;
mod spread;

pub use image::ContainerImage;
pub use port::{ContainerPort, PortReference};
pub use probe::{Handler, HttpGet, Probe, ProbeKind};
pub use resources::{Amount, Resources};

use crate::model::k8s::{Container, ContainerRole, Object, PodSpec};
use crate::text::Span;

/// Groups and kinds that run a number of equal pods, one where `spec.replicas` does not say.
const REPLICATED: &[(&[&str], &str)] = &[
    (&["apps", "extensions"], "Deployment"),
    (&["apps", "extensions"], "ReplicaSet"),
    (&["apps", "apps.kruise.io"], "StatefulSet"),
    (&[""], "ReplicationController"),
    (&["apps.openshift.io", ""], "DeploymentConfig"),
    (&["argoproj.io"], "Rollout"),
    (&["apps.kruise.io"], "CloneSet"),
];

/// How many pods a workload runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replicas {
    /// The number.
    pub count: i64,
    /// Where it is written; `None` for the default.
    pub span: Option<Span>,
}

impl Object<'_> {
    /// How many pods it runs; `None` for kinds that have no such number, and when the number is no number.
    #[must_use]
    pub fn replicas(self) -> Option<Replicas> {
        let (kind, group) = (self.kind().value, self.group());
        REPLICATED.iter().find(|(groups, name)| *name == kind && groups.contains(&&*group))?;
        let spec = self.spec()?;
        match spec.integer("replicas") {
            Some(count) => Some(Replicas { count: count.value, span: Some(count.span) }),
            None if spec.has("replicas") => None,
            None => Some(Replicas { count: 1, span: None }),
        }
    }

    /// Whether it runs pods to their end: a Job, or what makes Jobs.
    #[must_use]
    pub fn runs_to_completion(self) -> bool {
        self.is(&["batch"], "Job") || self.is(&["batch"], "CronJob") || self.is(&["keda.sh"], "ScaledJob")
    }

    /// Whether it is one of the kinds that Kubernetes itself makes pods of. Others, such as those of Knative, fill in and forbid
    /// parts of the pod's spec.
    #[must_use]
    pub fn is_standard_workload(self) -> bool {
        let of_kubernetes = matches!(&*self.group(), "" | "apps" | "batch" | "apps.openshift.io");
        of_kubernetes && self.kind().value != "PodTemplate" && self.template_path().is_some()
    }
}

impl PodSpec<'_> {
    /// Whether it is complete: in a patch, which something merges with the rest, containers lack their images.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self.main_containers().next().is_some() && self.main_containers().all(Container::is_complete)
    }
}

impl Container<'_> {
    /// Whether it is complete, and not a patch that something merges with the rest.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self.fields().has("image")
    }

    /// Whether it may ask for resources. Ephemeral containers use what is left.
    #[must_use]
    pub fn may_have_resources(self) -> bool {
        self.role != ContainerRole::Ephemeral
    }
}

#[cfg(test)]
mod tests {
    use crate::model::k8s::Manifest;
    use crate::syntax::yaml::Tree;

    fn count(text: &str) -> Option<i64> {
        let tree = Tree::parse(text);
        Manifest::new(&tree).objects()[0].replicas().map(|replicas| replicas.count)
    }

    #[test]
    fn one_is_the_default() {
        assert_eq!(count("{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 3}}"), Some(3));
        assert_eq!(count("{apiVersion: apps/v1, kind: Deployment, spec: {}}"), Some(1));
        assert_eq!(count("{apiVersion: apps/v1, kind: Deployment, spec: {replicas: many}}"), None);
        assert_eq!(count("{apiVersion: apps/v1, kind: DaemonSet, spec: {replicas: 3}}"), None);
    }
}

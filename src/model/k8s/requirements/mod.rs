//! What the API server refuses although the schema allows it, told as data: each violation with its place and its reason.
//!
//! Knows nothing of rules but the topics that they divide the violations among. Facts are those of the server's own validation
//! (`pkg/apis/*/validation` of Kubernetes 1.34) on create; what depends on a cluster's objects or configuration is left out.

mod cluster;
mod configuration;
mod findings;
mod labels;
mod metadata;
mod network;
mod part;
mod pod;
mod storage;
#[cfg(test)]
mod tests;
mod workload;

use std::borrow::Cow;

use super::Object;
use crate::schema::VersionSet;
use crate::text::Span;
use cluster::{custom_resource_definition, quota, rbac, webhook};
use findings::Findings;
use network::{endpoints, ingress, network_policy, service};
use part::Part;
use workload::{autoscaling, job};

/// What a violation is about; each topic has a rule of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An object without a name.
    MissingName,
    /// A name that is not written as its kind of names has to be.
    Name,
    /// A label, or a key of labels or annotations, that is not written as it has to be.
    Label,
    /// A selector that does not match what it has to, or is empty.
    SelectorMismatch,
    /// A label selector that makes no sense.
    Selector,
    /// A value that has to be there, is not, and that the schema does not ask for.
    MissingValue,
    /// A value that is none of those which are legal, though the schema takes any.
    UnsupportedValue,
    /// A number that is too small or too large.
    Number,
    /// A field that may not be set here, or not together with another.
    ForbiddenField,
    /// A mount of a volume that the pod does not have.
    UnknownVolume,
    /// Two containers of the same name.
    DuplicateContainer,
    /// Two ports of the same name or number where there may be one.
    DuplicatePort,
    /// A number or name that no port can have.
    Port,
    /// A probe or a lifecycle hook that cannot work.
    Probe,
    /// A request above its limit.
    RequestAboveLimit,
    /// A name or an amount of a resource that no container can have.
    Resource,
    /// A schedule or time zone of a CronJob.
    CronSchedule,
    /// A restart policy that the kind does not allow.
    RestartPolicy,
    /// A path that is not absolute, or leaves where it belongs.
    Path,
    /// An IP address, a range of them, or a host name.
    Address,
    /// A key of a ConfigMap or Secret.
    ConfigKey,
    /// Data of a ConfigMap or Secret that is too large, or not what the Secret's type wants.
    ConfigData,
    /// A definition of a custom resource.
    CustomResourceDefinition,
}

/// Topics that somebody wants to hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topics(u32);

impl Topics {
    /// All of them.
    pub const ALL: Self = Self(u32::MAX);

    /// Whether any of `topics` is among them.
    #[must_use]
    pub fn has_any(self, topics: &[Topic]) -> bool {
        topics.iter().any(|topic| self.0 & topic.bit() != 0)
    }
}

impl Topic {
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl FromIterator<Topic> for Topics {
    fn from_iter<T: IntoIterator<Item = Topic>>(topics: T) -> Self {
        Self(topics.into_iter().fold(0, |bits, topic| bits | topic.bit()))
    }
}

/// Something that the API server refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What it is about.
    pub topic: Topic,
    /// Where it is.
    pub span: Span,
    /// What is the case.
    pub message: Cow<'static, str>,
    /// The field that is not there, when that is what is wrong.
    pub missing: Option<&'static str>,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
    /// The place that makes it one, and what is there.
    pub label: Option<(Span, Cow<'static, str>)>,
}

/// What the API server would refuse in `object`: all that is about `topics`, and maybe more. Fields that the schemas of the
/// `wanted` releases require are not told missing a second time.
#[must_use]
pub fn violations(object: Object<'_>, wanted: VersionSet, topics: Topics) -> Vec<Violation> {
    let mut found = Findings::about(topics);
    let whole = Part::of_object(object, wanted);
    let is_kubernetes = object.schema().is_some_and(|kind| kind.scope().is_some());
    if is_kubernetes {
        if topics.has_any(metadata::TOPICS) {
            metadata::check(whole, object, &mut found);
        }
        kind(whole, object, &mut found);
    }
    if let Some(pod) = object.pod_template() {
        pod::check_template(whole, pod, is_kubernetes, &mut found);
    }
    found.into_violations()
}

/// What each kind wants beside what all objects do.
fn kind(whole: Part<'_>, object: Object<'_>, found: &mut Findings) {
    let (api_version, kind) = (object.api_version().value, object.kind().value);
    match (&*api_version, &*kind) {
        ("apps/v1", "Deployment") => workload::deployment(whole, found),
        ("apps/v1", "ReplicaSet") => workload::replica_set(whole, found),
        ("apps/v1", "StatefulSet") => workload::stateful_set(whole, found),
        ("apps/v1", "DaemonSet") => workload::daemon_set(whole, found),
        ("v1", "ReplicationController") => workload::replication_controller(whole, found),
        ("batch/v1", "Job") => job::job(whole, found),
        ("batch/v1", "CronJob") => job::cron_job(whole, found),
        ("v1", "Service") => service::check(whole, found),
        ("networking.k8s.io/v1", "Ingress") => ingress::ingress(whole, found),
        ("networking.k8s.io/v1", "IngressClass") => ingress::ingress_class(whole, found),
        ("networking.k8s.io/v1", "NetworkPolicy") => network_policy::check(whole, found),
        ("rbac.authorization.k8s.io/v1", "Role") => rbac::role(whole, found),
        ("rbac.authorization.k8s.io/v1", "ClusterRole") => rbac::cluster_role(whole, found),
        ("rbac.authorization.k8s.io/v1", "RoleBinding") => rbac::binding(whole, rbac::Scope::Namespace, found),
        ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding") => rbac::binding(whole, rbac::Scope::Cluster, found),
        ("v1", "ConfigMap") => configuration::config_map(whole, found),
        ("v1", "Secret") => configuration::secret(whole, found),
        ("v1", "PersistentVolume") => storage::persistent_volume(whole, found),
        ("v1", "PersistentVolumeClaim") => storage::claim(whole, found),
        ("storage.k8s.io/v1", "StorageClass") => storage::storage_class(whole, found),
        ("storage.k8s.io/v1", "VolumeAttachment") => storage::volume_attachment(whole, found),
        ("policy/v1", "PodDisruptionBudget") => autoscaling::disruption_budget(whole, found),
        ("autoscaling/v1" | "autoscaling/v2", "HorizontalPodAutoscaler") => autoscaling::autoscaler(whole, found),
        ("v1", "ResourceQuota") => quota::resource_quota(whole, found),
        ("v1", "LimitRange") => quota::limit_range(whole, found),
        ("scheduling.k8s.io/v1", "PriorityClass") => quota::priority_class(whole, found),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition") => custom_resource_definition::check(whole, found),
        ("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration") => {
            webhook::configuration(whole, found);
        }
        ("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy") => webhook::policy(whole, found),
        ("apiregistration.k8s.io/v1", "APIService") => cluster::api_service(whole, found),
        ("v1", "Namespace") => cluster::namespace(whole, found),
        ("node.k8s.io/v1", "RuntimeClass") => cluster::runtime_class(whole, found),
        ("v1", "Node") => cluster::node(whole, found),
        ("v1", "Endpoints") => endpoints::endpoints(whole, found),
        ("discovery.k8s.io/v1", "EndpointSlice") => endpoints::endpoint_slice(whole, found),
        ("coordination.k8s.io/v1", "Lease") => cluster::lease(whole, found),
        ("certificates.k8s.io/v1", "CertificateSigningRequest") => cluster::certificate_request(whole, found),
        ("authorization.k8s.io/v1", _) => cluster::access_review(whole, found),
        ("authentication.k8s.io/v1", "TokenReview") => cluster::token_review(whole, found),
        _ => {}
    }
}

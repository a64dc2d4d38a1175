//! Objects that make pods: how many, of which template, and what the project knows of them.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1 as core;
use k8s_openapi::api::{apps, batch};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use shipworthy::model::k8s::facts::{ObjectFacts, What};
use shipworthy::model::k8s::{ContainerRole, Object};

use super::differences::Differences;
use super::pod::{self, containers, exact};
use super::related::{requirements, requirements_of};

/// What the official type says of the pods that an object makes.
pub(crate) struct Pods {
    labels: BTreeMap<String, String>,
    spec: Option<core::PodSpec>,
    /// Empty for kinds that have no such number.
    replicas: Option<i64>,
    selector: Option<LabelSelector>,
    ends: bool,
}

impl Pods {
    fn of(template: Option<core::PodTemplateSpec>) -> Self {
        let template = template.unwrap_or_default();
        let labels = template.metadata.and_then(|metadata| metadata.labels).unwrap_or_default();
        Self { labels, spec: template.spec, replicas: None, selector: None, ends: false }
    }

    fn scaled(self, replicas: Option<i32>, selector: Option<LabelSelector>) -> Self {
        Self { replicas: Some(i64::from(replicas.unwrap_or(1))), selector, ..self }
    }

    pub(crate) fn of_pod(pod: core::Pod) -> Self {
        let labels = pod.metadata.labels.unwrap_or_default();
        Self { labels, spec: pod.spec, replicas: None, selector: None, ends: false }
    }

    pub(crate) fn of_template(template: core::PodTemplate) -> Self {
        Self::of(template.template)
    }

    pub(crate) fn of_controller(controller: core::ReplicationController) -> Self {
        let spec = controller.spec.unwrap_or_default();
        let selector =
            spec.selector.map(|labels| LabelSelector { match_labels: Some(labels), match_expressions: None });
        Self::of(spec.template).scaled(spec.replicas, selector)
    }

    pub(crate) fn of_deployment(deployment: apps::v1::Deployment) -> Self {
        let spec = deployment.spec;
        Self::of(Some(spec.template)).scaled(spec.replicas, Some(spec.selector))
    }

    pub(crate) fn of_replica_set(set: apps::v1::ReplicaSet) -> Self {
        let spec = set.spec;
        Self::of(spec.template).scaled(spec.replicas, Some(spec.selector))
    }

    pub(crate) fn of_stateful_set(set: apps::v1::StatefulSet) -> Self {
        let spec = set.spec;
        Self::of(Some(spec.template)).scaled(spec.replicas, Some(spec.selector))
    }

    pub(crate) fn of_daemon_set(set: apps::v1::DaemonSet) -> Self {
        let spec = set.spec;
        Self { selector: Some(spec.selector), ..Self::of(Some(spec.template)) }
    }

    pub(crate) fn of_job(job: batch::v1::Job) -> Self {
        let spec = job.spec.unwrap_or_default();
        Self { selector: spec.selector, ends: true, ..Self::of(Some(spec.template)) }
    }

    pub(crate) fn of_cron_job(job: batch::v1::CronJob) -> Self {
        let spec = job.spec.job_template.spec.unwrap_or_default();
        Self { ends: true, ..Self::of(Some(spec.template)) }
    }
}

/// Everything about an object that makes pods.
pub(crate) fn compare(object: Object<'_>, facts: &ObjectFacts, official: &Pods, found: &mut Differences) {
    if object.spec().is_some() {
        found.same("replicas", &object.replicas().map(|replicas| replicas.count), &official.replicas);
    }
    let pod = object.pod();
    found.same("has a pod", &pod.is_some(), &official.spec.is_some());
    let (Some(pod), Some(spec)) = (pod, &official.spec) else { return };
    let labels = |labels: Vec<(String, String)>| labels.into_iter().collect::<BTreeMap<_, _>>();
    let own = pod.labels();
    let own = own.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    found.same("labels of pods", &labels(own), &official.labels);
    pod::compare(pod, spec, found);
    workload(facts, official, spec, found);
}

/// What the project knows of it.
fn workload(facts: &ObjectFacts, official: &Pods, spec: &core::PodSpec, found: &mut Differences) {
    let What::Workload(ours) = &facts.what else {
        found.same("is a workload", &false, &true);
        return;
    };
    if let Some(replicas) = official.replicas {
        found.same("replicas of the project", &ours.replicas(), &replicas);
    }
    let selector = ours.selector.as_ref().map(|selector| requirements(&selector.value)).unwrap_or_default();
    found.same("selector", &selector, &official.selector.as_ref().map(requirements_of).unwrap_or_default());
    found.same("hostNetwork of the project", &ours.host_network, &(spec.host_network == Some(true)));
    let ends = official.ends || matches!(spec.restart_policy.as_deref(), Some("Never" | "OnFailure"));
    found.same("runs to its end", &ours.runs_to_end, &ends);
    let account = ours.service_account.as_ref().map(|account| account.value.to_string());
    let official_account = spec.service_account_name.clone().or_else(|| spec.service_account.clone());
    found.same("service account", &account, &official_account.filter(|account| !account.is_empty()));
    let claims: Vec<_> = ours.claims.iter().map(|claim| claim.value.to_string()).collect();
    let sources = spec.volumes.iter().flatten().filter_map(|volume| volume.persistent_volume_claim.as_ref());
    found.same("claims", &claims, &sources.map(|source| source.claim_name.clone()).collect());
    references(ours, spec, found);
    let all = containers(spec);
    found.same("containers of the project", &ours.containers.len(), &all.len());
    let pod_resources = spec.resources.as_ref();
    for (ours, official) in ours.containers.iter().zip(&all) {
        let container = &official.container;
        found.same("name in the project", &ours.name.to_string(), &container.name);
        found.same("role in the project", &ours.role, &official.role);
        found.same("readiness probe", &ours.has_readiness_probe, &container.readiness_probe.is_some());
        let asks = |name| asks(container.resources.as_ref(), name) || asks(pod_resources, name);
        found.same("asks for CPU time", &ours.requests_cpu, &asks("cpu"));
        found.same("asks for memory", &ours.requests_memory, &asks("memory"));
        let own = |port: &shipworthy::model::k8s::facts::Port| {
            (port.name.as_deref().map(str::to_owned), port.number, port.protocol.to_string())
        };
        let ports = container.ports.iter().flatten().map(|port| {
            let protocol = port.protocol.clone().unwrap_or_else(|| "TCP".to_owned());
            (port.name.clone(), i64::from(port.container_port), protocol)
        });
        found.same("ports in the project", &ours.ports.iter().map(own).collect::<Vec<_>>(), &ports.collect());
    }
    let long =
        |container: &&pod::OfficialContainer| matches!(container.role, ContainerRole::Main | ContainerRole::Sidecar);
    let ports = all.iter().filter(long).map(|container| container.container.ports.iter().flatten().count()).sum();
    found.same("ports that are listened on", &ours.ports().count(), &ports);
}

/// Whether there is a request, or a limit in its place, that is more than nothing.
fn asks(resources: Option<&core::ResourceRequirements>, name: &str) -> bool {
    let Some(resources) = resources else { return false };
    let of = |list: &Option<BTreeMap<String, _>>| list.as_ref().and_then(|list| list.get(name).map(exact));
    let nothing = Some(shipworthy::model::k8s::Quantity::ZERO);
    of(&resources.requests).or_else(|| of(&resources.limits)).is_some_and(|amount| amount != nothing)
}

/// Kind, name, key and whether it is optional.
type Reference = (&'static str, String, Option<String>, bool);

fn references(ours: &shipworthy::model::k8s::facts::Workload, spec: &core::PodSpec, found: &mut Differences) {
    let own = ours.references.iter().map(|reference| {
        let key = reference.key.as_ref().map(|key| key.value.to_string());
        (reference.kind, reference.name.value.to_string(), key, reference.optional)
    });
    let mut officials: Vec<Reference> = Vec::new();
    for container in containers(spec) {
        let variables = container.container.env.into_iter().flatten();
        for source in variables.filter_map(|variable| variable.value_from) {
            officials.extend(
                source.config_map_key_ref.map(|map| ("ConfigMap", map.name, Some(map.key), map.optional == Some(true))),
            );
            officials.extend(
                source.secret_key_ref.map(|map| ("Secret", map.name, Some(map.key), map.optional == Some(true))),
            );
        }
        for source in container.container.env_from.into_iter().flatten() {
            officials
                .extend(source.config_map_ref.map(|map| ("ConfigMap", map.name, None, map.optional == Some(true))));
            officials
                .extend(source.secret_ref.map(|secret| ("Secret", secret.name, None, secret.optional == Some(true))));
        }
    }
    found.same("references", &own.collect::<Vec<Reference>>(), &officials);
}

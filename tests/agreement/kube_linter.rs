//! Where our findings and kube-linter's part on the reference corpus, and why.

use shipworthy::model::k8s::Object;

use crate::{Difference, Side};

/// A kind of difference that is meant, or that cannot be helped, with its reason.
pub(crate) struct Class {
    /// The checks it is about; empty for all.
    pub(crate) checks: &'static [&'static str],
    /// Who says something.
    pub(crate) side: Side,
    /// Why.
    pub(crate) reason: &'static str,
    /// Which differences belong to it.
    pub(crate) holds: fn(&Difference<'_>) -> bool,
}

/// All classes; a difference is of the first that it fits.
pub(crate) const CLASSES: &[Class] = &[
    Class {
        checks: &[],
        side: Side::Ours,
        reason: "the table has lost rows: a line is torn, and what follows it of the repository is missing",
        holds: |it| {
            it.finding.file.contains("/ContainerSolutions__kubernetes-examples/") && !it.is_known_there
                || it.finding.file.ends_with("__list__list-deployment-non-deprecated.yaml")
        },
    },
    Class {
        checks: &["unset-memory-requirements"],
        side: Side::Theirs,
        reason: "the table's first line has lost the beginning of its path",
        holds: |it| !it.finding.file.starts_with("manifests/"),
    },
    Class {
        checks: &[],
        side: Side::Ours,
        reason: "kube-linter says nothing of the object at all: what it cannot decode it passes over",
        holds: |it| !it.is_known_there,
    },
    Class {
        checks: &["mismatching-selector"],
        side: Side::Theirs,
        reason: "a workload without any selector lacks a required field, which `k8s/missing-field` tells",
        holds: |it| it.object.and_then(Object::spec).is_none_or(|spec| spec.object("selector").is_none()),
    },
    Class {
        checks: &[],
        side: Side::Theirs,
        reason: "a patch without a pod has no pod to judge",
        holds: |it| it.object.is_some_and(|object| object.is_workload() && object.pod().is_none()),
    },
    Class {
        checks: &["sorted-keys"],
        side: Side::Theirs,
        reason: "Kustomize's own files are no objects; their fields have an order of their own",
        holds: |it| it.object.is_some_and(|object| object.group() == "kustomize.config.k8s.io"),
    },
    Class {
        checks: &["dangling-service"],
        side: Side::Theirs,
        reason: "a Service without a selector is legal: its endpoints are made by something else",
        holds: |it| {
            let selector = it.object.and_then(|object| object.spec()?.object("selector"));
            selector.is_none_or(|selector| selector.mapping().entries().next().is_none())
        },
    },
    Class {
        checks: &["dangling-service", "dangling-horizontalpodautoscaler"],
        side: Side::Theirs,
        reason: "kube-linter does not know that a Rollout makes pods",
        holds: |it| it.text.contains("kind: Rollout"),
    },
    Class {
        checks: &["no-anti-affinity"],
        side: Side::Theirs,
        reason: "a patch whose containers lack images, or are none, is merged with the rest of the pod",
        holds: |it| it.object.and_then(Object::pod).is_some_and(|pod| !pod.is_complete()),
    },
    Class {
        checks: &["latest-tag"],
        side: Side::Theirs,
        reason: "what is empty, a placeholder or no image at all is not one without a tag",
        holds: |it| {
            ["@IMAGE_REGISTRY_PROJECT@", "nginx@latest", "image: \"\""].iter().any(|image| it.text.contains(image))
        },
    },
    Class {
        checks: &["sorted-keys"],
        side: Side::Theirs,
        reason: "the mapping is no object, or its file is a template that is rendered first",
        holds: |it| it.object.is_none(),
    },
    Class {
        checks: &["sorted-keys"],
        side: Side::Ours,
        reason: "a key is there twice, or comes after a value of another type, which kube-linter reads otherwise",
        holds: |_| true,
    },
    Class {
        checks: &["no-rolling-update-strategy"],
        side: Side::Theirs,
        reason: "before `apps/v1` a Deployment without a strategy is updated step by step too",
        holds: |it| it.object.is_some_and(|object| object.api_version().value != "apps/v1"),
    },
    Class {
        checks: &["exposed-services"],
        side: Side::Theirs,
        reason: "an annotation keeps the load balancer inside of the network",
        holds: |it| it.text.contains("load-balancer-type: \"Internal\""),
    },
    Class {
        checks: &["env-var-secret"],
        side: Side::Theirs,
        reason: "the value is the name of a Secret, or a switch",
        holds: |it| it.text.contains("SECRET_NAME") || it.text.contains("ENABLE_SECRET_"),
    },
    Class {
        checks: &["readiness-port"],
        side: Side::Theirs,
        reason: "a patch lacks the ports that the rest of the container declares; templates lack their values",
        holds: |it| it.text.contains("data.values") || !it.text.contains("containerPort") || it.text.contains("#@"),
    },
    Class {
        checks: &[
            "dangling-horizontalpodautoscaler",
            "hpa-minimum-three-replicas",
            "pdb-unhealthy-pod-eviction-policy",
        ],
        side: Side::Theirs,
        reason: "an object without its `spec` has nothing that could be judged; that it is missing is told",
        holds: |it| it.object.is_none_or(|object| object.spec().is_none()),
    },
    Class {
        checks: &["dangling-horizontalpodautoscaler"],
        side: Side::Theirs,
        reason: "what is scaled is a custom resource, which may have replicas too",
        holds: |it| it.text.contains("kind: Balancer"),
    },
    Class {
        checks: &["no-extensions-v1beta"],
        side: Side::Theirs,
        reason: "the group of a custom resource only ends with `extensions`",
        holds: |it| it.object.is_some_and(|object| object.group() != "extensions"),
    },
    Class {
        checks: &["sensitive-host-mounts"],
        side: Side::Ours,
        reason: "a longer list of paths of the node, and paths written with a slash at their end",
        holds: |_| true,
    },
    Class {
        checks: &["docker-sock"],
        side: Side::Ours,
        reason: "containerd's socket is as good as Docker's",
        holds: |it| it.text.contains("containerd.sock"),
    },
    Class {
        checks: &["access-to-create-pods", "access-to-secrets"],
        side: Side::Ours,
        reason: "a RoleBinding to a ClusterRole is followed",
        holds: |it| it.finding.kind == "RoleBinding",
    },
    Class {
        checks: &["access-to-create-pods", "access-to-secrets"],
        side: Side::Theirs,
        reason: "an aggregated role has no rules of its own, and the API server fills it",
        holds: |it| it.text.contains("aggregationRule:"),
    },
    Class {
        checks: &["unsafe-sysctls"],
        side: Side::Theirs,
        reason: "the Pod Security Standards call these safe",
        holds: |it| it.text.contains("net.ipv4.ip_unprivileged_port_start"),
    },
    Class {
        checks: &["mismatching-selector"],
        side: Side::Ours,
        reason: "kube-linter passes over ReplicationControllers",
        holds: |it| it.finding.kind == "ReplicationController",
    },
    Class {
        checks: &["env-value-from"],
        side: Side::Theirs,
        reason: "kube-linter passes over the Secret, whose values are placeholders that do not decode",
        holds: |it| it.text.contains("secretKeyRef"),
    },
    Class {
        checks: &["dangling-service", "dangling-ingress"],
        side: Side::Theirs,
        reason: "what is referred to is in the namespace `default`, which is left out on one side, or kube-linter did not read it",
        holds: |_| true,
    },
    Class {
        checks: &[],
        side: Side::Ours,
        reason: "a version of `apps` that never was is read for what it seems to be",
        holds: |it| it.object.is_some_and(|object| object.api_version().value == "apps/v1alpha1"),
    },
];

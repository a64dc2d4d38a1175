//! Where our findings and kube-linter's part on the reference corpus, and why.

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
        reason: "kube-linter does not read the file, because a field of some object in it is of the wrong type",
        holds: |it| !it.is_known_there,
    },
    Class {
        checks: &["mismatching-selector"],
        side: Side::Theirs,
        reason: "a workload without any selector lacks a required field, which `k8s/missing-field` tells",
        holds: |it| it.object.and_then(|object| object.spec()).is_none_or(|spec| spec.object("selector").is_none()),
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
];

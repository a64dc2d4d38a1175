//! What other tools check: all checks of theirs, which of them are on when nothing is configured, and which kinds of objects
//! they look at. Knows nothing of how our rules judge.
//!
//! Sources: kube-linter's built-in checks and object kinds, kube-score's `list` and its parser, Polaris' built-in checks, all as
//! of August 2026; hadolint's and BuildKit's documentation.

use crate::rule::{Peer, Rule};

/// A check of another tool.
#[derive(Debug, Clone, Copy)]
pub struct PeerCheck {
    /// What the tool calls it, without the tool's name.
    pub id: &'static str,
    /// Whether it is on when nothing is configured.
    pub is_default: bool,
    /// The kinds it looks at.
    kinds: Kinds,
}

/// Kinds of objects that a check looks at; all when there are none.
type Kinds = &'static [PeerKind];

/// A kind as another tool tells kinds apart.
#[derive(Debug, Clone, Copy)]
struct PeerKind {
    group: &'static str,
    /// All when there are none.
    versions: &'static [&'static str],
    kind: &'static str,
}

/// What a rule may look at when it answers as another tool does.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// The kinds of each check that the rule answers for; without any, everything.
    checks: Vec<Kinds>,
}

impl Scope {
    /// What `peer` looks at with the checks that `rule` answers for.
    pub(crate) fn of(rule: &Rule, peer: Peer) -> Self {
        Self { checks: rule.ids_at(peer).filter_map(|id| find(peer, id)).map(|check| check.kinds).collect() }
    }

    /// Whether objects of that `kind` are looked at.
    pub(crate) fn has(&self, api_version: &str, kind: &str) -> bool {
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let is_it = |known: &PeerKind| {
            known.kind == kind
                && known.group == group
                && (known.versions.is_empty() || known.versions.contains(&version))
        };
        self.checks.is_empty() || self.checks.iter().any(|kinds| kinds.is_empty() || kinds.iter().any(is_it))
    }
}

/// All checks of `peer`; none where they are not listed here.
#[must_use]
pub fn checks(peer: Peer) -> &'static [PeerCheck] {
    match peer {
        Peer::KubeLinter => KUBE_LINTER,
        Peer::KubeScore => KUBE_SCORE,
        Peer::Polaris => POLARIS,
        _ => &[],
    }
}

fn find(peer: Peer, id: &str) -> Option<&'static PeerCheck> {
    checks(peer).iter().find(|check| check.id == id)
}

/// Whether the check of `peer` that is called `id` is on when nothing is configured.
pub(super) fn is_default(peer: Peer, id: &str) -> bool {
    let off: &[&str] = match peer {
        Peer::Hadolint => &["DL1001", "DL3057"],
        Peer::Buildkit => &["InvalidDefinitionDescription"],
        _ => return find(peer, id).is_none_or(|check| check.is_default),
    };
    !off.contains(&id)
}

const fn kind(group: &'static str, versions: &'static [&'static str], kind: &'static str) -> PeerKind {
    PeerKind { group, versions, kind }
}

const fn on(id: &'static str, kinds: Kinds) -> PeerCheck {
    PeerCheck { id, is_default: true, kinds }
}

const fn off(id: &'static str, kinds: Kinds) -> PeerCheck {
    PeerCheck { id, is_default: false, kinds }
}

const ALL: Kinds = &[];

/// What kube-linter calls `DeploymentLike`, of whatever version.
const DEPLOYMENT_LIKE: Kinds = &[
    kind("apps", &[], "Deployment"),
    kind("apps", &[], "DaemonSet"),
    kind("apps", &[], "StatefulSet"),
    kind("apps", &[], "ReplicaSet"),
    kind("", &[], "Pod"),
    kind("", &[], "ReplicationController"),
    kind("batch", &[], "Job"),
    kind("batch", &[], "CronJob"),
    kind("apps.openshift.io", &[], "DeploymentConfig"),
];
const DEPLOYMENT_LIKE_AND_SERVICE: Kinds = &[
    kind("apps", &[], "Deployment"),
    kind("apps", &[], "DaemonSet"),
    kind("apps", &[], "StatefulSet"),
    kind("apps", &[], "ReplicaSet"),
    kind("", &[], "Pod"),
    kind("", &[], "ReplicationController"),
    kind("batch", &[], "Job"),
    kind("batch", &[], "CronJob"),
    kind("apps.openshift.io", &[], "DeploymentConfig"),
    kind("", &["v1"], "Service"),
];
const JOB_LIKE: Kinds = &[kind("batch", &["v1"], "Job"), kind("batch", &["v1"], "CronJob")];
const SERVICE: Kinds = &[kind("", &["v1"], "Service")];
const INGRESS: Kinds = &[kind("networking.k8s.io", &["v1"], "Ingress")];
const NETWORK_POLICY: Kinds = &[kind("networking.k8s.io", &["v1"], "NetworkPolicy")];
const DISRUPTION_BUDGET: Kinds = &[kind("policy", &["v1"], "PodDisruptionBudget")];
const AUTOSCALER: Kinds = &[kind("autoscaling", &["v1", "v2", "v2beta1", "v2beta2"], "HorizontalPodAutoscaler")];
const SERVICE_MONITOR: Kinds = &[kind("monitoring.coreos.com", &["v1"], "ServiceMonitor")];
const SECURITY_CONTEXT_CONSTRAINTS: Kinds = &[kind("security.openshift.io", &["v1"], "SecurityContextConstraints")];
const CLUSTER_ROLE_BINDING: Kinds = &[kind("rbac.authorization.k8s.io", &["v1"], "ClusterRoleBinding")];
const ROLE_BINDINGS: Kinds = &[
    kind("rbac.authorization.k8s.io", &["v1"], "ClusterRoleBinding"),
    kind("rbac.authorization.k8s.io", &["v1"], "RoleBinding"),
];
const ROLES: Kinds =
    &[kind("rbac.authorization.k8s.io", &["v1"], "ClusterRole"), kind("rbac.authorization.k8s.io", &["v1"], "Role")];

const KUBE_LINTER: &[PeerCheck] = &[
    off("access-to-create-pods", ROLE_BINDINGS),
    off("access-to-secrets", ROLE_BINDINGS),
    off("cluster-admin-role-binding", CLUSTER_ROLE_BINDING),
    off("dangling-horizontalpodautoscaler", AUTOSCALER),
    off("dangling-ingress", INGRESS),
    off("dangling-networkpolicy", NETWORK_POLICY),
    off("dangling-networkpolicypeer-podselector", NETWORK_POLICY),
    on("dangling-service", SERVICE),
    off("dangling-servicemonitor", SERVICE_MONITOR),
    off("default-service-account", DEPLOYMENT_LIKE),
    on("deprecated-service-account-field", DEPLOYMENT_LIKE),
    off("dnsconfig-options", DEPLOYMENT_LIKE),
    on("docker-sock", DEPLOYMENT_LIKE),
    on("drop-net-raw-capability", DEPLOYMENT_LIKE),
    on("duplicate-env-var", DEPLOYMENT_LIKE),
    off("env-value-from", DEPLOYMENT_LIKE),
    on("env-var-secret", DEPLOYMENT_LIKE),
    off("exposed-services", SERVICE),
    on("host-ipc", DEPLOYMENT_LIKE),
    on("host-network", DEPLOYMENT_LIKE),
    on("host-pid", DEPLOYMENT_LIKE),
    off("hpa-minimum-three-replicas", AUTOSCALER),
    on("invalid-target-ports", DEPLOYMENT_LIKE_AND_SERVICE),
    on("job-ttl-seconds-after-finished", JOB_LIKE),
    on("latest-tag", DEPLOYMENT_LIKE),
    on("liveness-port", DEPLOYMENT_LIKE),
    off("minimum-three-replicas", DEPLOYMENT_LIKE),
    on("mismatching-selector", DEPLOYMENT_LIKE),
    on("no-anti-affinity", DEPLOYMENT_LIKE),
    on("no-extensions-v1beta", ALL),
    off("no-liveness-probe", DEPLOYMENT_LIKE),
    off("no-node-affinity", DEPLOYMENT_LIKE),
    on("no-read-only-root-fs", DEPLOYMENT_LIKE),
    off("no-readiness-probe", DEPLOYMENT_LIKE),
    off("no-rolling-update-strategy", DEPLOYMENT_LIKE),
    on("non-existent-service-account", DEPLOYMENT_LIKE),
    off("non-isolated-pod", DEPLOYMENT_LIKE),
    on("pdb-max-unavailable", DISRUPTION_BUDGET),
    on("pdb-min-available", DISRUPTION_BUDGET),
    on("pdb-unhealthy-pod-eviction-policy", DISRUPTION_BUDGET),
    off("priority-class-name", DEPLOYMENT_LIKE),
    on("privilege-escalation-container", DEPLOYMENT_LIKE),
    on("privileged-container", DEPLOYMENT_LIKE),
    off("privileged-ports", DEPLOYMENT_LIKE),
    off("read-secret-from-env-var", DEPLOYMENT_LIKE),
    on("readiness-port", DEPLOYMENT_LIKE),
    off("required-annotation-email", DEPLOYMENT_LIKE),
    off("required-label-owner", DEPLOYMENT_LIKE),
    off("restart-policy", DEPLOYMENT_LIKE),
    on("run-as-non-root", DEPLOYMENT_LIKE),
    off("scc-deny-privileged-container", SECURITY_CONTEXT_CONSTRAINTS),
    off("schema-validation", ALL),
    on("sensitive-host-mounts", DEPLOYMENT_LIKE),
    off("sorted-keys", ALL),
    on("ssh-port", DEPLOYMENT_LIKE),
    on("startup-port", DEPLOYMENT_LIKE),
    off("unsafe-proc-mount", DEPLOYMENT_LIKE),
    on("unsafe-sysctls", DEPLOYMENT_LIKE),
    on("unset-cpu-requirements", DEPLOYMENT_LIKE),
    on("unset-memory-requirements", DEPLOYMENT_LIKE),
    off("use-namespace", DEPLOYMENT_LIKE_AND_SERVICE),
    off("wildcard-in-rules", ROLES),
    off("writable-host-mount", DEPLOYMENT_LIKE),
];

/// The kinds that kube-score reads; it passes over all others.
const READ_BY_KUBE_SCORE: Kinds = &[
    kind("", &["v1"], "Pod"),
    kind("", &["v1"], "Service"),
    kind("batch", &["v1"], "Job"),
    kind("batch", &["v1", "v1beta1"], "CronJob"),
    kind("apps", &[], "Deployment"),
    kind("apps", &[], "StatefulSet"),
    kind("apps", &[], "DaemonSet"),
    kind("extensions", &["v1beta1"], "Deployment"),
    kind("extensions", &["v1beta1"], "DaemonSet"),
    kind("networking.k8s.io", &["v1"], "NetworkPolicy"),
    kind("policy", &["v1", "v1beta1"], "PodDisruptionBudget"),
    kind("networking.k8s.io", &["v1", "v1beta1"], "Ingress"),
    kind("extensions", &["v1beta1"], "Ingress"),
    kind("autoscaling", &[], "HorizontalPodAutoscaler"),
];
const DEPLOYMENT: Kinds = &[kind("apps", &["v1"], "Deployment")];
const STATEFUL_SET: Kinds = &[kind("apps", &["v1"], "StatefulSet")];
const CRON_JOB: Kinds = &[kind("batch", &["v1", "v1beta1"], "CronJob")];

const KUBE_SCORE: &[PeerCheck] = &[
    off("container-cpu-requests-equal-limits", READ_BY_KUBE_SCORE),
    on("container-ephemeral-storage-request-and-limit", READ_BY_KUBE_SCORE),
    off("container-ephemeral-storage-request-equals-limit", READ_BY_KUBE_SCORE),
    on("container-image-pull-policy", READ_BY_KUBE_SCORE),
    on("container-image-tag", READ_BY_KUBE_SCORE),
    off("container-memory-requests-equal-limits", READ_BY_KUBE_SCORE),
    off("container-ports-check", READ_BY_KUBE_SCORE),
    off("container-resource-requests-equal-limits", READ_BY_KUBE_SCORE),
    on("container-resources", READ_BY_KUBE_SCORE),
    off("container-seccomp-profile", READ_BY_KUBE_SCORE),
    on("container-security-context-privileged", READ_BY_KUBE_SCORE),
    on("container-security-context-readonlyrootfilesystem", READ_BY_KUBE_SCORE),
    on("container-security-context-user-group-id", READ_BY_KUBE_SCORE),
    on("cronjob-has-deadline", CRON_JOB),
    on("cronjob-restartpolicy", CRON_JOB),
    on("deployment-has-host-podantiaffinity", DEPLOYMENT),
    on("deployment-has-poddisruptionbudget", DEPLOYMENT),
    on("deployment-pod-selector-labels-match-template-metadata-labels", DEPLOYMENT),
    on("deployment-replicas", DEPLOYMENT),
    on("deployment-strategy", DEPLOYMENT),
    on("deployment-targeted-by-hpa-does-not-have-replicas-configured", READ_BY_KUBE_SCORE),
    on("environment-variable-key-duplication", READ_BY_KUBE_SCORE),
    on("horizontalpodautoscaler-has-target", READ_BY_KUBE_SCORE),
    on("horizontalpodautoscaler-replicas", READ_BY_KUBE_SCORE),
    on("ingress-targets-service", READ_BY_KUBE_SCORE),
    on("label-values", READ_BY_KUBE_SCORE),
    on("networkpolicy-targets-pod", READ_BY_KUBE_SCORE),
    on("pod-networkpolicy", READ_BY_KUBE_SCORE),
    on("pod-probes", READ_BY_KUBE_SCORE),
    on("pod-probes-identical", READ_BY_KUBE_SCORE),
    on("pod-topology-spread-constraints", READ_BY_KUBE_SCORE),
    on("poddisruptionbudget-has-policy", READ_BY_KUBE_SCORE),
    on("service-targets-pod", READ_BY_KUBE_SCORE),
    on("service-type", READ_BY_KUBE_SCORE),
    on("stable-version", READ_BY_KUBE_SCORE),
    on("statefulset-has-host-podantiaffinity", STATEFUL_SET),
    on("statefulset-has-poddisruptionbudget", STATEFUL_SET),
    on("statefulset-has-servicename", STATEFUL_SET),
    on("statefulset-pod-selector-labels-match-template-metadata-labels", STATEFUL_SET),
];

const ANY_DEPLOYMENT: Kinds = &[kind("apps", &[], "Deployment"), kind("extensions", &["v1beta1"], "Deployment")];

const POLARIS: &[PeerCheck] = &[
    on("automountServiceAccountToken", ALL),
    on("clusterrolePodExecAttach", ALL),
    on("clusterrolebindingClusterAdmin", ALL),
    on("clusterrolebindingPodExecAttach", ALL),
    on("cpuLimitsMissing", ALL),
    on("cpuRequestsMissing", ALL),
    on("dangerousCapabilities", ALL),
    on("deploymentMissingReplicas", ANY_DEPLOYMENT),
    on("hostIPCSet", ALL),
    on("hostNetworkSet", ALL),
    on("hostPIDSet", ALL),
    on("hostPathSet", ALL),
    on("hostPortSet", ALL),
    on("hostProcess", ALL),
    on("hpaMaxAvailability", ALL),
    on("hpaMinAvailability", ALL),
    on("insecureCapabilities", ALL),
    on("linuxHardening", ALL),
    on("livenessProbeMissing", ALL),
    on("memoryLimitsMissing", ALL),
    on("memoryRequestsMissing", ALL),
    on("metadataAndInstanceMismatched", ALL),
    on("missingNetworkPolicy", ALL),
    on("missingPodDisruptionBudget", ANY_DEPLOYMENT),
    on("notReadOnlyRootFilesystem", ALL),
    on("pdbDisruptionsIsZero", ALL),
    on("pdbMinAvailableGreaterThanHPAMinReplicas", ALL),
    on("priorityClassNotSet", ALL),
    on("privilegeEscalationAllowed", ALL),
    on("procMount", ALL),
    on("pullPolicyNotAlways", ALL),
    on("readinessProbeMissing", ALL),
    on("rolePodExecAttach", ALL),
    on("rolebindingClusterAdminClusterRole", ALL),
    on("rolebindingClusterAdminRole", ALL),
    on("rolebindingClusterRolePodExecAttach", ALL),
    on("rolebindingRolePodExecAttach", ALL),
    on("runAsPrivileged", ALL),
    on("runAsRootAllowed", ALL),
    on("sensitiveConfigmapContent", ALL),
    on("sensitiveContainerEnvVar", ALL),
    on("tagNotSpecified", ALL),
    on("tlsSettingsMissing", ALL),
    on("topologySpreadConstraint", ALL),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules;

    #[test]
    fn ids_of_rules_are_checks_that_the_tool_has() {
        for peer in Peer::ALL.into_iter().filter(|peer| !checks(*peer).is_empty()) {
            for rule in rules::all() {
                for id in rule.ids_at(peer) {
                    assert!(find(peer, id).is_some(), "{}: {} has no check `{id}`", rule.id, peer.name());
                }
            }
        }
    }

    #[test]
    fn checks_are_listed_once() {
        for peer in Peer::ALL {
            let ids: BTreeSet<_> = checks(peer).iter().map(|check| check.id).collect();
            assert_eq!(ids.len(), checks(peer).len(), "{}", peer.name());
        }
    }

    #[test]
    fn kinds_are_told_apart_by_group_and_version() {
        let rule = rules::by_id("k8s/missing-image-tag").expect("a rule");
        let scope = Scope::of(rule, Peer::KubeLinter);
        assert!(scope.has("apps/v1beta1", "Deployment") && scope.has("v1", "Pod"));
        assert!(!scope.has("extensions/v1beta1", "Deployment") && !scope.has("argoproj.io/v1alpha1", "Rollout"));
        assert!(!scope.has("apps/v1", "Pod"));
        let exact = Scope { checks: vec![DISRUPTION_BUDGET] };
        assert!(exact.has("policy/v1", "PodDisruptionBudget") && !exact.has("policy/v1beta1", "PodDisruptionBudget"));
        assert!(Scope::default().has("example.com/v1", "Anything"));
    }
}

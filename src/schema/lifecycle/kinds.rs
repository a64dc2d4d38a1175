//! The lives of kinds, as data.

use super::{Lifecycle, Migration, ProjectLifecycle};
use crate::schema::Version;
use Migration::{Fields, Impossible, Kind, Meaning, VersionOnly};

const fn api(api_version: &'static str, kinds: &'static [&'static str], migration: Migration) -> Lifecycle {
    Lifecycle { api_version, kinds, introduced: None, deprecated: None, removed: None, migration }
}

impl Lifecycle {
    /// The minor releases that introduce, deprecate and remove it.
    const fn life(self, introduced: u8, deprecated: u8, removed: u8) -> Self {
        self.introduced(introduced).deprecated(deprecated).removed(removed)
    }

    const fn introduced(self, minor: u8) -> Self {
        Self { introduced: Some(Version::new(minor)), ..self }
    }

    const fn deprecated(self, minor: u8) -> Self {
        Self { deprecated: Some(Version::new(minor)), ..self }
    }

    const fn removed(self, minor: u8) -> Self {
        Self { removed: Some(Version::new(minor)), ..self }
    }
}

// Where several stand, some releases serve the later but not yet the earlier.
const ADMISSION: &[&str] = &["admissionregistration.k8s.io/v1", "admissionregistration.k8s.io/v1beta1"];
const APPS: &[&str] = &["apps/v1"];
const AUTHENTICATION: &[&str] = &["authentication.k8s.io/v1", "authentication.k8s.io/v1beta1"];
const AUTHORIZATION: &[&str] = &["authorization.k8s.io/v1"];
const CERTIFICATES: &[&str] = &["certificates.k8s.io/v1", "certificates.k8s.io/v1beta1"];
const FLOW_CONTROL: &[&str] = &[
    "flowcontrol.apiserver.k8s.io/v1",
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "flowcontrol.apiserver.k8s.io/v1beta2",
];
const NETWORKING: &[&str] = &["networking.k8s.io/v1", "networking.k8s.io/v1beta1"];
const RBAC: &[&str] = &["rbac.authorization.k8s.io/v1"];
const SCHEDULING: &[&str] = &["scheduling.k8s.io/v1"];
const STORAGE: &[&str] = &["storage.k8s.io/v1", "storage.k8s.io/v1beta1"];
const STORAGE_MIGRATION: &[&str] = &["storagemigration.k8s.io/v1", "storagemigration.k8s.io/v1beta1"];

const SCALE: Migration =
    Fields { to: &["autoscaling/v1"], notes: &["`status.selector` is a string, `status.targetSelector` is gone"] };
const SELECTOR: &str = "`spec.selector` is required and cannot be changed afterwards";
const DEPLOYMENT: Migration = Fields {
    to: APPS,
    notes: &[
        SELECTOR,
        "`spec.rollbackTo` is gone",
        "`spec.progressDeadlineSeconds` defaults to 600 instead of no deadline",
        "`spec.revisionHistoryLimit` defaults to 10 instead of 2 (apps/v1beta1) or all (extensions/v1beta1)",
        "`maxSurge` and `maxUnavailable` default to 25% instead of 1",
    ],
};
const INGRESS: Migration = Fields {
    to: NETWORKING,
    notes: &[
        "`spec.backend` is called `spec.defaultBackend`",
        "a backend's `serviceName` is called `service.name`",
        "a backend's `servicePort` is called `service.port.number` when it is a number, else `service.port.name`",
        "`pathType` is required for each path; `ImplementationSpecific` is what its absence meant",
    ],
};
const WEBHOOK: Migration = Fields {
    to: ADMISSION,
    notes: &[
        "`sideEffects` is required, and only `None` and `NoneOnDryRun` are left",
        "`admissionReviewVersions` is required",
        "`failurePolicy` defaults to `Fail` instead of `Ignore`",
        "`matchPolicy` defaults to `Equivalent` instead of `Exact`",
        "`timeoutSeconds` defaults to 10 instead of 30",
        "the names of `webhooks` may not repeat",
    ],
};
const CUSTOM_RESOURCE_DEFINITION: Migration = Fields {
    to: &["apiextensions.k8s.io/v1"],
    notes: &[
        "`spec.version` is gone: `spec.versions` holds every version",
        "`spec.validation` stands in `spec.versions[*].schema`, where it is required and has to be structural",
        "`spec.subresources` and `spec.additionalPrinterColumns` stand in `spec.versions[*]`",
        "`JSONPath` of a printer column is called `jsonPath`",
        "`spec.scope` is required",
        "`spec.preserveUnknownFields: true` is refused: `x-kubernetes-preserve-unknown-fields` in the schema replaces it",
        "`spec.conversion.webhookClientConfig` is called `spec.conversion.webhook.clientConfig`",
        "`spec.conversion.conversionReviewVersions` stands in `spec.conversion.webhook`",
    ],
};
const FLOW_CONTROL_KINDS: &[&str] = &["PriorityLevelConfiguration"];
const SHARES: Migration = Fields {
    to: FLOW_CONTROL,
    notes: &["`spec.limited.assuredConcurrencyShares` is called `spec.limited.nominalConcurrencyShares`"],
};
const RBAC_KINDS: &[&str] = &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"];
const AUDIT: Migration = VersionOnly(&["audit.k8s.io/v1"]);
const KUBEADM: Migration = Fields {
    to: &["kubeadm.k8s.io/v1beta4"],
    notes: &[
        "`extraArgs` is a list of `name` and `value` instead of a mapping",
        "`discovery.timeout` and `timeoutForControlPlane` stand in `timeouts`",
        "`kubeadm config migrate` rewrites a whole file",
    ],
};
const KUBEADM_KINDS: &[&str] = &["ClusterConfiguration", "ClusterStatus", "InitConfiguration", "JoinConfiguration"];
const POLICY_KINDS: &[&str] = &["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];
const MUTATING_POLICY_KINDS: &[&str] = &["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"];
const ADDRESS_KINDS: &[&str] = &["IPAddress", "ServiceCIDR"];
/// Dynamic resource allocation was redesigned between its first alphas, and its requests were nested once more later.
const RESOURCE: &[&str] =
    &["resource.k8s.io/v1", "resource.k8s.io/v1beta2", "resource.k8s.io/v1beta1", "resource.k8s.io/v1alpha3"];
const REDESIGNED_CLAIM: Migration =
    Fields { to: RESOURCE, notes: &["`spec.devices.requests` replaces `spec.resourceClassName` and its parameters"] };
const NESTED_REQUEST: Migration = Fields {
    to: &["resource.k8s.io/v1", "resource.k8s.io/v1beta2"],
    notes: &["the fields of a request for exact devices stand in `exactly`"],
};
const POD_CERTIFICATE: Migration = Fields {
    to: CERTIFICATES,
    notes: &["`spec.stubPKCS10Request` replaces `spec.pkixPublicKey` and `spec.proofOfPossession`"],
};
const FLAT_DEVICE: Migration = Fields {
    to: &["resource.k8s.io/v1", "resource.k8s.io/v1beta2"],
    notes: &["the fields of `basic` stand in the device itself"],
};

/// By the release that removes; then by apiVersion.
pub(super) const LIFECYCLES: &[Lifecycle] = &[
    api("apps/v1beta1", &["ControllerRevision"], VersionOnly(APPS)).life(7, 8, 16),
    api("apps/v1beta1", &["Deployment"], DEPLOYMENT).life(6, 8, 16),
    api("apps/v1beta1", &["DeploymentRollback"], Impossible).life(6, 8, 16),
    api("apps/v1beta1", &["Scale"], SCALE).life(6, 8, 16),
    api(
        "apps/v1beta1",
        &["StatefulSet"],
        Fields {
            to: APPS,
            notes: &[SELECTOR, "`spec.updateStrategy.type` defaults to `RollingUpdate` instead of `OnDelete`"],
        },
    )
    .life(5, 8, 16),
    // Selectors were required, and defaults those of apps/v1, from here on.
    api(
        "apps/v1beta2",
        &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"],
        VersionOnly(APPS),
    )
    .life(8, 9, 16),
    api("apps/v1beta2", &["Scale"], SCALE).life(8, 9, 16),
    api(
        "extensions/v1beta1",
        &["DaemonSet"],
        Fields {
            to: APPS,
            notes: &[
                SELECTOR,
                "`spec.templateGeneration` is gone",
                "`spec.updateStrategy.type` defaults to `RollingUpdate` instead of `OnDelete`",
            ],
        },
    )
    .life(1, 8, 16),
    api("extensions/v1beta1", &["Deployment"], DEPLOYMENT).life(1, 8, 16),
    api("extensions/v1beta1", &["DeploymentRollback"], Impossible).life(2, 8, 16),
    api("extensions/v1beta1", &["NetworkPolicy"], VersionOnly(NETWORKING)).life(3, 9, 16),
    // It moved to policy/v1beta1, which is gone too.
    api("extensions/v1beta1", &["PodSecurityPolicy"], Impossible).life(2, 11, 16),
    api("extensions/v1beta1", &["ReplicaSet"], Fields { to: APPS, notes: &[SELECTOR] }).life(2, 8, 16),
    api("extensions/v1beta1", &["Scale"], Impossible).life(1, 2, 16),
    api("auditregistration.k8s.io/v1alpha1", &["AuditSink"], Impossible).introduced(13).removed(19),
    api("settings.k8s.io/v1alpha1", &["PodPreset"], Impossible).introduced(6).removed(20),
    api("batch/v2alpha1", &["CronJob"], VersionOnly(&["batch/v1"])).deprecated(8).removed(21),
    api("flowcontrol.apiserver.k8s.io/v1alpha1", &["FlowSchema"], VersionOnly(FLOW_CONTROL)).life(18, 20, 21),
    api("flowcontrol.apiserver.k8s.io/v1alpha1", FLOW_CONTROL_KINDS, SHARES).life(18, 20, 21),
    api("admission.k8s.io/v1beta1", &["AdmissionReview"], VersionOnly(&["admission.k8s.io/v1"])).life(9, 19, 22),
    api(
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        WEBHOOK,
    )
    .life(9, 16, 22),
    api("apiextensions.k8s.io/v1beta1", &["CustomResourceDefinition"], CUSTOM_RESOURCE_DEFINITION).life(7, 16, 22),
    api("apiregistration.k8s.io/v1beta1", &["APIService"], VersionOnly(&["apiregistration.k8s.io/v1"])).life(7, 19, 22),
    api("authentication.k8s.io/v1beta1", &["TokenReview"], VersionOnly(AUTHENTICATION)).life(4, 19, 22),
    api(
        "authorization.k8s.io/v1beta1",
        &["LocalSubjectAccessReview", "SubjectAccessReview"],
        Fields { to: AUTHORIZATION, notes: &["`spec.group` is called `spec.groups`"] },
    )
    .life(2, 19, 22),
    api("authorization.k8s.io/v1beta1", &["SelfSubjectAccessReview"], VersionOnly(AUTHORIZATION)).life(2, 19, 22),
    api("authorization.k8s.io/v1beta1", &["SelfSubjectRulesReview"], VersionOnly(AUTHORIZATION)).life(8, 19, 22),
    api(
        "certificates.k8s.io/v1beta1",
        &["CertificateSigningRequest"],
        Fields {
            to: CERTIFICATES,
            notes: &[
                "`spec.signerName` is required, and `kubernetes.io/legacy-unknown` is refused",
                "`spec.usages` is required, without repetition, and only of known usages",
            ],
        },
    )
    .life(12, 19, 22),
    api("coordination.k8s.io/v1beta1", &["Lease"], VersionOnly(&["coordination.k8s.io/v1"])).life(12, 19, 22),
    api("extensions/v1beta1", &["Ingress"], INGRESS).life(1, 14, 22),
    api("networking.k8s.io/v1beta1", &["Ingress"], INGRESS).life(14, 19, 22),
    api("networking.k8s.io/v1beta1", &["IngressClass"], VersionOnly(NETWORKING)).life(18, 19, 22),
    api("rbac.authorization.k8s.io/v1beta1", RBAC_KINDS, VersionOnly(RBAC)).life(6, 17, 22),
    api("scheduling.k8s.io/v1beta1", &["PriorityClass"], VersionOnly(SCHEDULING)).life(11, 14, 22),
    api("storage.k8s.io/v1beta1", &["CSIDriver"], VersionOnly(STORAGE)).life(14, 19, 22),
    api("storage.k8s.io/v1beta1", &["CSINode"], VersionOnly(STORAGE)).life(14, 17, 22),
    api("storage.k8s.io/v1beta1", &["StorageClass"], VersionOnly(STORAGE)).life(4, 19, 22),
    api("storage.k8s.io/v1beta1", &["VolumeAttachment"], VersionOnly(STORAGE)).life(10, 19, 22),
    api("kubeadm.k8s.io/v1beta1", KUBEADM_KINDS, KUBEADM).life(13, 17, 22),
    // Still in the OpenAPI file of 1.22.
    api("rbac.authorization.k8s.io/v1alpha1", &["ClusterRole", "Role"], VersionOnly(RBAC)).deprecated(17).removed(23),
    api(
        "rbac.authorization.k8s.io/v1alpha1",
        &["ClusterRoleBinding", "RoleBinding"],
        Fields { to: RBAC, notes: &["`subjects[*].apiVersion` is called `apiGroup`, and names a group alone"] },
    )
    .deprecated(17)
    .removed(23),
    api("scheduling.k8s.io/v1alpha1", &["PriorityClass"], VersionOnly(SCHEDULING)).deprecated(14).removed(23),
    // The marker says 1.24, the OpenAPI file of 1.23 no longer has it.
    api("storage.k8s.io/v1alpha1", &["VolumeAttachment"], VersionOnly(STORAGE)).life(9, 21, 23),
    api("audit.k8s.io/v1alpha1", &["Policy", "Event"], AUDIT).deprecated(21).removed(24),
    api("audit.k8s.io/v1beta1", &["Policy", "Event"], AUDIT).deprecated(21).removed(24),
    api(
        "node.k8s.io/v1alpha1",
        &["RuntimeClass"],
        Fields {
            to: &["node.k8s.io/v1"],
            notes: &[
                "`spec.runtimeHandler` is called `handler`",
                "`spec.overhead` and `spec.scheduling` are called `overhead` and `scheduling`",
            ],
        },
    )
    .deprecated(20)
    .removed(24),
    api("storage.k8s.io/v1alpha1", &["CSIStorageCapacity"], VersionOnly(STORAGE)).life(19, 21, 24),
    api(
        "autoscaling/v2beta1",
        &["HorizontalPodAutoscaler"],
        Fields {
            to: &["autoscaling/v2"],
            notes: &["a metric's `targetAverageUtilization`, `targetAverageValue` and `targetValue` stand in `target`"],
        },
    )
    .life(8, 22, 25),
    api("batch/v1beta1", &["CronJob"], VersionOnly(&["batch/v1"])).life(8, 21, 25),
    api("batch/v1beta1", &["JobTemplate"], Impossible).life(8, 22, 25),
    api(
        "discovery.k8s.io/v1beta1",
        &["EndpointSlice"],
        Fields {
            to: &["discovery.k8s.io/v1"],
            notes: &["an endpoint's `topology` is gone: `nodeName` and `zone` say what matters of it"],
        },
    )
    .life(16, 21, 25),
    api(
        "events.k8s.io/v1beta1",
        &["Event"],
        Fields {
            to: &["events.k8s.io/v1"],
            notes: &[
                "`involvedObject` is called `regarding`",
                "`type` is `Normal` or `Warning`",
                "`action`, `reason`, `reportingController` and `reportingInstance` are required",
                "`eventTime` replaces `firstTimestamp`, `series` replaces `lastTimestamp` and `count`",
            ],
        },
    )
    .life(8, 22, 25),
    api("node.k8s.io/v1beta1", &["RuntimeClass"], VersionOnly(&["node.k8s.io/v1"])).life(13, 22, 25),
    api("policy/v1beta1", &["Eviction"], VersionOnly(&["policy/v1"])).life(5, 22, 25),
    api(
        "policy/v1beta1",
        &["PodDisruptionBudget"],
        Meaning {
            to: &["policy/v1"],
            notes: &["an empty `spec.selector` selects every pod of the namespace, not none"],
        },
    )
    .life(5, 21, 25),
    // Pod Security Admission takes its place, by labels of the namespace.
    api("policy/v1beta1", &["PodSecurityPolicy"], Impossible).life(10, 21, 25),
    api("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], VersionOnly(&["autoscaling/v2"])).life(12, 23, 26),
    api("flowcontrol.apiserver.k8s.io/v1beta1", &["FlowSchema"], VersionOnly(FLOW_CONTROL)).life(20, 23, 26),
    api("flowcontrol.apiserver.k8s.io/v1beta1", FLOW_CONTROL_KINDS, SHARES).life(20, 23, 26),
    api("kubeadm.k8s.io/v1beta2", KUBEADM_KINDS, KUBEADM).life(15, 24, 27),
    api("resource.k8s.io/v1alpha1", &["PodScheduling"], Impossible).introduced(26).removed(27),
    api("resource.k8s.io/v1alpha1", &["ResourceClaim", "ResourceClaimTemplate"], REDESIGNED_CLAIM)
        .introduced(26)
        .removed(27),
    api("resource.k8s.io/v1alpha1", &["ResourceClass"], DEVICE_CLASS).introduced(26).removed(27),
    api("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], VersionOnly(STORAGE)).life(21, 24, 27),
    api("flowcontrol.apiserver.k8s.io/v1beta2", &["FlowSchema"], VersionOnly(FLOW_CONTROL)).life(23, 26, 29),
    api("flowcontrol.apiserver.k8s.io/v1beta2", FLOW_CONTROL_KINDS, SHARES).life(23, 26, 29),
    // The marker plans 1.31; the OpenAPI file of 1.29 no longer has it.
    api("networking.k8s.io/v1alpha1", &["ClusterCIDR"], Impossible).life(25, 28, 29),
    // The marker plans 1.33; the OpenAPI file of 1.31 no longer has them.
    api("networking.k8s.io/v1alpha1", ADDRESS_KINDS, VersionOnly(NETWORKING)).life(27, 30, 31),
    api("resource.k8s.io/v1alpha2", &["PodSchedulingContext"], Impossible).introduced(27).removed(31),
    api("resource.k8s.io/v1alpha2", &["ResourceClaim", "ResourceClaimTemplate"], REDESIGNED_CLAIM)
        .introduced(27)
        .removed(31),
    api("resource.k8s.io/v1alpha2", &["ResourceClass"], DEVICE_CLASS).introduced(27).removed(31),
    api("resource.k8s.io/v1alpha2", &["ResourceClaimParameters", "ResourceClassParameters"], Impossible)
        .introduced(30)
        .removed(31),
    api("resource.k8s.io/v1alpha2", &["ResourceSlice"], Fields { to: RESOURCE, notes: &["it was designed anew"] })
        .introduced(30)
        .removed(31),
    api("admissionregistration.k8s.io/v1alpha1", POLICY_KINDS, VersionOnly(ADMISSION)).life(26, 29, 32),
    api("authentication.k8s.io/v1alpha1", &["SelfSubjectReview"], VersionOnly(AUTHENTICATION)).life(26, 29, 32),
    // The marker plans 1.37; the OpenAPI file of 1.32 no longer has it.
    api(
        "coordination.k8s.io/v1alpha1",
        &["LeaseCandidate"],
        Fields {
            to: &["coordination.k8s.io/v1beta1", "coordination.k8s.io/v1alpha2"],
            notes: &["`spec.strategy` replaces `spec.preferredStrategies`"],
        },
    )
    .introduced(31)
    .removed(32),
    api("flowcontrol.apiserver.k8s.io/v1beta3", &["FlowSchema"], VersionOnly(&["flowcontrol.apiserver.k8s.io/v1"]))
        .life(26, 29, 32),
    api(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        FLOW_CONTROL_KINDS,
        Meaning {
            to: &["flowcontrol.apiserver.k8s.io/v1"],
            notes: &["`spec.limited.nominalConcurrencyShares: 0` means 0, not the default of 30"],
        },
    )
    .life(26, 29, 32),
    api("resource.k8s.io/v1alpha3", &["PodSchedulingContext"], Impossible).introduced(31).removed(32),
    api("authentication.k8s.io/v1beta1", &["SelfSubjectReview"], VersionOnly(AUTHENTICATION)).life(27, 30, 33),
    api("admissionregistration.k8s.io/v1beta1", POLICY_KINDS, VersionOnly(ADMISSION)).life(28, 31, 34),
    // The markers plan 1.37; the OpenAPI file of 1.34 no longer has them.
    api("resource.k8s.io/v1alpha3", &["DeviceClass"], VersionOnly(RESOURCE)).introduced(31).removed(34),
    api("resource.k8s.io/v1alpha3", &["ResourceClaim", "ResourceClaimTemplate"], NESTED_REQUEST)
        .introduced(31)
        .removed(34),
    api("resource.k8s.io/v1alpha3", &["ResourceSlice"], FLAT_DEVICE).introduced(31).removed(34),
    api("apidiscovery.k8s.io/v2beta1", &["APIGroupDiscovery"], VersionOnly(&["apidiscovery.k8s.io/v2"]))
        .life(26, 32, 35),
    api("certificates.k8s.io/v1alpha1", &["PodCertificateRequest"], POD_CERTIFICATE).introduced(34).removed(35),
    api("storage.k8s.io/v1alpha1", &["VolumeAttributesClass"], VersionOnly(STORAGE)).life(29, 32, 35),
    api(
        "storagemigration.k8s.io/v1alpha1",
        &["StorageVersionMigration"],
        Fields { to: STORAGE_MIGRATION, notes: &["`spec.continueToken` and `spec.resource.version` are gone"] },
    )
    .life(30, 33, 35),
    api(
        "scheduling.k8s.io/v1alpha1",
        &["Workload"],
        Fields {
            to: &["scheduling.k8s.io/v1beta1", "scheduling.k8s.io/v1alpha2"],
            notes: &["`spec.podGroups` is called `spec.podGroupTemplates`"],
        },
    )
    .introduced(35)
    .removed(36),
    api("certificates.k8s.io/v1alpha1", &["ClusterTrustBundle"], VersionOnly(CERTIFICATES)).life(26, 34, 37),
    api("kubeadm.k8s.io/v1beta3", KUBEADM_KINDS, KUBEADM).life(22, 31, 37),
    api("networking.k8s.io/v1beta1", ADDRESS_KINDS, VersionOnly(NETWORKING)).life(31, 34, 37),
    api(
        "scheduling.k8s.io/v1alpha2",
        &["PodGroup", "Workload"],
        Fields {
            to: &["scheduling.k8s.io/v1beta1"],
            notes: &[
                "`disruptionMode` is an object: `Pod` is `single: {}`, `PodGroup` is `all: {}`",
                "`spec.podGroupTemplateRef` of a pod group is called `spec.workloadRef`",
            ],
        },
    )
    .introduced(36)
    .removed(37),
    api("storage.k8s.io/v1beta1", &["VolumeAttributesClass"], VersionOnly(STORAGE)).life(31, 34, 37),
    api("admissionregistration.k8s.io/v1alpha1", MUTATING_POLICY_KINDS, VersionOnly(ADMISSION)).life(32, 35, 38),
    api("coordination.k8s.io/v1alpha2", &["LeaseCandidate"], VersionOnly(&["coordination.k8s.io/v1beta1"]))
        .life(32, 35, 38),
    api("resource.k8s.io/v1beta1", &["DeviceClass"], VersionOnly(&["resource.k8s.io/v1", "resource.k8s.io/v1beta2"]))
        .life(32, 35, 38),
    api("resource.k8s.io/v1beta1", &["ResourceClaim", "ResourceClaimTemplate"], NESTED_REQUEST).life(32, 35, 38),
    api("resource.k8s.io/v1beta1", &["ResourceSlice"], FLAT_DEVICE).life(32, 35, 38),
    api("coordination.k8s.io/v1beta1", &["LeaseCandidate"], Impossible).life(33, 36, 39),
    api("resource.k8s.io/v1alpha3", &["DeviceTaintRule"], VersionOnly(&["resource.k8s.io/v1beta2"])).life(33, 36, 39),
    api(
        "resource.k8s.io/v1beta2",
        &["DeviceClass", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice"],
        VersionOnly(&["resource.k8s.io/v1"]),
    )
    .life(33, 36, 39),
    api("admissionregistration.k8s.io/v1beta1", MUTATING_POLICY_KINDS, VersionOnly(ADMISSION)).life(34, 37, 40),
    api("certificates.k8s.io/v1beta1", &["ClusterTrustBundle"], VersionOnly(CERTIFICATES)).life(33, 37, 40),
    api("certificates.k8s.io/v1beta1", &["PodCertificateRequest"], POD_CERTIFICATE).life(35, 37, 40),
    api("storagemigration.k8s.io/v1beta1", &["StorageVersionMigration"], VersionOnly(STORAGE_MIGRATION))
        .life(35, 37, 40),
    api("resource.k8s.io/v1alpha3", &["ResourcePoolStatusRequest"], Impossible).life(36, 39, 42),
    api("resource.k8s.io/v1beta2", &["DeviceTaintRule"], Impossible).life(36, 39, 42),
    api("lifecycle.k8s.io/v1alpha1", &["Eviction", "EvictionRequest"], Impossible).life(37, 40, 43),
    api("scheduling.k8s.io/v1beta1", &["PodGroup", "Workload"], Impossible).life(37, 40, 43),
    // Deprecated without a plan to remove them.
    api("v1", &["ComponentStatus"], Impossible).deprecated(19),
    api(
        "v1",
        &["Endpoints"],
        Kind {
            to: &["discovery.k8s.io/v1"],
            kind: "EndpointSlice",
            notes: &["each subset becomes an object of its own, labelled `kubernetes.io/service-name`"],
        },
    )
    .deprecated(33),
];

const DEVICE_CLASS: Migration =
    Kind { to: RESOURCE, kind: "DeviceClass", notes: &["`spec.selectors` replaces `driverName` and `suitableNodes`"] };

/// Their releases are not those of Kubernetes, so a target version says nothing of them.
pub(super) const PROJECTS: &[ProjectLifecycle] = &[
    ProjectLifecycle {
        project: "Gateway API",
        api_versions: &["gateway.networking.k8s.io/v1alpha2", "gateway.networking.k8s.io/v1beta1"],
        kinds: &["Gateway", "GatewayClass", "HTTPRoute"],
        deprecated: Some("1.0"),
        removed: None,
        replacement: "gateway.networking.k8s.io/v1",
    },
    ProjectLifecycle {
        project: "cert-manager",
        api_versions: &["cert-manager.io/v1alpha2", "cert-manager.io/v1alpha3", "cert-manager.io/v1beta1"],
        kinds: &["Certificate", "CertificateRequest", "ClusterIssuer", "Issuer"],
        deprecated: Some("1.4"),
        removed: Some("1.6"),
        replacement: "cert-manager.io/v1",
    },
    ProjectLifecycle {
        project: "cert-manager",
        api_versions: &["certmanager.k8s.io/v1alpha1"],
        kinds: &["Certificate", "CertificateRequest", "ClusterIssuer", "Issuer"],
        deprecated: None,
        removed: Some("0.11"),
        replacement: "cert-manager.io/v1",
    },
    ProjectLifecycle {
        project: "Istio",
        api_versions: &["networking.istio.io/v1alpha3", "networking.istio.io/v1beta1"],
        kinds: &["DestinationRule", "Gateway", "ServiceEntry", "Sidecar", "VirtualService"],
        deprecated: None,
        removed: None,
        replacement: "networking.istio.io/v1",
    },
];

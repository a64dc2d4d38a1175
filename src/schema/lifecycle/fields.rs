//! Deprecated fields and values, as data.

use super::DeprecatedField;
use crate::schema::Version;

const fn field(object: &'static str, field: &'static str, instead: &'static str) -> DeprecatedField {
    DeprecatedField { object, field, value: None, deprecated: None, ineffective: None, instead }
}

impl DeprecatedField {
    const fn value(self, value: &'static str) -> Self {
        Self { value: Some(value), ..self }
    }

    const fn since(self, minor: u8) -> Self {
        Self { deprecated: Some(Version::new(minor)), ..self }
    }

    const fn ineffective(self, minor: u8) -> Self {
        Self { ineffective: Some(Version::new(minor)), ..self }
    }
}

const CRD: &str = "apiextensions.v1.CustomResourceDefinitionSpec";
const POD_CERTIFICATE: &str = "certificates.v1beta1.PodCertificateRequestSpec";
const EVENT: &str = "events.v1.Event";
/// Pods and persistent volumes name their sources alike.
const POD: &str = "core.v1.Volume";
const PERSISTENT: &str = "core.v1.PersistentVolumeSpec";
const ANY_CSI: &str = "use `csi` with a driver for this storage";
const SERIES: &str = "use `series`";

/// By object and field. In-tree volumes whose driver moved out still work, through that driver, where it is installed.
pub(super) const FIELDS: &[DeprecatedField] = &[
    field(CRD, "preserveUnknownFields", "set `x-kubernetes-preserve-unknown-fields` in the schema"),
    field(POD_CERTIFICATE, "pkixPublicKey", "use `stubPKCS10Request`").since(36),
    field(POD_CERTIFICATE, "proofOfPossession", "use `stubPKCS10Request`").since(36),
    field("core.v1.FlockerVolumeSource", "datasetName", "use `datasetUUID`"),
    field("core.v1.LifecycleHandler", "tcpSocket", "use `exec`, `httpGet` or `sleep`: this handler always fails"),
    field("core.v1.NodeSpec", "configSource", "configure the kubelet with a file").since(22).ineffective(24),
    field("core.v1.NodeSpec", "externalID", "remove it"),
    field("core.v1.NodeStatus", "phase", "use `conditions`"),
    field("core.v1.NodeSystemInfo", "kubeProxyVersion", "remove it").since(29).ineffective(33),
    field(PERSISTENT, "awsElasticBlockStore", "use `csi` with `ebs.csi.aws.com`").since(17),
    field(PERSISTENT, "azureDisk", "use `csi` with `disk.csi.azure.com`").since(19),
    field(PERSISTENT, "azureFile", "use `csi` with `file.csi.azure.com`").since(21),
    field(PERSISTENT, "cephfs", "use `csi` with `cephfs.csi.ceph.com`").since(28).ineffective(31),
    field(PERSISTENT, "cinder", "use `csi` with `cinder.csi.openstack.org`").since(16),
    field(PERSISTENT, "flexVolume", ANY_CSI).since(23),
    field(PERSISTENT, "flocker", ANY_CSI).since(22).ineffective(25),
    field(PERSISTENT, "gcePersistentDisk", "use `csi` with `pd.csi.storage.gke.io`").since(17),
    field(PERSISTENT, "glusterfs", ANY_CSI).since(25).ineffective(26),
    field(PERSISTENT, "persistentVolumeReclaimPolicy", "use dynamic provisioning with `Delete`").value("Recycle"),
    field(PERSISTENT, "photonPersistentDisk", ANY_CSI).since(11).ineffective(16),
    field(PERSISTENT, "portworxVolume", "use `csi` with `pxd.portworx.com`").since(25),
    field(PERSISTENT, "quobyte", ANY_CSI).since(22).ineffective(25),
    field(PERSISTENT, "rbd", "use `csi` with `rbd.csi.ceph.com`").since(28).ineffective(31),
    field(PERSISTENT, "scaleIO", ANY_CSI).since(16).ineffective(22),
    field(PERSISTENT, "storageos", ANY_CSI).since(22).ineffective(25),
    field(PERSISTENT, "vsphereVolume", "use `csi` with `csi.vsphere.vmware.com`").since(19),
    field("core.v1.PodSpec", "serviceAccount", "use `serviceAccountName`"),
    field("core.v1.PodStatus", "resize", "use the conditions `PodResizePending` and `PodResizeInProgress`").since(33),
    field("core.v1.ServiceSpec", "externalIPs", "use a load balancer or a Gateway").since(36),
    field("core.v1.ServiceSpec", "loadBalancerIP", "use the annotation that the load balancer's vendor documents")
        .since(24),
    field("core.v1.ServiceSpec", "trafficDistribution", "write `PreferSameZone`").value("PreferClose").since(35),
    field(POD, "awsElasticBlockStore", "use `csi` with `ebs.csi.aws.com`").since(17),
    field(POD, "azureDisk", "use `csi` with `disk.csi.azure.com`").since(19),
    field(POD, "azureFile", "use `csi` with `file.csi.azure.com`").since(21),
    field(POD, "cephfs", "use `csi` with `cephfs.csi.ceph.com`").since(28).ineffective(31),
    field(POD, "cinder", "use `csi` with `cinder.csi.openstack.org`").since(16),
    field(POD, "flexVolume", ANY_CSI).since(23),
    field(POD, "flocker", ANY_CSI).since(22).ineffective(25),
    field(POD, "gcePersistentDisk", "use `csi` with `pd.csi.storage.gke.io`").since(17),
    field(POD, "gitRepo", "clone in an init container into an `emptyDir`").since(11).ineffective(33),
    field(POD, "glusterfs", ANY_CSI).since(25).ineffective(26),
    field(POD, "photonPersistentDisk", ANY_CSI).since(11).ineffective(16),
    field(POD, "portworxVolume", "use `csi` with `pxd.portworx.com`").since(25),
    field(POD, "quobyte", ANY_CSI).since(22).ineffective(25),
    field(POD, "rbd", "use `csi` with `rbd.csi.ceph.com`").since(28).ineffective(31),
    field(POD, "scaleIO", ANY_CSI).since(16).ineffective(22),
    field(POD, "storageos", ANY_CSI).since(22).ineffective(25),
    field(POD, "vsphereVolume", "use `csi` with `csi.vsphere.vmware.com`").since(19),
    field("discovery.v1.Endpoint", "deprecatedTopology", "use `nodeName` and `zone`"),
    field("discovery.v1.EndpointSlice", "addressType", "use `IPv4` or `IPv6`").value("FQDN").since(33),
    field(EVENT, "deprecatedCount", SERIES),
    field(EVENT, "deprecatedFirstTimestamp", "use `eventTime`"),
    field(EVENT, "deprecatedLastTimestamp", SERIES),
    field(EVENT, "deprecatedSource", "use `reportingController` and `reportingInstance`"),
    field("meta.v1.DeleteOptions", "orphanDependents", "use `propagationPolicy`"),
    field("meta.v1.ListMeta", "selfLink", "remove it").since(16).ineffective(20),
    field("meta.v1.ObjectMeta", "selfLink", "remove it").since(16).ineffective(20),
];

//! What pods are given: claims of storage, ConfigMaps and Secrets.

use crate::model::k8s::fields::Fields;
use crate::model::k8s::object::Object;

/// A PersistentVolumeClaim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// How it may be mounted, such as `ReadWriteOnce`.
    pub access_modes: Vec<Box<str>>,
}

impl Claim {
    pub(super) fn of(object: Object<'_>) -> Self {
        let modes = object.spec().into_iter().flat_map(|spec| spec.strings("accessModes"));
        Self { access_modes: modes.map(|mode| mode.value.into()).collect() }
    }
}

/// A ConfigMap or Secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    /// Its keys.
    pub keys: Vec<Box<str>>,
}

impl Configuration {
    pub(super) fn of(object: Object<'_>) -> Self {
        let maps = ["data", "binaryData", "stringData"].into_iter().filter_map(|name| object.fields().object(name));
        let keys = maps.flat_map(Fields::entries).filter_map(|entry| entry.key.as_str());
        Self { keys: keys.map(Into::into).collect() }
    }
}

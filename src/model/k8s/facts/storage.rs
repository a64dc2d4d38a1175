//! Claims of storage.

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

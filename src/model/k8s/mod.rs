//! What a manifest means: its objects, and typed views of what rules ask about.
//!
//! Views are thin and cheap to copy; a field of the wrong type reads as absent, because the schema rules already say so.

mod access;
pub mod custom;
mod edit;
pub mod facts;
mod fields;
mod kind;
mod kustomization;
mod manifest;
pub mod names;
mod object;
mod pod;
pub mod project;
mod quantity;
pub mod requirements;
pub mod security;
mod selector;
pub mod validation;
mod volume;
mod workload;

pub use access::{Binding, Role};
pub use edit::Value;
pub use fields::{Fields, Item};
pub use kind::{Replacement, UnknownKind};
pub use kustomization::{Completion, FILE_NAMES as KUSTOMIZATION_FILES, Kustomization};
pub use manifest::Manifest;
pub use object::{Metadata, Object};
pub use pod::{Container, ContainerRole, PodSpec, PodTemplate};
pub use quantity::{NotAQuantity, Quantity};
pub use security::SecurityContext;
pub use selector::{Condition, Labels, Requirement, Selector};
pub use volume::{Mount, MountedHostPath, Volume};
pub use workload::{
    Amount, ContainerImage, ContainerPort, Handler, HttpGet, PortReference, Probe, ProbeKind, Replicas, Resources,
};

//! What a manifest means: its objects, and typed views of what rules ask about.
//!
//! Views are thin and cheap to copy; a field of the wrong type reads as absent, because the schema rules already say so.

mod access;
mod edit;
pub mod facts;
mod fields;
mod kind;
mod kustomization;
mod manifest;
mod object;
mod pod;
pub mod project;
pub mod security;
mod selector;
pub mod validation;
mod volume;

pub use access::{Binding, Role};
pub use edit::Value;
pub use fields::{Fields, Item};
pub use kind::{Replacement, UnknownKind};
pub use kustomization::{FILE_NAMES as KUSTOMIZATION_FILES, Kustomization};
pub use manifest::Manifest;
pub use object::{Metadata, Object};
pub use pod::{Container, ContainerRole, PodSpec, PodTemplate};
pub use security::SecurityContext;
pub use selector::{Condition, Labels, Requirement, Selector};
pub use volume::{Mount, MountedHostPath, Volume};

//! What a manifest means: its objects, and typed views of what rules ask about.
//!
//! Views are thin and cheap to copy; a field of the wrong type reads as absent, because the schema rules already say so.

mod fields;
mod kind;
mod manifest;
pub mod names;
mod object;
mod pod;
mod quantity;
pub mod requirements;
mod selector;
pub mod validation;

pub use fields::{Fields, Item};
pub use kind::{Replacement, UnknownKind};
pub use manifest::Manifest;
pub use object::{Metadata, Object};
pub use pod::{Container, ContainerRole, PodSpec, PodTemplate};
pub use quantity::{NotAQuantity, Quantity};
pub use selector::{Condition, Labels, Requirement, Selector};

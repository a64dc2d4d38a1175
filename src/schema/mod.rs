//! What Kubernetes itself says of its objects: which kinds, fields, types and values exist in which release.
//!
//! One table for all covered releases (`schemas/kubernetes.bin`, made by `schemas/generate`) is read in place: nothing
//! is parsed at the start, nothing allocated, and every view is a few words that can be copied. Knows no YAML and no
//! rule; [`lifecycle`] adds by hand what no schema says.
//!
//! A view holds for all releases at once. Whoever walks a document carries the [`VersionSet`] it is checked for, asks
//! once for each key, and finds in the answer for which of those releases it holds:
//!
//! ```
//! use shipworthy::schema::{Kind, Shape, VersionSet};
//!
//! let wanted: VersionSet = "1.29..1.33".parse()?;
//! let pod = Kind::find("v1", "Pod").expect("every release has pods");
//! assert_eq!(wanted - pod.versions(), VersionSet::EMPTY, "all of them");
//!
//! let spec = pod.object().field("spec").expect("a pod has a spec");
//! for declaration in spec.declarations(wanted) {
//!     let Shape::Object(spec) = declaration.ty().shape else { unreachable!("it is an object") };
//!     let wanted = declaration.versions();
//!     // One lookup says: unknown in 1.29 to 1.31, known from 1.32.
//!     let resources = spec.field("resources").expect("known in some release");
//!     assert_eq!((wanted - resources.versions()).to_string(), "1.29..1.31");
//!     assert_eq!(resources.versions().since().map(|version| version.to_string()).as_deref(), Some("1.32"));
//!     // What has to be there, without a look at the other forty fields.
//!     assert!(spec.required(wanted).map(|(field, versions)| (field.name(), versions)).eq([("containers", wanted)]));
//! }
//! # Ok::<(), shipworthy::schema::VersionError>(())
//! ```

#[allow(dead_code, reason = "words for what is absent are only written, by the generator")]
mod format;
mod kind;
pub mod lifecycle;
mod object;
mod table;
mod ty;
mod version;

pub use kind::{Kind, Scope};
pub use object::{Declaration, Field, ObjectType};
pub use ty::{ArrayType, IntegerFormat, ListKind, MapType, Shape, StringFormat, StringType, Type};
pub use version::{Version, VersionError, VersionIter, VersionSet};

//! What an unknown key was likely meant to be: a neighbour's name, or the same name in another place.

use std::borrow::Cow;

use super::walk::Level;
use crate::schema::{Field, ObjectType, Shape, VersionSet};
use crate::syntax::yaml::{Entry, Kind, Mapping, Node};
use crate::text::nearest;

/// What an unknown key was likely meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A field of the same mapping.
    Field {
        /// Its key, which is not there yet.
        name: Cow<'static, str>,
        /// Whether only upper and lower case differ.
        case_only: bool,
    },
    /// The same key, so many mappings further out.
    Outward {
        /// The place, as messages name it.
        place: String,
    },
    /// The same key in another mapping.
    Elsewhere {
        /// The way there from a field that stands around the key or beside it: `template.spec.containers[]`.
        path: String,
    },
}

/// How many steps apart a key and the place it belongs may be.
const FARTHEST: usize = 4;
/// How many steps inward are looked at; each multiplies the fields by some ten.
const DEEPEST: usize = 3;

/// What the key of `entry` in `mapping` was likely meant to be. `levels` are the objects around it, outermost first; the
/// last is `mapping`'s own.
pub(super) fn suggest(
    entry: Entry<'_>,
    key: &str,
    mapping: Mapping<'_>,
    levels: &[Level<'_>],
    versions: VersionSet,
) -> Option<Meant> {
    let object = levels.last()?.object;
    let names = || {
        let fits = move |field: &Field| {
            let mut declarations = field.declarations(versions);
            declarations.any(|declaration| may_be(entry.value, declaration.ty().shape))
        };
        object.fields().filter(fits).map(Field::name)
    };
    let same = names().find(|name| name.eq_ignore_ascii_case(key));
    if let Some(name) = same.or_else(|| nearest(key, names())) {
        // What is there already was not meant; what else looks like it even less.
        let meant = Meant::Field { name: Cow::Borrowed(name), case_only: same.is_some() };
        return mapping.entry(name).is_none().then_some(meant);
    }
    elsewhere(entry.value, key, levels, versions)
}

/// The nearest place for `key`, outward before inward.
fn elsewhere(value: Node<'_>, key: &str, levels: &[Level<'_>], versions: VersionSet) -> Option<Meant> {
    let sought = Sought { value, key, versions };
    for distance in 1..=FARTHEST {
        for outward in (0..=distance.min(levels.len() - 1)).rev() {
            let level = &levels[levels.len() - 1 - outward];
            let inward = distance - outward;
            if inward > DEEPEST {
                break;
            }
            if inward == 0 && sought.is_in(level.object) {
                return Some(Meant::Outward { place: level.place().to_string() });
            }
            if inward > 0 {
                let mut paths = Vec::new();
                sought.below(level.object, inward, &mut paths);
                match <[String; 1]>::try_from(paths) {
                    Ok([path]) => return Some(Meant::Elsewhere { path }),
                    Err(paths) if paths.is_empty() => {}
                    // As good as any other: nothing was meant in particular.
                    Err(_) => return None,
                }
            }
        }
    }
    None
}

/// Fields that are no place to send anybody: what the server writes, and what has the same fields as `containers`.
const ASIDE: &[&str] = &["status", "initContainers", "ephemeralContainers"];

struct Sought<'a> {
    value: Node<'a>,
    key: &'a str,
    versions: VersionSet,
}

impl Sought<'_> {
    fn is_in(&self, object: ObjectType) -> bool {
        object.field(self.key).is_some_and(|field| {
            let mut declarations = field.declarations(self.versions);
            declarations.any(|declaration| may_be(self.value, declaration.ty().shape))
        })
    }

    /// Adds the ways from `object` to those that have the field, just so many steps below; two are enough. Recursion of at
    /// most [`DEEPEST`].
    fn below(&self, object: ObjectType, steps: usize, paths: &mut Vec<String>) {
        if steps == 0 {
            if self.is_in(object) {
                paths.push(String::new());
            }
            return;
        }
        for field in object.fields().filter(|field| !ASIDE.contains(&field.name())) {
            let Some(declaration) = field.declarations(self.versions).next() else { continue };
            let (inner, list) = match declaration.ty().shape {
                Shape::Object(inner) => (inner, ""),
                Shape::Array(array) => match array.items().shape {
                    Shape::Object(inner) => (inner, "[]"),
                    _ => continue,
                },
                _ => continue,
            };
            let first = paths.len();
            self.below(inner, steps - 1, paths);
            for path in &mut paths[first..] {
                let dot = if path.is_empty() { "" } else { "." };
                *path = format!("{}{list}{dot}{path}", field.name());
            }
            if paths.len() > 1 {
                return;
            }
        }
    }
}

/// Whether a value written like `node` may stand where `shape` is wanted. Of scalars only that they are some.
fn may_be(node: Node<'_>, shape: Shape) -> bool {
    match node.resolved().map(Node::kind) {
        Some(Kind::Mapping(_)) => matches!(shape, Shape::Object(_) | Shape::Map(_) | Shape::Any),
        Some(Kind::Sequence(_)) => matches!(shape, Shape::Array(_) | Shape::Any),
        Some(Kind::Scalar(_)) if node.as_str().is_none_or(|text| text.is_empty()) => true,
        Some(Kind::Scalar(_)) => !matches!(shape, Shape::Object(_) | Shape::Map(_) | Shape::Array(_)),
        _ => true,
    }
}

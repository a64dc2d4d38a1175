//! What an unknown key of a custom resource was likely meant to be: a neighbour's name, or the same name in another place.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::k8s::validation::Meant;
use crate::syntax::yaml::{Entry, Kind, Mapping, Node};
use crate::text::nearest;

/// How many steps outward a key may belong.
const FARTHEST: usize = 3;

/// A mapping with a key that is unknown in it, and its schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stray<'t, 's> {
    pub(super) entry: Entry<'t>,
    pub(super) key: &'s str,
    pub(super) mapping: Mapping<'t>,
    /// The pointer to the mapping in the object.
    pub(super) pointer: &'s str,
    pub(super) schema: &'s Value,
    /// The pointer to the mapping's part of the schema.
    pub(super) part: &'s str,
}

impl Stray<'_, '_> {
    /// What the key was likely meant to be; `name_place` names the place that a pointer into the object leads to.
    pub(super) fn meant(self, name_place: impl Fn(&str) -> Option<String>) -> Option<Meant> {
        let part = self.schema.pointer(self.part)?;
        let names = || properties(part).filter(|(_, schema)| may_be(self.entry.value, schema)).map(|(name, _)| name);
        let same = names().find(|name| name.eq_ignore_ascii_case(self.key));
        if let Some(name) = same.or_else(|| nearest(self.key, names())) {
            let meant = Meant::Field { name: Cow::Owned(name.to_owned()), case_only: same.is_some() };
            return self.mapping.entry(name).is_none().then_some(meant);
        }
        let (mut at, mut pointer) = (self.part, self.pointer);
        for distance in 0..=FARTHEST {
            if distance > 0 {
                (at, pointer) = step_out(at, pointer)?;
            }
            let level = self.schema.pointer(at)?;
            if distance > 0 && self.is_in(level) {
                return Some(Meant::Outward { place: name_place(pointer)? });
            }
            let mut ways = properties(level).filter_map(|(name, inner)| self.below(name, inner));
            if let Some(path) = ways.next() {
                // As good as any other: nothing was meant in particular.
                return ways.next().is_none().then_some(Meant::Elsewhere { path });
            }
        }
        None
    }

    fn is_in(self, schema: &Value) -> bool {
        properties(schema).any(|(name, property)| name == self.key && may_be(self.entry.value, property))
    }

    /// The way into the property called `name`, if the key belongs there.
    fn below(self, name: &str, schema: &Value) -> Option<String> {
        if self.is_in(schema) {
            return Some(name.to_owned());
        }
        let is_in_items = schema.get("items").is_some_and(|items| self.is_in(items));
        is_in_items.then(|| format!("{name}[]"))
    }
}

/// The properties of a schema. The status is the server's to write.
fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties.map(|(name, schema)| (name.as_str(), schema)).filter(|(name, _)| *name != "status")
}

/// The part of the schema around the one at `part`, and the value around the one at `pointer`.
fn step_out<'p>(part: &'p str, pointer: &'p str) -> Option<(&'p str, &'p str)> {
    let (outer, last) = part.rsplit_once('/')?;
    let outer = match outer.strip_suffix("/properties") {
        Some(outer) => outer,
        None if matches!(last, "items" | "additionalProperties") => outer,
        None => return None,
    };
    Some((outer, pointer.rsplit_once('/')?.0))
}

/// Whether a value written like `node` may stand where `schema` is wanted. Of scalars only that they are some.
fn may_be(node: Node<'_>, schema: &Value) -> bool {
    let Some(ty) = schema.get("type").and_then(Value::as_str) else { return true };
    match node.resolved().map(Node::kind) {
        Some(Kind::Mapping(_)) => ty == "object",
        Some(Kind::Sequence(_)) => ty == "array",
        Some(Kind::Scalar(_)) => !matches!(ty, "object" | "array"),
        _ => true,
    }
}

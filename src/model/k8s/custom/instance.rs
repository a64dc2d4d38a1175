//! An object's tree as JSON values, the way the API server would see them, for the crate that checks them.
//!
//! A view, not a copy: aliases and merge keys are followed on the way, a null is as good as nothing, and what could not
//! be read is not there. Knows no schema.

use std::borrow::Cow;
use std::cell::Cell;

use jsonschema::JsonType;
use jsonschema::json::{self, Json, JsonNumber, NodeIdentity, cmp, unique};
use serde_json::Value;

use crate::syntax::yaml::{self, Children, Entries, Entry, Integer, Kind, Mapping, Resolved, Sequence};

/// How deep values may lie in each other. `serde_json` reads no deeper either; no object in use comes near it.
pub(super) const MOST_LEVELS: u16 = 128;

/// How much may be looked at in one object: a base for small ones, and so much for each of its nodes.
const FUEL: (u64, u64) = (1_000_000, 200);

/// What may still be looked at. Aliases in aliases make a tree that is larger than any text; without this, the time to walk
/// it would be as large.
#[derive(Debug)]
pub(super) struct Fuel {
    left: Cell<u64>,
}

impl Fuel {
    /// Enough for `node`, unless aliases blow it up.
    pub(super) fn for_node(node: yaml::Node<'_>) -> Self {
        let nodes = node.descendants().size_hint().0 as u64;
        Self { left: Cell::new(FUEL.0 + FUEL.1 * nodes) }
    }

    /// Whether it ran out, so that what was found means nothing.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    fn burn(&self) -> bool {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        left > 0
    }

    fn spend_all(&self) {
        self.left.set(0);
    }
}

/// The representation of JSON by a YAML tree.
#[derive(Debug)]
pub(super) struct TreeJson;

/// A value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Instance<'t> {
    /// A node of the tree, which is never an alias.
    Node {
        node: yaml::Node<'t>,
        /// How many collections are around it.
        level: u16,
        fuel: &'t Fuel,
    },
    /// The name of a property, looked at for itself.
    Name(&'t str),
}

impl<'t> Instance<'t> {
    /// The value that begins at `node`.
    pub(super) fn root(node: yaml::Node<'t>, fuel: &'t Fuel) -> Self {
        Self::Node { node, level: 0, fuel }
    }

    fn resolved(self) -> Option<Resolved<'t>> {
        match self {
            Self::Node { node, .. } => node.as_scalar().map(yaml::Scalar::resolve_1_1),
            Self::Name(name) => Some(Resolved::String(Cow::Borrowed(name))),
        }
    }

    /// A copy, for the few comparisons that want one; no deeper than values may lie in each other.
    fn to_json(self) -> Value {
        if let Some(members) = json::Node::<TreeJson>::as_object(&self) {
            let members = json::Object::<TreeJson>::members(&members);
            return Value::Object(members.map(|(name, value)| (name.into_owned(), value.to_json())).collect());
        }
        if let Some(list) = json::Node::<TreeJson>::as_array(&self) {
            return Value::Array(json::Array::<TreeJson>::elements(&list).map(Self::to_json).collect());
        }
        self.scalar_to_json()
    }

    fn scalar_to_json(self) -> Value {
        match self.resolved() {
            Some(Resolved::Bool(value)) => Value::Bool(value),
            Some(Resolved::String(text)) => Value::String(text.into_owned()),
            _ => match json::Node::<TreeJson>::as_number(&self) {
                Some(number) => Value::Number(number.to_number().into_owned()),
                None => Value::Null,
            },
        }
    }
}

/// The value of `entry`, or item, as one that is there for the API server: nothing for null and what could not be read.
pub(super) fn present(node: yaml::Node<'_>) -> Option<yaml::Node<'_>> {
    let node = node.resolved()?;
    match node.kind() {
        Kind::Error | Kind::Alias(_) => None,
        Kind::Scalar(scalar) if matches!(scalar.resolve_1_1(), Resolved::Null) => None,
        _ => Some(node),
    }
}

/// The items of `list` that are there for the API server; their numbers are those in paths.
pub(super) fn items(list: Sequence<'_>) -> impl Iterator<Item = yaml::Node<'_>> {
    list.items().filter_map(readable)
}

fn readable(node: yaml::Node<'_>) -> Option<yaml::Node<'_>> {
    node.resolved().filter(|node| !matches!(node.kind(), Kind::Error | Kind::Alias(_)))
}

impl Json for TreeJson {
    type Node<'a> = Instance<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    const KEYS_PER_LOOKUP: usize = 2;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(_: &mut (), string: &str, look: impl FnOnce(Instance<'_>) -> T) -> T {
        look(Instance::Name(string))
    }
}

impl<'t> json::Node<'t, TreeJson> for Instance<'t> {
    type Object = Members<'t>;
    type Array = Items<'t>;
    type Number = Number;

    fn as_object(&self) -> Option<Members<'t>> {
        let Self::Node { node, level, fuel } = *self else { return None };
        let Kind::Mapping(mapping) = node.kind() else { return None };
        let level = inner(level, fuel)?;
        Some(Members { mapping, merges: mapping.has_merges(), level, fuel })
    }

    fn as_array(&self) -> Option<Items<'t>> {
        let Self::Node { node, level, fuel } = *self else { return None };
        let Kind::Sequence(list) = node.kind() else { return None };
        let level = inner(level, fuel)?;
        Some(Items { list, level, fuel })
    }

    fn as_string(&self) -> Option<Cow<'t, str>> {
        match self.resolved()? {
            Resolved::String(text) => Some(text),
            // JSON has no infinity, so this is never a number.
            Resolved::Float(value) if !value.is_finite() => Some(Cow::Owned(value.to_string())),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Number> {
        match self.resolved()? {
            Resolved::Integer(Integer::Signed(value)) => Some(Number::Signed(value)),
            Resolved::Integer(Integer::Unsigned(value)) => Some(Number::Unsigned(value)),
            Resolved::Integer(Integer::Big) => Some(Number::Float(big(*self))),
            Resolved::Float(value) if value.is_finite() => Some(Number::Float(value)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.resolved()? {
            Resolved::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        json::Node::<TreeJson>::json_type(self) == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        if let Self::Node { node, fuel, .. } = self {
            match node.kind() {
                _ if fuel.is_spent() => return JsonType::Null,
                Kind::Mapping(_) => return JsonType::Object,
                Kind::Sequence(_) => return JsonType::Array,
                _ => {}
            }
        }
        match self.resolved() {
            Some(Resolved::Bool(_)) => JsonType::Boolean,
            Some(Resolved::Integer(_)) => JsonType::Number,
            Some(Resolved::Float(value)) if value.is_finite() => JsonType::Number,
            Some(Resolved::Float(_) | Resolved::String(_)) => JsonType::String,
            Some(Resolved::Null) | None => JsonType::Null,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            Value::Null => json::Node::<TreeJson>::is_null(self),
            Value::Bool(expected) => json::Node::<TreeJson>::as_boolean(self) == Some(*expected),
            Value::String(expected) => {
                json::Node::<TreeJson>::as_string(self).is_some_and(|text| text == expected.as_str())
            }
            Value::Number(expected) => {
                json::Node::<TreeJson>::as_number(self).is_some_and(|number| cmp::equal_numbers(&number, expected))
            }
            Value::Array(_) | Value::Object(_) => cmp::equal(&self.to_json(), expected),
        }
    }

    /// Only for the texts of errors, which nobody reads here; a copy of each collection that is wrong would be quadratic.
    fn to_value(&self) -> Cow<'t, Value> {
        Cow::Owned(self.scalar_to_json())
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            Self::Node { node, fuel, .. } => {
                // One for each look at an object, as its tree would be.
                let address = std::ptr::from_ref::<Fuel>(fuel) as usize;
                Some(NodeIdentity::tagged(address, node.id().index() as u32))
            }
            Self::Name(_) => None,
        }
    }
}

/// The level within a collection at `level`.
fn inner(level: u16, fuel: &Fuel) -> Option<u16> {
    if level >= MOST_LEVELS {
        fuel.spend_all();
    }
    fuel.burn().then_some(level + 1)
}

/// The value of a whole number that fits no integer.
fn big(instance: Instance<'_>) -> f64 {
    let Instance::Node { node, .. } = instance else { return f64::MAX };
    let text = node.as_str().unwrap_or_default();
    text.parse().ok().filter(|value: &f64| value.is_finite()).unwrap_or(f64::MAX)
}

/// The members of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Members<'t> {
    mapping: Mapping<'t>,
    merges: bool,
    level: u16,
    fuel: &'t Fuel,
}

impl<'t> Members<'t> {
    fn of_node(self, node: yaml::Node<'t>) -> Option<Instance<'t>> {
        let node = present(node)?;
        self.fuel.burn().then_some(Instance::Node { node, level: self.level, fuel: self.fuel })
    }
}

impl<'t> json::Object<'t, TreeJson> for Members<'t> {
    type Node = Instance<'t>;
    type MemberName = Cow<'t, str>;
    type MembersIter = MembersIter<'t>;

    fn len(&self) -> usize {
        self.members().count()
    }

    fn is_empty(&self) -> bool {
        self.members().next().is_none()
    }

    fn get(&self, key: &String) -> Option<Instance<'t>> {
        let value = if self.merges { self.mapping.get_merged(key) } else { self.mapping.get(key) };
        self.of_node(value?)
    }

    fn members(&self) -> MembersIter<'t> {
        let entries = if self.merges {
            MemberEntries::Merged(self.mapping.effective_entries().into_iter())
        } else {
            MemberEntries::Own(self.mapping.entries())
        };
        MembersIter { members: *self, entries }
    }
}

/// The members of an object in turn.
#[derive(Debug)]
pub(super) struct MembersIter<'t> {
    members: Members<'t>,
    entries: MemberEntries<'t>,
}

#[derive(Debug)]
enum MemberEntries<'t> {
    Own(Entries<'t>),
    Merged(std::vec::IntoIter<Entry<'t>>),
}

impl<'t> Iterator for MembersIter<'t> {
    type Item = (Cow<'t, str>, Instance<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match &mut self.entries {
                MemberEntries::Own(entries) => entries.next(),
                MemberEntries::Merged(entries) => entries.next(),
            }?;
            if let (Some(name), Some(value)) = (entry.key.as_str(), self.members.of_node(entry.value)) {
                return Some((name, value));
            }
        }
    }
}

/// The items of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Items<'t> {
    list: Sequence<'t>,
    level: u16,
    fuel: &'t Fuel,
}

impl<'t> json::Array<'t, TreeJson> for Items<'t> {
    type Node = Instance<'t>;
    type ElementsIter = ItemsIter<'t>;

    fn len(&self) -> usize {
        items(self.list).count()
    }

    fn elements(&self) -> ItemsIter<'t> {
        ItemsIter { items: *self, nodes: self.list.items() }
    }

    fn is_unique(&self) -> bool {
        let values: Vec<_> = self.elements().map(Instance::to_json).collect();
        unique::is_unique(&values)
    }
}

/// The items of a list in turn.
#[derive(Debug)]
pub(super) struct ItemsIter<'t> {
    items: Items<'t>,
    nodes: Children<'t>,
}

impl<'t> Iterator for ItemsIter<'t> {
    type Item = Instance<'t>;

    fn next(&mut self) -> Option<Instance<'t>> {
        let Items { level, fuel, .. } = self.items;
        let node = self.nodes.find_map(readable)?;
        fuel.burn().then_some(Instance::Node { node, level, fuel })
    }
}

/// A number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    Signed(i64),
    Unsigned(u64),
    /// A finite one.
    Float(f64),
}

impl JsonNumber for Number {
    fn as_u64(&self) -> Option<u64> {
        match *self {
            Self::Signed(value) => u64::try_from(value).ok(),
            Self::Unsigned(value) => Some(value),
            Self::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match *self {
            Self::Signed(value) => Some(value),
            Self::Unsigned(_) | Self::Float(_) => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        Some(match *self {
            Self::Signed(value) => value as f64,
            Self::Unsigned(value) => value as f64,
            Self::Float(value) => value,
        })
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(match *self {
            Self::Signed(value) => value.into(),
            Self::Unsigned(value) => value.into(),
            Self::Float(value) => serde_json::Number::from_f64(value).unwrap_or_else(|| 0.into()),
        })
    }

    fn is_integer(&self) -> bool {
        match *self {
            Self::Signed(_) | Self::Unsigned(_) => true,
            Self::Float(value) => value.fract() == 0.0,
        }
    }

    /// kubectl sends `5.0` as `5`.
    fn is_written_as_integer(&self) -> bool {
        self.is_integer()
    }
}

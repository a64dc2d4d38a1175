//! The schema in a CustomResourceDefinition to the JSON Schema (draft 4) that says the same.
//!
//! What the API server does beside validating is written out: unknown fields are dropped, so they are forbidden here;
//! fields with a default are filled in, so nobody has to write them; a null is taken away where none is allowed, so
//! instances have none. Only keywords that the API server knows are taken over, and only where they are of a sensible
//! type, so that what comes out is a right schema. References are none of them, so a schema is a tree.

use std::fmt;

use serde_json::{Map, Value, json};

use super::instance::MOST_LEVELS;
use crate::model::k8s::Fields;
use crate::syntax::yaml::{Integer, Kind, Mapping, Node, Resolved};

/// How many schemas a definition may be made of: so many, and twice its nodes. Aliases in aliases could make it endless.
const SPARE_SCHEMAS: usize = 1_000;

/// A note for each field that may be null, which JSON Schema ignores.
pub(super) const NULLABLE: &str = "nullable";

/// Formats that the API server checks, of those that are checked here.
pub(super) const FORMATS: &[&str] = &["byte", "cidr", "date", "date-time", "datetime", "ipv4", "ipv6", "uuid"];

/// Why a schema cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooLarge {
    Deep,
    Wide,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deep => "schemas lie too deep in each other",
            Self::Wide => "it is made of too many schemas",
        })
    }
}

/// Whether what a schema does not name is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    Dropped,
    Kept,
}

/// The JSON Schema of the objects whose `openAPIV3Schema` is `schema`.
pub(super) fn of_objects(schema: Node<'_>, unknown: Unknown) -> Result<Value, TooLarge> {
    let nodes = schema.descendants().size_hint().0;
    let mut conversion = Conversion { left: SPARE_SCHEMAS + 2 * nodes };
    let Value::Object(mut object) = conversion.schema(schema, Role::Structure(unknown), 0)? else {
        return Ok(json!({}));
    };
    object.insert("type".to_owned(), json!("object"));
    let metadata = schema.as_mapping().and_then(|schema| schema.get("properties"));
    let metadata = metadata.and_then(Node::as_mapping).and_then(|properties| properties.get("metadata"));
    // Whatever the definition says of these, they are those of all objects; of the metadata, it may restrict values.
    let metadata = metadata.map_or(Ok(json!({})), |schema| conversion.schema(schema, Role::Condition, 1))?;
    if let Value::Object(properties) = object.entry("properties").or_insert_with(|| json!({})) {
        properties.insert("apiVersion".to_owned(), json!({}));
        properties.insert("kind".to_owned(), json!({}));
        properties.insert("metadata".to_owned(), metadata);
    }
    Ok(Value::Object(object))
}

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It says which fields there are.
    Structure(Unknown),
    /// It stands below `allOf`, `anyOf`, `oneOf` or `not`, and only says of what kind they have to be.
    Condition,
}

struct Conversion {
    /// How many schemas may still be looked at.
    left: usize,
}

impl Conversion {
    /// Recursion of at most [`MOST_LEVELS`].
    fn schema(&mut self, node: Node<'_>, role: Role, level: u16) -> Result<Value, TooLarge> {
        self.left = self.left.checked_sub(1).ok_or(TooLarge::Wide)?;
        if level >= MOST_LEVELS / 2 {
            return Err(TooLarge::Deep);
        }
        let Some(mapping) = node.as_mapping() else { return Ok(json!({})) };
        let fields = Fields::of(mapping);
        let mut schema = Map::new();
        let is = |name| fields.boolean(name).is_some_and(|value| value.value);
        set_type(&fields, &mut schema);
        set_bounds(&fields, &mut schema);
        if let Some(values) = fields.get("enum").and_then(Node::as_sequence) {
            let mut legal: Vec<Value> = Vec::new();
            for value in values.items().filter_map(scalar) {
                if !legal.contains(&value) {
                    legal.push(value);
                }
            }
            set_list("enum", legal, &mut schema);
        }
        self.conditions(&fields, level, &mut schema)?;

        let embedded = is("x-kubernetes-embedded-resource");
        let mut properties = Map::new();
        let mut required: Vec<String> = fields.strings("required").map(|name| name.value.into_owned()).collect();
        if embedded {
            for name in ["apiVersion", "kind", "metadata"] {
                properties.insert(name.to_owned(), json!({}));
            }
            required.extend(["apiVersion".to_owned(), "kind".to_owned()]);
        }
        for (name, property) in members(fields.object("properties").map(Fields::mapping)) {
            if property.as_mapping().is_some_and(|property| Fields::of(property).has("default")) {
                required.retain(|required| *required != name);
            }
            properties.insert(name, self.schema(property, role, level + 1)?);
        }
        required.sort();
        required.dedup();
        set_list("required", required.into_iter().map(Value::String).collect(), &mut schema);
        if let Some(items) = fields.get("items") {
            schema.insert("items".to_owned(), self.schema(items, role, level + 1)?);
        }
        let is_object = !properties.is_empty() || fields.string("type").is_some_and(|name| name.value == "object");
        match fields.get("additionalProperties") {
            Some(values) if values.as_mapping().is_some() => {
                schema.insert("additionalProperties".to_owned(), self.schema(values, role, level + 1)?);
            }
            Some(_) if is("additionalProperties") => {}
            None if role != Role::Structure(Unknown::Dropped)
                || !is_object
                || is("x-kubernetes-preserve-unknown-fields") => {}
            _ => drop(schema.insert("additionalProperties".to_owned(), json!(false))),
        }
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(properties));
        }
        Ok(Value::Object(schema))
    }

    /// `allOf`, `anyOf`, `oneOf` and `not`.
    fn conditions(&mut self, fields: &Fields<'_>, level: u16, schema: &mut Map<String, Value>) -> Result<(), TooLarge> {
        for name in ["allOf", "anyOf", "oneOf"] {
            let Some(list) = fields.get(name).and_then(Node::as_sequence) else { continue };
            let all: Result<Vec<_>, _> =
                list.items().map(|item| self.schema(item, Role::Condition, level + 1)).collect();
            set_list(name, all?, schema);
        }
        if let Some(not) = fields.get("not") {
            schema.insert("not".to_owned(), self.schema(not, Role::Condition, level + 1)?);
        }
        Ok(())
    }
}

/// The members of a mapping of schemas; of a name that is there twice, the last.
fn members(mapping: Option<Mapping<'_>>) -> impl Iterator<Item = (String, Node<'_>)> {
    let entries = mapping.map(Mapping::effective_entries).unwrap_or_default();
    entries.into_iter().filter_map(|entry| Some((entry.key.as_str()?.into_owned(), entry.value)))
}

fn set_type(fields: &Fields<'_>, schema: &mut Map<String, Value>) {
    const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
    let is = |name| fields.boolean(name).is_some_and(|value| value.value);
    let named = fields.string("type").map(|name| name.value);
    let mut types: Vec<&str> = match &named {
        _ if is("x-kubernetes-int-or-string") => vec!["integer", "string"],
        Some(name) => TYPES.into_iter().filter(|known| known == name).collect(),
        None => Vec::new(),
    };
    if is(NULLABLE) {
        schema.insert(NULLABLE.to_owned(), json!(true));
        if !types.is_empty() {
            types.push("null");
        }
    }
    match types[..] {
        [] => {}
        [one] => drop(schema.insert("type".to_owned(), json!(one))),
        _ => drop(schema.insert("type".to_owned(), json!(types))),
    }
}

/// Keywords whose values are single ones.
fn set_bounds(fields: &Fields<'_>, schema: &mut Map<String, Value>) {
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        let Some(value) = number(fields, bound) else { continue };
        schema.insert(bound.to_owned(), value);
        if fields.boolean(exclusive).is_some_and(|value| value.value) {
            schema.insert(exclusive.to_owned(), json!(true));
        }
    }
    if let Some(value) = number(fields, "multipleOf").filter(|value| value.as_f64().is_some_and(|value| value > 0.0)) {
        schema.insert("multipleOf".to_owned(), value);
    }
    for name in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] {
        if let Some(value) = fields.integer(name).filter(|value| value.value >= 0) {
            schema.insert(name.to_owned(), json!(value.value));
        }
    }
    if fields.boolean("uniqueItems").is_some_and(|value| value.value) {
        schema.insert("uniqueItems".to_owned(), json!(true));
    }
    if let Some(pattern) = fields.string("pattern") {
        schema.insert("pattern".to_owned(), json!(pattern.value));
    }
    if let Some(format) = fields.string("format").filter(|format| FORMATS.contains(&&*format.value)) {
        schema.insert("format".to_owned(), json!(format.value));
    }
}

/// Draft 4 wants something in each list.
fn set_list(name: &str, list: Vec<Value>, schema: &mut Map<String, Value>) {
    if !list.is_empty() {
        schema.insert(name.to_owned(), Value::Array(list));
    }
}

fn number(fields: &Fields<'_>, name: &str) -> Option<Value> {
    scalar(fields.get(name)?).filter(Value::is_number)
}

/// A scalar as JSON.
fn scalar(node: Node<'_>) -> Option<Value> {
    let Kind::Scalar(scalar) = node.resolved()?.kind() else { return None };
    Some(match scalar.resolve_1_1() {
        Resolved::Null => Value::Null,
        Resolved::Bool(value) => json!(value),
        Resolved::Integer(Integer::Signed(value)) => json!(value),
        Resolved::Integer(Integer::Unsigned(value)) => json!(value),
        Resolved::Integer(Integer::Big) => return None,
        Resolved::Float(value) => Value::Number(serde_json::Number::from_f64(value)?),
        Resolved::String(text) => json!(text),
    })
}

//! The JSON that kubectl would send for a YAML node, and what the official types make of it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};
use shipworthy::syntax::yaml::{Integer, Node, Resolved};

/// Maps whose values are quantities. The API server takes numbers for them, the official types only strings.
const OF_QUANTITIES: [&str; 6] = ["requests", "limits", "capacity", "hard", "target", "emptyDir"];

/// Fields of these maps that are numbers all the same.
const NUMBERS: [&str; 1] = ["averageUtilization"];

/// The official reading of `value`, if it can be read.
pub(crate) fn decode<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// The JSON of `node`.
pub(crate) fn json(node: Node<'_>) -> Value {
    if let Some(mapping) = node.as_mapping() {
        let entries = mapping.effective_entries().into_iter().filter_map(|entry| {
            let key = entry.key.as_str()?.into_owned();
            let mut value = json(entry.value);
            if OF_QUANTITIES.contains(&&*key) {
                numbers_as_text(&mut value);
            }
            Some((key, value))
        });
        return Value::Object(entries.collect::<Map<_, _>>());
    }
    if let Some(sequence) = node.as_sequence() {
        return Value::Array(sequence.items().map(json).collect());
    }
    let Some(scalar) = node.as_scalar() else { return Value::Null };
    match scalar.resolve_1_1() {
        Resolved::Bool(value) => Value::Bool(value),
        Resolved::Integer(Integer::Signed(value)) => Value::Number(value.into()),
        Resolved::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
        Resolved::String(text) => Value::String(text.into_owned()),
        _ => Value::Null,
    }
}

fn numbers_as_text(value: &mut Value) {
    for (key, value) in value.as_object_mut().into_iter().flatten() {
        if value.is_number() && !NUMBERS.contains(&&**key) {
            *value = Value::String(value.to_string());
        }
    }
}

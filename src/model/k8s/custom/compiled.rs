//! A schema made ready to check objects. The only place that sets up the crate that does the checking.

use jsonschema::{Draft, PatternOptions, ValidationError, ValidationOptions, Validator, options_for};
use serde_json::{Value, json};

use super::definition::VersionSchema;
use super::instance::{Fuel, Instance, TreeJson};
use super::structural::FORMATS;
use crate::model::k8s::validation::TextFormat;
use crate::syntax::yaml::Node;

/// How large one pattern may become once it is compiled, in bytes.
const LARGEST_PATTERN: usize = 1 << 20;

/// How often an engine that goes back may do so in one text, for the patterns of JSON Schema files.
const MOST_STEPS_BACK: usize = 100_000;

/// A schema, ready to check objects.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) schema: Value,
    pub(super) discards_status: bool,
    validator: Validator<TreeJson>,
}

impl Compiled {
    /// Compiles what a definition says.
    pub(super) fn of_version(version: VersionSchema) -> Result<Self, String> {
        let VersionSchema { mut schema, discards_status } = version;
        // Go's expressions take linear time, and so do those of `regex`, whose grammar is nearly the same.
        let options = || {
            let patterns = PatternOptions::regex().size_limit(LARGEST_PATTERN);
            with_formats(options_for()).with_draft(Draft::Draft4).with_pattern_options(patterns)
        };
        let first = options().build(&schema);
        let validator = first.or_else(|_| {
            drop_patterns(&mut schema, &|pattern| options().build(&json!({ "pattern": pattern })).is_ok());
            options().build(&schema)
        });
        Ok(Self { validator: validator.map_err(|error| reason(&error))?, schema, discards_status })
    }

    /// Compiles the JSON Schema in `text`.
    pub(super) fn of_json_schema(text: &str) -> Result<Self, String> {
        let mut schema: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let Some(object) = schema.as_object_mut() else { return Err("it is no JSON object".to_owned()) };
        let named = object.remove("$schema");
        let drafts: &[Draft] = match named.as_ref().and_then(Value::as_str).unwrap_or_default() {
            name if name.contains("2020-12") => &[Draft::Draft202012],
            name if name.contains("2019-09") => &[Draft::Draft201909],
            name if name.contains("draft-06") => &[Draft::Draft6],
            name if name.contains("draft-04") => &[Draft::Draft4],
            // Schemas made from OpenAPI name none, and may have `exclusiveMinimum: true` as draft 4 has it.
            _ => &[Draft::Draft7, Draft::Draft4],
        };
        let mut last = Err("no draft fits".to_owned());
        for &draft in drafts {
            let patterns = PatternOptions::fancy_regex().backtrack_limit(MOST_STEPS_BACK).size_limit(LARGEST_PATTERN);
            let options = with_formats(options_for()).with_draft(draft).with_pattern_options(patterns);
            last = options.build(&schema).map_err(|error| reason(&error));
            if last.is_ok() {
                break;
            }
        }
        Ok(Self { validator: last?, schema, discards_status: false })
    }

    /// Whether there is nothing that it does not allow.
    pub(super) fn allows_everything(&self) -> bool {
        self.schema.as_object().is_some_and(serde_json::Map::is_empty)
    }

    /// What is wrong with `node`; nothing when aliases make it too large to say.
    pub(super) fn errors(&self, node: Node<'_>) -> Vec<ValidationError<'static>> {
        let fuel = Fuel::for_node(node);
        let instance = Instance::root(node, &fuel);
        if self.validator.is_valid(instance) {
            return Vec::new();
        }
        let errors: Vec<_> = self.validator.iter_errors(instance).map(ValidationError::to_owned).collect();
        if fuel.is_spent() { Vec::new() } else { errors }
    }
}

/// Formats as the API server checks them, where those of JSON Schema are others.
fn with_formats(
    options: ValidationOptions<'_, std::sync::Arc<dyn jsonschema::Retrieve>, TreeJson>,
) -> ValidationOptions<'_, std::sync::Arc<dyn jsonschema::Retrieve>, TreeJson> {
    let options = options.offline().should_validate_formats(true);
    FORMATS
        .iter()
        .filter_map(|name| Some((*name, TextFormat::of_name(name)?)))
        .fold(options, |options, (name, format)| options.with_format(name, move |text: &str| format.fits(text)))
}

/// Takes away the patterns of which `is_good` does not hold.
fn drop_patterns(schema: &mut Value, is_good: &dyn Fn(&Value) -> bool) {
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if members.get("pattern").is_some_and(|pattern| pattern.is_string() && !is_good(pattern)) {
                    members.remove("pattern");
                }
                open.extend(members.values_mut());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

fn reason(error: &ValidationError<'_>) -> String {
    let place = error.instance_path();
    if place.is_empty() { error.to_string() } else { format!("{error} at {place}") }
}

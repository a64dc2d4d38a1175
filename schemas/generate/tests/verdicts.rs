//! The table says of real objects what the JSON schemas that it was made from say.
//!
//! Needs what `schemas/fetch.sh` fetched and objects as JSON, one a line; without them there is nothing to compare:
//!
//! ```text
//! FETCHED=… OBJECTS=… cargo test --test verdicts -- --nocapture
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};
use shipworthy::schema::{Kind, ObjectType, Shape, Type, Version, VersionSet};

#[test]
fn the_table_agrees_with_the_schemas() {
    let (Some(fetched), Some(objects)) = (std::env::var_os("FETCHED"), std::env::var_os("OBJECTS")) else {
        println!("skipped: FETCHED and OBJECTS are not set");
        return;
    };
    let mut schemas = Schemas::read(Path::new(&fetched));
    let (mut objects_compared, mut verdicts, mut rejections, mut unknown) = (0, 0, 0, 0);
    let mut disagreements = Vec::new();
    for line in std::fs::read_to_string(objects).expect("the objects can be read").lines() {
        let object: Value = serde_json::from_str(line).expect("a line is an object");
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        let Some(kind) = Kind::find(text("apiVersion"), text("kind")) else {
            unknown += 1;
            continue;
        };
        objects_compared += 1;
        let rejected = rejected_by_object(&object, kind.object(), kind.versions());
        for version in Version::all() {
            let Some(schema) = schemas.of(kind, version) else {
                assert!(!kind.versions().contains(version), "{} {} in {version}", kind.api_version(), kind.name());
                continue;
            };
            verdicts += 1;
            rejections += usize::from(rejected.contains(version));
            if schema.is_valid(&object) == rejected.contains(version) {
                let errors: Vec<String> = schema.iter_errors(&object).map(|e| e.to_string()).take(2).collect();
                disagreements.push(format!("{version} {}: {errors:?}", &line[..line.len().min(200)]));
            }
        }
    }
    println!(
        "{objects_compared} objects of known kinds ({unknown} of others), {verdicts} verdicts, {rejections} of them \
         rejections, {} disagreements",
        disagreements.len()
    );
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
    assert!(rejections > 0 && rejections < verdicts, "objects that are all good or all bad compare little");
}

/// The schema of each kind and release, compiled when first asked for.
struct Schemas {
    definitions: BTreeMap<Version, Value>,
    compiled: BTreeMap<(Version, &'static str, &'static str), Option<Validator>>,
}

impl Schemas {
    fn read(fetched: &Path) -> Self {
        let package = fetched.join("python/kubernetes_validate/kubernetes-json-schema");
        let read = |version: Version| {
            let path = package.join(format!("v{version}.0-local-strict/_definitions.json"));
            let text = std::fs::read_to_string(path).expect("the definitions can be read");
            let mut file: Value = serde_json::from_str(&text).expect("they are JSON");
            (version, file["$defs"].take())
        };
        Self { definitions: Version::all().map(read).collect(), compiled: BTreeMap::new() }
    }

    fn of(&mut self, kind: Kind, version: Version) -> Option<&Validator> {
        let definitions = &self.definitions[&version];
        let compiled = self.compiled.entry((version, kind.api_version(), kind.name())).or_insert_with(|| {
            let name = definitions.as_object()?.iter().find(|(_, schema)| declares(schema, kind))?.0;
            let schema = json!({ "$ref": format!("#/$defs/{name}"), "$defs": definitions });
            Some(jsonschema::validator_for(&schema).expect("the package's schemas compile"))
        });
        compiled.as_ref()
    }
}

fn declares(schema: &Value, kind: Kind) -> bool {
    let kinds = schema.get("x-kubernetes-group-version-kind").and_then(Value::as_array).into_iter().flatten();
    let (group, version) = kind.api_version().split_once('/').unwrap_or(("", kind.api_version()));
    let wanted = json!({ "group": group, "version": version, "kind": kind.name() });
    kinds.into_iter().any(|declared| *declared == wanted)
}

/// Those of `versions` that do not accept `value`.
fn rejected(value: &Value, ty: Type, key: &str, versions: VersionSet) -> VersionSet {
    let accept = |accepted| if accepted { VersionSet::EMPTY } else { versions };
    let is_whole = value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0);
    if value.is_null() {
        // Their JSON schema is a choice of two types of which null is both, and may be only one.
        return accept(ty.nullable && !matches!(ty.shape, Shape::Quantity | Shape::IntOrString));
    }
    match ty.shape {
        Shape::Any => VersionSet::EMPTY,
        Shape::Object(object) => rejected_by_object(value, object, versions),
        Shape::Array(array) => match value.as_array() {
            None => versions,
            Some(items) => all(items.iter().map(|item| rejected(item, array.items(), key, versions))),
        },
        Shape::Map(map) => match value.as_object() {
            None => versions,
            Some(entries) => all(entries.values().map(|value| rejected(value, map.values(), key, versions))),
        },
        // The other enumerations are the Go types'.
        Shape::String(string) if matches!(key, "apiVersion" | "kind") && string.values().len() > 0 => {
            accept(value.as_str().is_some_and(|text| string.values().any(|legal| legal == text)))
        }
        Shape::String(_) => accept(value.is_string()),
        Shape::Integer(_) => accept(is_whole),
        Shape::Number => accept(value.is_number()),
        Shape::Boolean => accept(value.is_boolean()),
        Shape::IntOrString => accept(value.is_string() || is_whole),
        Shape::Quantity => accept(value.is_string() || value.is_number()),
    }
}

fn rejected_by_object(value: &Value, object: ObjectType, versions: VersionSet) -> VersionSet {
    let Some(entries) = value.as_object() else { return versions };
    let keys = entries.iter().map(|(key, value)| {
        let Some(field) = object.field(key) else { return versions };
        let unknown = versions - field.versions();
        let declarations = field.declarations(versions);
        unknown | all(declarations.map(|declared| rejected(value, declared.ty(), key, declared.versions())))
    });
    let missing = object.required(versions).filter(|(field, _)| !entries.contains_key(field.name()));
    all(keys) | all(missing.map(|(_, versions)| versions))
}

fn all(sets: impl Iterator<Item = VersionSet>) -> VersionSet {
    sets.fold(VersionSet::EMPTY, |all, set| all | set)
}

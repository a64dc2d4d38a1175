//! The definitions of one release, from the JSON Schema file of the `kubernetes-validate` package.
//!
//! Reads every keyword or refuses: a release that begins to say something new must not lose it silently.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use crate::format::ty;

/// The type of a field, an item or a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Type {
    pub(crate) shape: Shape,
    pub(crate) nullable: bool,
}

/// What a value may be, apart from null.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Any,
    /// The name of a definition with properties, shortened by [`short_name`].
    Object(String),
    Array {
        item: Box<Type>,
        list: List,
    },
    Map(Box<Type>),
    /// A format of [`ty`], and the legal values, sorted; none when any is legal.
    String {
        format: u32,
        values: Vec<String>,
    },
    /// A format of [`ty`].
    Integer(u32),
    Number,
    Boolean,
    IntOrString,
    Quantity,
}

/// How the items of an array are told apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    Atomic,
    Set,
    ByKeys(Vec<String>),
}

/// A definition with properties.
pub(crate) struct Object<'a> {
    pub(crate) name: String,
    pub(crate) description: &'a str,
    pub(crate) properties: Vec<Property<'a>>,
    /// apiVersion and kind, for what can stand alone.
    pub(crate) kinds: Vec<(String, String)>,
}

/// A property of a definition.
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    pub(crate) required: bool,
    pub(crate) ty: Type,
}

/// All definitions of one release.
pub(crate) struct Definitions(Map<String, Value>);

impl Definitions {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut file: Value = serde_json::from_slice(&text).with_context(|| format!("in {}", path.display()))?;
        match file.get_mut("$defs").map(Value::take) {
            Some(Value::Object(definitions)) => Ok(Self(definitions)),
            _ => bail!("{} has no $defs", path.display()),
        }
    }

    /// The definitions that have properties. The others are other names for a scalar, a map or anything at all.
    pub(crate) fn objects(&self) -> Result<Vec<Object<'_>>> {
        let with_properties = self.0.iter().filter(|(_, schema)| schema.get("properties").is_some());
        with_properties.map(|(name, schema)| self.object(name, schema).with_context(|| name.clone())).collect()
    }

    fn object<'a>(&'a self, name: &str, schema: &'a Value) -> Result<Object<'a>> {
        check_keywords(schema)?;
        ensure!(schema.get("additionalProperties") == Some(&Value::Bool(false)), "an object that is not closed");
        let required: Vec<&str> = strings(schema, "required");
        let properties = schema["properties"].as_object().context("properties")?;
        ensure!(required.iter().all(|name| properties.contains_key(*name)), "an unknown name is required");
        let properties = properties.iter().map(|(name, schema)| {
            Ok(Property {
                name,
                description: text(schema, "description"),
                required: required.contains(&name.as_str()),
                ty: self.ty(schema).with_context(|| name.clone())?,
            })
        });
        Ok(Object {
            name: short_name(name),
            description: text(schema, "description"),
            properties: properties.collect::<Result<_>>()?,
            kinds: kinds(name, schema),
        })
    }

    fn ty(&self, schema: &Value) -> Result<Type> {
        check_keywords(schema)?;
        if schema.get("$ref").is_some() {
            return self.referenced(text(schema, "$ref"));
        }
        let types = match schema.get("type") {
            None => return Ok(Type { shape: Shape::Any, nullable: true }),
            Some(Value::String(one)) => vec![one.as_str()],
            Some(_) => strings(schema, "type"),
        };
        let nullable = types.contains(&"null");
        let [name] = types.iter().copied().filter(|name| *name != "null").collect::<Vec<_>>()[..] else {
            bail!("a choice of types: {types:?}");
        };
        Ok(Type { shape: self.shape(name, schema)?, nullable })
    }

    fn referenced(&self, reference: &str) -> Result<Type> {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let target = self.0.get(name).with_context(|| format!("{reference} leads nowhere"))?;
        // Both are a choice of two types that null satisfies twice, which makes JSON Schema refuse it. The API server
        // reads null as absent, as everywhere.
        let shape = match name.rsplit('.').next() {
            Some("Quantity") => Shape::Quantity,
            Some("IntOrString") => Shape::IntOrString,
            _ if target.get("properties").is_some() => Shape::Object(short_name(name)),
            _ => return self.ty(target),
        };
        Ok(Type { shape, nullable: true })
    }

    fn shape(&self, name: &str, schema: &Value) -> Result<Shape> {
        Ok(match (name, schema.get("format").and_then(Value::as_str)) {
            ("object", None) => Shape::Map(Box::new(match schema.get("additionalProperties") {
                Some(values) if values.is_object() => self.ty(values)?,
                None => Type { shape: Shape::Any, nullable: true },
                Some(other) => bail!("additionalProperties: {other}"),
            })),
            ("array", None) => {
                let items = schema.get("items").context("no items")?;
                Shape::Array { item: Box::new(self.ty(items)?), list: self.list(schema, items)? }
            }
            ("string", None) => string(ty::PLAIN, schema),
            ("string", Some("byte")) => string(ty::BYTE, schema),
            ("string", Some("date-time")) => string(ty::DATE_TIME, schema),
            ("integer", None) => Shape::Integer(ty::UNBOUNDED),
            ("integer", Some("int32")) => Shape::Integer(ty::INT32),
            ("integer", Some("int64")) => Shape::Integer(ty::INT64),
            ("number", None | Some("double")) => Shape::Number,
            ("boolean", None) => Shape::Boolean,
            (name, format) => bail!("{name} of format {format:?}"),
        })
    }

    fn list(&self, schema: &Value, items: &Value) -> Result<List> {
        let keys = strings(schema, "x-kubernetes-list-map-keys");
        Ok(match text(schema, "x-kubernetes-list-type") {
            // Absent means atomic: structured-merge-diff, `schema.go`.
            "" | "atomic" => List::Atomic,
            "set" => List::Set,
            // `CSIStorageCapacityList` was keyed by a field that its items do not have.
            "map" if !keys.iter().all(|key| self.has_property(items, key)) => List::Atomic,
            "map" if !keys.is_empty() => List::ByKeys(keys.into_iter().map(str::to_owned).collect()),
            other => bail!("a list of type {other} with keys {keys:?}"),
        })
    }

    fn has_property(&self, schema: &Value, name: &str) -> bool {
        let target = text(schema, "$ref").rsplit('/').next().and_then(|target| self.0.get(target));
        target.is_some_and(|target| target["properties"].get(name).is_some())
    }
}

fn string(format: u32, schema: &Value) -> Shape {
    let mut values: Vec<String> = strings(schema, "enum").into_iter().map(str::to_owned).collect();
    values.sort();
    Shape::String { format, values }
}

/// `core.v1.PodSpec` for `io.k8s.api.core.v1.PodSpec`.
fn short_name(name: &str) -> String {
    let mut parts: Vec<&str> = name.rsplitn(4, '.').take(3).collect();
    parts.reverse();
    parts.join(".")
}

/// The types of the API machinery itself (`DeleteOptions`, `Status`) are declared once for each group that uses them,
/// and differ in that alone: they are kept under `v1`.
fn kinds(name: &str, schema: &Value) -> Vec<(String, String)> {
    let machinery = name.starts_with("io.k8s.apimachinery.");
    let declared = schema.get("x-kubernetes-group-version-kind").and_then(Value::as_array).into_iter().flatten();
    declared
        .map(|kind| {
            let (group, version) = (text(kind, "group"), text(kind, "version"));
            let api_version = if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") };
            (api_version, text(kind, "kind").to_owned())
        })
        .filter(|(api_version, _)| !machinery || api_version == "v1")
        .collect()
}

fn text<'a>(schema: &'a Value, keyword: &str) -> &'a str {
    schema.get(keyword).and_then(Value::as_str).unwrap_or_default()
}

fn strings<'a>(schema: &'a Value, keyword: &str) -> Vec<&'a str> {
    schema.get(keyword).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn check_keywords(schema: &Value) -> Result<()> {
    const READ: &[&str] = &[
        "$ref",
        "additionalProperties",
        "description",
        "enum",
        "format",
        "items",
        "oneOf", // Quantity and IntOrString only, which are told by name
        "properties",
        "required",
        "type",
        "x-kubernetes-group-version-kind",
        "x-kubernetes-list-map-keys",
        "x-kubernetes-list-type",
    ];
    const OF_NO_USE_TO_A_CHECK: &[&str] = &[
        "x-kubernetes-map-type",
        "x-kubernetes-patch-merge-key",
        "x-kubernetes-patch-strategy",
        "x-kubernetes-unions",
    ];
    let unknown = schema.as_object().context("not an object")?.keys().find(|keyword| {
        let keyword = keyword.as_str();
        !READ.contains(&keyword) && !OF_NO_USE_TO_A_CHECK.contains(&keyword)
    });
    unknown.map_or(Ok(()), |keyword| bail!("the keyword {keyword} is new"))
}

//! The JSON Schema of `shipworthy.toml`, for editors: what the types say, and by name what rules there are.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::config::{Configuration, Profile};
use crate::rule::{Group, OptionSpec, Peer, Rule, Tag};
use crate::rules;

/// The schema, as text.
#[must_use]
pub fn configuration_schema() -> String {
    let settings = SchemaSettings::draft2020_12();
    let mut schema = settings.into_generator().into_root_schema_for::<Configuration>().to_value();
    schema["title"] = json!("shipworthy.toml");
    schema["$defs"]["Words"] = words();
    schema["$defs"]["Level"] = json!({
        "description": "How bad a finding of the rule is; `off` for none.",
        "enum": ["off", "info", "warning", "error"],
    });
    schema["$defs"]["Setting"] = json!({
        "description": "A level, or a table with one, for a rule without options.",
        "anyOf": [{ "$ref": "#/$defs/Level" }, table(json!({}))],
    });
    schema["$defs"]["Rules"] = rule_table();
    // Both the file and its overrides select rules.
    patch(&mut schema["properties"]);
    patch(&mut schema["$defs"]["Override"]["properties"]);
    let profile = &mut schema["properties"]["profile"];
    let profiles = Profile::ALL.map(Profile::name);
    *profile = json!({ "description": profile["description"].take(), "enum": profiles });
    if let Some(definitions) = schema["$defs"].as_object_mut() {
        definitions.remove("RuleConfiguration");
    }
    settle(&mut schema);
    format!("{schema:#}\n")
}

/// Takes out what Rust knows and TOML does not: `null`, and the line breaks of doc comments.
fn settle(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(settle),
        Value::Object(keywords) => {
            keywords.retain(|keyword, value| keyword != "default" || !value.is_null());
            if let Some(Value::String(text)) = keywords.get_mut("description") {
                *text = text.replace('\n', " ");
            }
            if let Some(Value::Array(types)) = keywords.get_mut("type") {
                types.retain(|name| name != "null");
                if let [only] = &types[..] {
                    let only = only.clone();
                    keywords.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(choices)) = keywords.get_mut("anyOf") {
                choices.retain(|choice| *choice != json!({ "type": "null" }));
            }
            keywords.values_mut().for_each(settle);
        }
        _ => {}
    }
}

/// Puts what is known of rules in the place of what the types say of them.
fn patch(properties: &mut Value) {
    for key in ["select", "ignore"] {
        properties[key]["items"] = json!({ "$ref": "#/$defs/Words" });
    }
    let description = properties["rules"]["description"].take();
    properties["rules"] = json!({ "description": description, "$ref": "#/$defs/Rules" });
}

/// The words that name rules. Peers' ids and globs are too many to be listed.
fn words() -> Value {
    let groups = [Group::Default, Group::Strict, Group::OptIn].map(Group::name);
    let peers = Peer::ALL.map(|peer| format!("{}:*", peer.name()));
    let tags = Tag::ALL.iter().map(|tag| tag.name());
    let mut words: Vec<_> = ["all"].into_iter().chain(groups).chain(tags).map(ToOwned::to_owned).collect();
    words.extend(peers);
    words.extend(rules::all().map(|rule| rule.id.to_owned()));
    json!({
        "description": "A rule's id, another tool's id, a tag, a group, `tool:*`, a glob over ids, or `all`.",
        "anyOf": [{ "enum": words }, { "type": "string" }],
    })
}

/// Levels and options, by rule; other words take a level or any options.
fn rule_table() -> Value {
    let any = json!({
        "anyOf": [
            { "$ref": "#/$defs/Level" },
            { "type": "object", "properties": { "level": { "$ref": "#/$defs/Level" } } },
        ],
    });
    let properties: Map<_, _> = rules::all().map(|rule| (rule.id.to_owned(), entry(rule))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": any })
}

fn entry(rule: &Rule) -> Value {
    let Some(options) = rule.options else {
        return json!({ "description": rule.title(), "$ref": "#/$defs/Setting" });
    };
    let table = table(option_properties(&options));
    json!({ "description": rule.title(), "anyOf": [{ "$ref": "#/$defs/Level" }, table] })
}

/// A table with a level and `options`, each the schema of one.
fn table(mut options: Value) -> Value {
    options["level"] = json!({ "$ref": "#/$defs/Level" });
    json!({ "type": "object", "properties": options, "additionalProperties": false })
}

fn option_properties(spec: &OptionSpec) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let mut schema = (spec.schema)(&mut settings.into_generator()).to_value();
    schema["properties"].take()
}

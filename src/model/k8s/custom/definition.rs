//! What a CustomResourceDefinition defines. Keeps the text of a definition rather than what it means: most are never
//! asked.

use std::sync::Arc;

use super::structural::{self, TooLarge, Unknown};
use crate::model::k8s::{Fields, Manifest, Object};
use crate::syntax::yaml::{Node, Tree, looks_templated};

const GROUPS: &[&str] = &["apiextensions.k8s.io"];
const KIND: &str = "CustomResourceDefinition";

/// The kinds that one definition defines: one in each version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub(super) group: String,
    pub(super) kind: String,
    /// Those that are served.
    pub(super) versions: Vec<String>,
    /// The document that it stands in.
    pub(super) text: Arc<str>,
}

/// The schema of one version, as JSON Schema, and what else matters.
#[derive(Debug)]
pub(super) struct VersionSchema {
    pub(super) schema: serde_json::Value,
    /// Whether a status that is written in a manifest is thrown away.
    pub(super) discards_status: bool,
}

impl Definition {
    /// The definitions in the text of a manifest; a template has none.
    #[must_use]
    pub fn all_in(text: &str) -> Vec<Self> {
        if !is_mentioned(text) || looks_templated(text) {
            return Vec::new();
        }
        let tree = Tree::parse(text);
        Self::all_of(&Manifest::new(&tree))
    }

    /// The definitions in a manifest that has been read.
    #[must_use]
    pub fn all_of(manifest: &Manifest<'_>) -> Vec<Self> {
        let text = manifest.tree().text();
        let mut found: Vec<Self> = Vec::new();
        let mut document: Option<(usize, Arc<str>)> = None;
        for &object in manifest.objects() {
            let Some((group, kind, versions)) = names(object).filter(|(.., versions)| !versions.is_empty()) else {
                continue;
            };
            // A list is one document with many.
            let index = object.document().index();
            let text = match &document {
                Some((known, text)) if *known == index => Arc::clone(text),
                _ => Arc::from(object.document().span().slice(text)),
            };
            document = Some((index, Arc::clone(&text)));
            found.push(Self { group, kind, versions, text });
        }
        found
    }

    /// The schema of `version`, which allows everything if it has none; `None` when the text does not have it after all.
    pub(super) fn read(&self, version: &str) -> Option<Result<VersionSchema, TooLarge>> {
        let tree = Tree::parse(&self.text);
        let manifest = Manifest::new(&tree);
        manifest.objects().iter().find_map(|&object| {
            let (group, kind, _) = names(object)?;
            let is_it = group == self.group && kind == self.kind;
            is_it.then(|| schema_of(object, version)).flatten()
        })
    }
}

fn is_mentioned(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), KIND.as_bytes()).is_some()
}

/// Group, kind, and the versions that are served.
fn names(object: Object<'_>) -> Option<(String, String, Vec<String>)> {
    if !object.is(GROUPS, KIND) {
        return None;
    }
    let spec = object.spec()?;
    let group = spec.string("group")?.value.into_owned();
    let kind = spec.object("names")?.string("kind")?.value.into_owned();
    let mut versions: Vec<String> = spec
        .objects("versions")
        .map(|version| version.fields)
        .filter(|version| version.boolean("served").is_none_or(|served| served.value))
        .filter_map(|version| Some(version.string("name")?.value.into_owned()))
        .collect();
    // `v1beta1` may name its only version by itself.
    if !spec.has("versions") {
        versions.extend(spec.string("version").map(|version| version.value.into_owned()));
    }
    Some((group, kind, versions))
}

fn own_schema(version: Fields<'_>) -> Option<Node<'_>> {
    version.object("schema")?.get("openAPIV3Schema")
}

fn schema_of(object: Object<'_>, name: &str) -> Option<Result<VersionSchema, TooLarge>> {
    let spec = object.spec()?;
    let versions = spec.objects("versions").map(|version| version.fields);
    let version = versions.into_iter().find(|version| version.string("name").is_some_and(|own| own.value == name));
    let shared = spec.at(&["validation"]).and_then(|validation| validation.get("openAPIV3Schema"));
    // The first version of the API wanted no schema.
    let Some(schema) = version.and_then(own_schema).or(shared) else {
        return Some(Ok(VersionSchema { schema: serde_json::json!({}), discards_status: false }));
    };
    let is_beta = object.api_version().value.ends_with("/v1beta1");
    // The first version of the API kept unknown fields unless told otherwise.
    let keeps = spec.boolean("preserveUnknownFields").map_or(is_beta, |keeps| keeps.value);
    let unknown = if keeps { Unknown::Kept } else { Unknown::Dropped };
    let discards_status = [Some(spec), version]
        .into_iter()
        .flatten()
        .filter_map(|holder| holder.object("subresources"))
        .any(|subresources| subresources.has("status"));
    Some(structural::of_objects(schema, unknown).map(|schema| VersionSchema { schema, discards_status }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let told = |found: &Definition| format!("{} {} {}", found.group, found.kind, found.versions.join(","));
        Definition::all_in(text).iter().map(told).collect()
    }

    #[test]
    fn versions_are_those_that_are_served() {
        let head = "kind: CustomResourceDefinition\nspec:\n  group: example.com\n  names: {kind: Site}\n";
        let schema = "schema: {openAPIV3Schema: {type: object}}";
        let text = format!(
            "apiVersion: apiextensions.k8s.io/v1\n{head}  versions:\n  - {{name: v1, served: true, {schema}}}\n  - {{name: v2, served: false, {schema}}}\n  - {{name: v3, served: true}}\n"
        );
        assert_eq!(named(&text), ["example.com Site v1,v3"]);
        let beta = format!("apiVersion: apiextensions.k8s.io/v1beta1\n{head}");
        let validation = "  validation: {openAPIV3Schema: {properties: {spec: {type: object}}}}\n";
        assert_eq!(named(&format!("{beta}  version: v1\n{validation}")), ["example.com Site v1"]);
        assert_eq!(
            named(&format!("{beta}  version: v1\n  versions: [{{name: v1}}, {{name: v2}}]\n{validation}")),
            ["example.com Site v1,v2"]
        );
        let open = Definition::all_in(&format!("{beta}  version: v1\n")).remove(0);
        assert_eq!(open.read("v1").expect("the version").expect("a small one").schema, serde_json::json!({}));
        assert_eq!(named(&format!("{text}---\na: {{{{ .b }}}}\n")), [""; 0], "a template");
    }

    #[test]
    fn fields_that_are_not_named_are_dropped_where_the_server_drops_them() {
        let text = |api_version: &str, more: &str| {
            format!(
                "apiVersion: apiextensions.k8s.io/{api_version}\nkind: CustomResourceDefinition\nspec:\n  group: g.io\n  names: {{kind: K}}\n  {more}\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties: {{spec: {{type: object, required: [a, b], properties: {{a: {{type: string, default: x}}, b: {{type: string, nullable: true}}}}}}}}\n"
            )
        };
        let spec = |text: &str| {
            let found = Definition::all_in(text).remove(0);
            let read = found.read("v1").expect("the version").expect("a small one");
            read.schema.pointer("/properties/spec").expect("the field").to_string()
        };
        let fields = r#"{"a":{"type":"string"},"b":{"nullable":true,"type":["string","null"]}}"#;
        let dropped =
            format!(r#"{{"additionalProperties":false,"properties":{fields},"required":["b"],"type":"object"}}"#);
        let kept = format!(r#"{{"properties":{fields},"required":["b"],"type":"object"}}"#);
        assert_eq!(spec(&text("v1", "scope: Namespaced")), dropped);
        assert_eq!(spec(&text("v1beta1", "preserveUnknownFields: false")), dropped);
        assert_eq!(spec(&text("v1beta1", "scope: Namespaced")), kept);
    }
}

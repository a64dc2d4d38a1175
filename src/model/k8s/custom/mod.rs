//! Schemas of kinds that Kubernetes does not define itself: those of CustomResourceDefinitions, and JSON Schemas that the
//! user brings.
//!
//! A registry is filled from texts and shared by all files of a run; each schema is compiled when the first object of its
//! kind comes. Reads no files.

mod compiled;
mod definition;
mod instance;
mod report;
mod structural;
mod suggestion;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

pub use definition::Definition;

use self::compiled::Compiled;
use super::Object;
use super::validation::Problem;
use crate::schema::VersionSet;

/// The schemas of a run, by kind.
#[derive(Debug, Default)]
pub struct CustomSchemas {
    /// By apiVersion, then by kind.
    defined: HashMap<String, HashMap<String, Vec<Schema>>>,
    /// JSON Schemas, by the names that their files can have for a kind.
    named: HashMap<String, Vec<Schema>>,
}

/// A schema of one kind in one version, which is compiled when it is first asked.
#[derive(Debug)]
struct Schema {
    /// The file that it comes from.
    path: Arc<str>,
    source: SchemaSource,
    compiled: OnceLock<Result<Compiled, String>>,
}

#[derive(Debug)]
enum SchemaSource {
    Definition { definition: Arc<Definition>, version: String },
    JsonSchema(String),
}

/// A schema that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnusableSchema {
    /// The file that it comes from.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for UnusableSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the schema in `{}` cannot be used: {}", self.path, self.reason)
    }
}

/// A kind that Kubernetes does not define itself, as objects name it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CustomKind {
    /// `apiVersion`.
    pub api_version: String,
    /// `kind`.
    pub kind: String,
}

impl CustomKind {
    /// The kind of `object`; `None` when a covered release knows it.
    #[must_use]
    pub fn of(object: Object<'_>) -> Option<Self> {
        object.schema().is_none().then(|| Self {
            api_version: object.api_version().value.into_owned(),
            kind: object.kind().value.into_owned(),
        })
    }
}

impl CustomSchemas {
    /// Adds what `definition`, of the file at `path`, defines. Of equal definitions one is enough.
    pub fn add(&mut self, path: &str, definition: Definition) {
        let definition = Arc::new(definition);
        let path: Arc<str> = path.into();
        for version in &definition.versions {
            let kinds = self.defined.entry(format!("{}/{version}", definition.group)).or_default();
            let schemas = kinds.entry(definition.kind.clone()).or_default();
            let is_known = |schema: &Schema| match &schema.source {
                SchemaSource::Definition { definition: known, .. } => known.text == definition.text,
                SchemaSource::JsonSchema(_) => false,
            };
            if !schemas.iter().any(is_known) {
                let source = SchemaSource::Definition { definition: Arc::clone(&definition), version: version.clone() };
                schemas.push(Schema::new(Arc::clone(&path), source));
            }
        }
    }

    /// Adds the JSON Schema in `text`. The path of its file says which kind it is for, by the conventions of kubeconform
    /// and of the catalogue of schemas for it, in lower case:
    ///
    /// * `KIND-GROUP-VERSION.json`, with the group or only what is before its first dot;
    /// * `GROUP/KIND_VERSION.json`, in a folder named like the group;
    /// * `KIND_VERSION.json` in any other folder, for all groups.
    pub fn add_json_schema(&mut self, path: &str, text: String) {
        let source = SchemaSource::JsonSchema(text);
        self.named.entry(name_of(path)).or_default().push(Schema::new(path.into(), source));
    }

    /// The kind, in lower case, that a JSON Schema in the file at `path` would be for; `None` when its name says none.
    #[must_use]
    pub fn kind_of_file(path: &str) -> Option<String> {
        let name = name_of(path);
        let name = name.rsplit('/').next().unwrap_or_default();
        let (kind, rest) = name.split_once(['-', '_'])?;
        let is_named = !kind.is_empty() && !rest.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_named.then(|| kind.to_owned())
    }

    /// Whether it has no schema.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.defined.is_empty() && self.named.is_empty()
    }

    /// Whether it has a schema for `kind`, whatever that says.
    #[must_use]
    pub fn knows(&self, kind: &CustomKind) -> bool {
        self.of_kind(&kind.api_version, &kind.kind).next().is_some()
    }

    /// Whether it has a schema for `object`, of those that say anything.
    #[must_use]
    pub fn has(&self, object: Object<'_>) -> bool {
        self.of(object).filter_map(|schema| schema.compiled().ok()).any(|compiled| !compiled.allows_everything())
    }

    /// The schemas that were asked and cannot be used, in order of their paths.
    #[must_use]
    pub fn unusable(&self) -> Vec<UnusableSchema> {
        let defined = self.defined.values().flat_map(HashMap::values);
        let all = defined.chain(self.named.values()).flatten();
        let mut unusable: Vec<_> = all
            .filter_map(|schema| {
                let reason = schema.compiled.get()?.as_ref().err()?.clone();
                Some(UnusableSchema { path: schema.path.to_string(), reason })
            })
            .collect();
        unusable.sort();
        unusable.dedup();
        unusable
    }

    /// What is wrong with `object`, in all `wanted` releases alike; nothing when no schema is for its kind.
    ///
    /// A run may hold several definitions of one kind, such as those of two releases of an operator. Which one the object
    /// is for, nobody says, so it has to fit any of them; else what is wrong is told by the one that it fits best.
    pub(super) fn problems<'t>(&self, object: Object<'t>, wanted: VersionSet) -> Vec<Problem<'t>> {
        let mut best: Option<Vec<Problem<'t>>> = None;
        for schema in self.of(object) {
            let Ok(compiled) = schema.compiled() else { continue };
            let found = report::problems(object, compiled, wanted);
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
            if best.as_ref().is_some_and(Vec::is_empty) {
                break;
            }
        }
        best.unwrap_or_default()
    }

    /// The schemas for `object`, those of definitions first.
    fn of(&self, object: Object<'_>) -> impl Iterator<Item = &Schema> {
        self.of_kind(&object.api_version().value, &object.kind().value)
    }

    fn of_kind(&self, api_version: &str, kind: &str) -> impl Iterator<Item = &Schema> + use<'_> {
        let defined = self.defined.get(api_version).and_then(|kinds| kinds.get(kind));
        let names = if self.named.is_empty() { Vec::new() } else { file_names(api_version, kind) };
        let named = names.into_iter().filter_map(|name| self.named.get(&name));
        defined.into_iter().chain(named).flatten()
    }
}

impl Schema {
    fn new(path: Arc<str>, source: SchemaSource) -> Self {
        Self { path, source, compiled: OnceLock::new() }
    }

    fn compiled(&self) -> Result<&Compiled, &String> {
        let compile = || match &self.source {
            SchemaSource::JsonSchema(text) => Compiled::of_json_schema(text),
            SchemaSource::Definition { definition, version } => match definition.read(version) {
                Some(Ok(read)) => Compiled::of_version(read),
                Some(Err(too_large)) => Err(too_large.to_string()),
                None => Err("there is none".to_owned()),
            },
        };
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// The name under which a JSON Schema file is found: its own without `.json`, in lower case, and before it the name of its
/// folder when that looks like a group.
fn name_of(path: &str) -> String {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default().to_ascii_lowercase();
    let name = file.strip_suffix(".json").unwrap_or(&file);
    match parts.next().map(str::to_ascii_lowercase) {
        Some(folder) if folder.contains('.') && !folder.trim_matches('.').is_empty() && name.contains('_') => {
            format!("{folder}/{name}")
        }
        _ => name.to_owned(),
    }
}

/// The names that a JSON Schema for a kind may have.
fn file_names(api_version: &str, kind: &str) -> Vec<String> {
    let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
    let first = group.split('.').next().unwrap_or_default();
    let mut names = vec![
        format!("{group}/{kind}_{version}"),
        format!("{kind}-{group}-{version}"),
        format!("{kind}-{first}-{version}"),
        format!("{kind}_{version}"),
    ];
    names.iter_mut().for_each(|name| name.make_ascii_lowercase());
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_for_kinds() {
        let wanted = file_names("cert-manager.io/v1", "Certificate");
        for path in [
            "schemas/certificate-cert-manager-v1.json",
            "schemas/certificate-cert-manager.io-v1.json",
            "catalogue/cert-manager.io/certificate_v1.json",
            "schemas/Certificate_v1.json",
        ] {
            assert!(wanted.contains(&name_of(path)), "{path}");
            assert_eq!(CustomSchemas::kind_of_file(path).as_deref(), Some("certificate"), "{path}");
        }
        for path in ["catalogue/other.io/certificate_v1.json", "schemas/certificate-other-v1.json", "certificate.json"]
        {
            assert!(!wanted.contains(&name_of(path)), "{path}");
        }
        assert_eq!(CustomSchemas::kind_of_file("package.json"), None);
    }
}

//! All releases in one: what exists in which of them.
//!
//! Definitions are told by name, and a field is split only where its declaration changed, so a further release costs
//! little more than what is new in it. Knows nothing of the layout in words.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Result, ensure};

use crate::definitions::{Definitions, Property, Shape, Type};
use crate::description::{first_sentence, is_deprecated};
use crate::go::{GoTypes, Scope};

/// Bit n: in release oldest + n. The layout keeps the two highest bits for flags.
pub(crate) type Versions = u32;
const MOST_VERSIONS: u32 = 30;

pub(crate) struct Catalogue {
    oldest: u32,
    /// By name.
    pub(crate) objects: BTreeMap<String, Object>,
    /// By apiVersion and kind.
    pub(crate) kinds: BTreeMap<(String, String), Kind>,
}

#[derive(Default)]
pub(crate) struct Object {
    pub(crate) versions: Versions,
    pub(crate) description: String,
    pub(crate) fields: BTreeMap<String, Field>,
}

#[derive(Default)]
pub(crate) struct Field {
    pub(crate) description: String,
    pub(crate) deprecated: bool,
    /// In the order of their oldest release; no two share one.
    pub(crate) declarations: Vec<Declaration>,
}

pub(crate) struct Declaration {
    pub(crate) versions: Versions,
    pub(crate) required: bool,
    pub(crate) ty: Type,
}

pub(crate) struct Kind {
    pub(crate) object: String,
    pub(crate) versions: Versions,
    pub(crate) scope: Option<Scope>,
}

impl Catalogue {
    pub(crate) fn new(oldest: u32) -> Self {
        Self { oldest, objects: BTreeMap::new(), kinds: BTreeMap::new() }
    }

    /// Adds a release. They must come oldest first: the newest description is the one that is kept.
    pub(crate) fn add(&mut self, minor: u32, definitions: &Definitions, go: &GoTypes) -> Result<()> {
        ensure!(minor - self.oldest < MOST_VERSIONS, "the table has room for {MOST_VERSIONS} releases");
        let version = 1 << (minor - self.oldest);
        for definition in definitions.objects()? {
            let object = self.objects.entry(definition.name.clone()).or_default();
            ensure!(object.versions & version == 0, "two definitions are called {}", definition.name);
            object.versions |= version;
            object.description = first_sentence(definition.description);
            for property in definition.properties {
                object.add(version, property, &definition.name, go);
            }
            for name in definition.kinds {
                let scope = go.scope(&definition.name);
                let kind = self.kinds.entry(name).or_insert_with(|| Kind {
                    object: definition.name.clone(),
                    versions: 0,
                    scope: None,
                });
                ensure!(kind.object == definition.name, "{} and {} are one kind", kind.object, definition.name);
                kind.versions |= version;
                kind.scope = scope.or(kind.scope);
            }
        }
        Ok(())
    }
}

impl Object {
    fn add(&mut self, version: Versions, property: Property<'_>, definition: &str, go: &GoTypes) {
        let mut ty = property.ty;
        if let Some(known) = go.values(definition, property.name)
            && let Some(values) = values_mut(&mut ty)
        {
            *values = known.into_iter().collect();
        }
        let field = self.fields.entry(property.name.to_owned()).or_default();
        field.description = first_sentence(property.description);
        field.deprecated = is_deprecated(property.description);
        let same = field
            .declarations
            .iter_mut()
            .find(|declaration| declaration.required == property.required && declaration.ty == ty);
        match same {
            Some(declaration) => declaration.versions |= version,
            None => {
                field.declarations.push(Declaration { versions: version, required: property.required, ty });
            }
        }
    }
}

/// The legal values of the string that a type is, or is a list or map of.
fn values_mut(ty: &mut Type) -> Option<&mut Vec<String>> {
    match &mut ty.shape {
        Shape::String { values, .. } => Some(values),
        Shape::Array { item, .. } => values_mut(item),
        Shape::Map(value) => values_mut(value),
        _ => None,
    }
}

impl fmt::Display for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = || self.objects.values().flat_map(|object| object.fields.values());
        let declarations = fields().flat_map(|field| &field.declarations);
        let enumerations = declarations
            .clone()
            .filter(|declaration| values_mut(&mut declaration.ty.clone()).is_some_and(|values| !values.is_empty()));
        write!(
            f,
            "{} kinds, {} objects, {} fields in {} declarations, {} of them with values",
            self.kinds.len(),
            self.objects.len(),
            fields().count(),
            declarations.count(),
            enumerations.count(),
        )
    }
}

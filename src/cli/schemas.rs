//! Finds the schemas of custom resources that the user points at. Reads files; what is in a schema is no concern of it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::failure::{Failure, reason};
use super::lint;
use crate::model::k8s::custom::{CustomKind, CustomSchemas, Definition};

/// Files of schemas that the user points at.
pub(super) struct SchemaFiles {
    files: Vec<SchemaFile>,
}

impl SchemaFiles {
    /// The files at and below `paths`; none of them is read.
    ///
    /// # Errors
    /// When a path leads nowhere.
    pub(super) fn find(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut files = Vec::new();
        for path in paths {
            files.extend(schema_files(path)?);
        }
        Ok(Self { files })
    }

    /// Adds to `schemas` what is in them for any of `kinds`.
    ///
    /// # Errors
    /// When a file cannot be read, or is one without a schema.
    pub(super) fn read<'k>(
        &self,
        kinds: impl Iterator<Item = &'k CustomKind>,
        schemas: &mut CustomSchemas,
    ) -> Result<(), Failure> {
        let kinds: HashSet<_> = kinds.map(|kind| kind.kind.to_lowercase()).collect();
        self.files.iter().try_for_each(|file| add_file(file, &kinds, schemas))
    }
}

/// A file of schemas.
struct SchemaFile {
    path: PathBuf,
    /// Whether the user named it, so that it has to be one.
    is_named: bool,
}

fn schema_files(path: &Path) -> Result<Vec<SchemaFile>, Failure> {
    let unusable = |reason| Failure::UnusableSchema { path: path.to_owned(), reason };
    let metadata = fs::metadata(path).map_err(|error| unusable(reason(&error)))?;
    if !metadata.is_dir() {
        return Ok(vec![SchemaFile { path: path.to_owned(), is_named: true }]);
    }
    let mut files = Vec::new();
    for entry in WalkBuilder::new(path).standard_filters(false).build() {
        let entry = entry.map_err(|error| unusable(error.io_error().map_or_else(|| error.to_string(), reason)))?;
        if entry.file_type().is_some_and(|kind| !kind.is_dir()) && is_data(entry.path()) {
            files.push(SchemaFile { path: entry.into_path(), is_named: false });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Adds what is in `file`, unless it is for a kind that the run does not have.
fn add_file(file: &SchemaFile, kinds: &HashSet<String>, schemas: &mut CustomSchemas) -> Result<(), Failure> {
    let shown = file.path.to_string_lossy();
    let kind = CustomSchemas::kind_of_file(&shown).filter(|_| is_json(&file.path));
    if !file.is_named && kind.as_ref().is_some_and(|kind| !kinds.contains(kind)) {
        return Ok(());
    }
    let unusable = |reason| Failure::UnusableSchema { path: file.path.clone(), reason };
    let bytes = lint::read(&file.path).map_err(|error| unusable(reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|error| unusable(error.to_string()))?;
    let definitions = Definition::all_in(&text);
    if definitions.is_empty() {
        match kind {
            Some(_) => schemas.add_json_schema(&shown, text),
            None if file.is_named => {
                let reason = "it defines no custom resource, and its name is not that of a JSON Schema for a kind";
                return Err(unusable(reason.to_owned()));
            }
            None => {}
        }
    }
    for definition in definitions {
        schemas.add(&shown, definition);
    }
    Ok(())
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn is_data(path: &Path) -> bool {
    is_json(path)
        || path
            .extension()
            .is_some_and(|extension| ["yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

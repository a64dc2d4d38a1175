//! Finds the schemas of custom resources: definitions among the files of the run, and what the user points at. Reads
//! files; what is in a schema is no concern of it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use rayon::prelude::*;

use super::discover::{Content, Input};
use super::failure::{Failure, reason};
use super::lint;
use super::settings::AllSettings;
use crate::model::k8s::custom::{CustomSchemas, Definition};

/// Has all files of a run checked by the schemas that it has at hand, if any rule that is on asks for them. `stdin` is what
/// came on standard input.
///
/// # Errors
/// When a path of schemas leads nowhere, cannot be read, or is a file without a schema.
pub(super) fn provide(
    inputs: &[Input],
    stdin: Option<&[u8]>,
    settings: &mut AllSettings,
) -> Result<Arc<CustomSchemas>, Failure> {
    if !settings.want_schemas() {
        return Ok(Arc::default());
    }
    let schemas = Arc::new(collect(inputs, stdin, &settings.schemas)?);
    settings.set_custom_schemas(&schemas);
    Ok(schemas)
}

fn collect(inputs: &[Input], stdin: Option<&[u8]>, paths: &[PathBuf]) -> Result<CustomSchemas, Failure> {
    let mut schemas = CustomSchemas::default();
    let mut files = Vec::new();
    for path in paths {
        files.extend(schema_files(path)?);
    }
    let wants_kinds = files.iter().any(|file| is_json(&file.path));
    let look = |input: &Input| look(input, stdin, wants_kinds);
    // Threads take longer to start than a file takes to read.
    let looks: Vec<_> =
        if inputs.len() < 2 { inputs.iter().map(look).collect() } else { inputs.par_iter().map(look).collect() };
    let mut kinds = HashSet::new();
    for (input, look) in inputs.iter().zip(looks) {
        kinds.extend(look.kinds);
        for definition in look.definitions {
            schemas.add(&input.shown, definition);
        }
    }
    for file in files {
        add_file(&file, &kinds, &mut schemas)?;
    }
    Ok(schemas)
}

/// What an input of the run says of schemas.
#[derive(Default)]
struct Look {
    definitions: Vec<Definition>,
    /// The kinds that it names, in lower case.
    kinds: HashSet<String>,
}

/// An input that cannot be read is told when it is linted.
fn look(input: &Input, stdin: Option<&[u8]>, wants_kinds: bool) -> Look {
    let bytes;
    let bytes = match &input.content {
        Content::File(path) if is_data(path) => {
            bytes = lint::read(path).unwrap_or_default();
            &*bytes
        }
        Content::Stdin => stdin.unwrap_or_default(),
        _ => return Look::default(),
    };
    let Ok(text) = std::str::from_utf8(bytes) else { return Look::default() };
    let kinds = if wants_kinds { kinds(text).collect() } else { HashSet::new() };
    Look { definitions: Definition::all_in(text), kinds }
}

/// The words behind `kind:`, in lower case.
fn kinds(text: &str) -> impl Iterator<Item = String> {
    memchr::memmem::find_iter(text.as_bytes(), b"kind").filter_map(move |at| {
        let behind = text[at + "kind".len()..].trim_start_matches(['"', '\'']).trim_start();
        let value = behind.strip_prefix(':')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(value.len());
        (end > 0).then(|| value[..end].to_ascii_lowercase())
    })
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

//! Which configuration belongs to which file, and the settings that come of it: one for each distinct configuration.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::arguments::Check;
use super::discover::{Content, Input};
use super::failure::{Failure, reason};
use crate::config::{Configuration, ConfigurationError, FILE_NAME, Request, Settings};
use crate::model::k8s::custom::CustomSchemas;
use crate::text::Source;

/// The settings of a run.
pub(super) struct AllSettings {
    settings: Vec<Settings>,
    /// By input.
    of: Vec<usize>,
    /// Files and folders with schemas of custom resources.
    pub(super) schemas: Vec<PathBuf>,
}

impl AllSettings {
    /// Finds and reads what `arguments` and the files in the folders above the inputs say.
    ///
    /// # Errors
    /// When a configuration cannot be read, or says what means nothing.
    pub(super) fn new(arguments: &Check, request: &Request, inputs: &[Input]) -> Result<Self, Failure> {
        let mut schemas = arguments.schema.clone();
        if let Some(path) = &arguments.config {
            let settings = vec![read(path, request, &mut schemas)?];
            return Ok(Self { settings, of: vec![0; inputs.len()], schemas });
        }
        let mut search = Search { folders: HashMap::new(), files: Vec::new() };
        let of: Vec<_> = inputs
            .iter()
            .map(|input| if arguments.no_config { None } else { search.above(&folder_of(input, arguments)) })
            .collect();
        let mut settings = Vec::with_capacity(search.files.len() + 1);
        for path in &search.files {
            settings.push(read(path, request, &mut schemas)?);
        }
        let without = settings.len();
        if of.is_empty() || of.contains(&None) {
            let built = Settings::new(request, &Configuration::default());
            settings.push(built.map_err(|error| Failure::Request(error.message()))?);
        }
        Ok(Self { settings, of: of.into_iter().map(|file| file.unwrap_or(without)).collect(), schemas })
    }

    /// Whether any rule that is on asks for schemas.
    pub(super) fn want_schemas(&self) -> bool {
        self.settings.iter().any(Settings::want_schemas)
    }

    /// Has all files checked by these schemas too.
    pub(super) fn set_custom_schemas(&mut self, schemas: &Arc<CustomSchemas>) {
        for settings in &mut self.settings {
            settings.custom_schemas = Arc::clone(schemas);
        }
    }

    /// The settings of the input with this index.
    pub(super) fn of(&self, input: usize) -> &Settings {
        &self.settings[self.of[input]]
    }
}

fn folder_of(input: &Input, arguments: &Check) -> PathBuf {
    let path = match &input.content {
        Content::File(path) => path.clone(),
        Content::Stdin => arguments.stdin_filename.clone().unwrap_or_default(),
        Content::Unreadable(_) => PathBuf::from(&input.shown),
    };
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Looks for configuration files, in no folder twice.
struct Search {
    /// The nearest configuration of each folder, as an index into `files`.
    folders: HashMap<PathBuf, Option<usize>>,
    files: Vec<PathBuf>,
}

impl Search {
    fn above(&mut self, folder: &Path) -> Option<usize> {
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let has_parents = folder.components().any(|part| part == Component::ParentDir);
        let absolute = if has_parents { fs::canonicalize(folder) } else { std::path::absolute(folder.join(".")) };
        let absolute = absolute.unwrap_or_else(|_| folder.to_owned());
        let mut passed = Vec::new();
        let mut found = None;
        for folder in absolute.ancestors() {
            if let Some(known) = self.folders.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_owned());
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                found = Some(self.files.len());
                self.files.push(file);
                break;
            }
        }
        passed.push(folder.to_owned());
        self.folders.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }
}

/// The settings of the configuration at `path`; what it says of schemas is added to `schemas`.
fn read(path: &Path, request: &Request, schemas: &mut Vec<PathBuf>) -> Result<Settings, Failure> {
    let shown = std::env::current_dir().ok().and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(path);
    let unreadable = |reason: String| Failure::UnreadableConfiguration { path: shown.to_owned(), reason };
    let bytes = fs::read(path).map_err(|error| unreadable(reason(&error)))?;
    let source = Source::from_bytes(shown.to_string_lossy(), bytes).map_err(|error| unreadable(error.to_string()))?;
    let settings = Configuration::read(source.text()).and_then(|configuration| {
        let folder = path.parent().unwrap_or(Path::new(""));
        schemas.extend(configuration.schemas.iter().map(|schema| folder.join(schema)));
        Settings::new(request, &configuration)
    });
    settings.map_err(|error| misconfigured(&source, &error))
}

fn misconfigured(source: &Source, error: &ConfigurationError) -> Failure {
    let start = error.place(source.text()).map_or(0, |place| place.start);
    let place = source.position(start as u32);
    Failure::Misconfigured {
        path: source.path().to_owned(),
        line: place.line,
        column: place.column,
        message: error.message(),
    }
}

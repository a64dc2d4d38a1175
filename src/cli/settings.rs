//! Which configuration belongs to which file, and the settings that come of it: one for each distinct configuration and set of
//! its overrides.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::arguments::Check;
use super::discover::{Content, Input, Origin};
use super::failure::{Failure, reason};
use crate::config::{Configuration, ConfigurationError, Effective, FILE_NAME, Paths, Request, Settings};
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
    /// Finds and reads what `arguments` and the files in the folders above the inputs say. Returns the inputs that are to be
    /// checked as well: those that a configuration excludes are left out.
    ///
    /// # Errors
    /// When a configuration cannot be read, or says what means nothing.
    pub(super) fn new(arguments: &Check, request: &Request, inputs: Vec<Input>) -> Result<(Self, Vec<Input>), Failure> {
        let mut search = Search::new(arguments)?;
        let found: Vec<_> = inputs.iter().map(|input| search.of(path_of(input, arguments))).collect();
        let schemas = arguments.schema.clone();
        let mut all = Self { settings: Vec::new(), of: Vec::with_capacity(inputs.len()), schemas };
        let mut known = HashMap::new();
        let configurations = search
            .files
            .iter()
            .map(|(path, base)| ConfigurationFile::read(path, base))
            .collect::<Result<Vec<_>, _>>()?;
        for (index, file) in configurations.iter().enumerate() {
            all.schemas.extend(file.configuration.schemas.iter().map(|schema| file.folder.join(schema)));
            // What is wrong is told even if it concerns none of the files.
            all.settings.push(file.settings(request, &[])?);
            known.insert((Some(index), Vec::new()), index);
        }
        let mut kept = Vec::with_capacity(inputs.len());
        for (input, found) in inputs.into_iter().zip(found) {
            let file = found.map(|index| &configurations[index]);
            let path = path_of(&input, arguments);
            if input.origin == Origin::Found && file.is_some_and(|file| file.excludes(path)) {
                continue;
            }
            let overrides = file.map(|file| file.overrides(path)).unwrap_or_default();
            let settings = match known.get(&(found, overrides.clone())) {
                Some(&settings) => settings,
                None => {
                    all.settings.push(match file {
                        Some(file) => file.settings(request, &overrides)?,
                        None => Settings::new(request, &Configuration::default())
                            .map_err(|error| Failure::Request(error.message()))?,
                    });
                    known.insert((found, overrides), all.settings.len() - 1);
                    all.settings.len() - 1
                }
            };
            all.of.push(settings);
            kept.push(input);
        }
        Ok((all, kept))
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

/// The path that says which configuration an input has.
fn path_of<'i>(input: &'i Input, arguments: &'i Check) -> &'i Path {
    match &input.content {
        Content::File(path) => path,
        Content::Stdin => arguments.stdin_filename.as_deref().unwrap_or(Path::new("")),
        Content::Unreadable(_) => Path::new(&input.shown),
    }
}

/// A configuration, and the file that it was read from.
pub(super) struct ConfigurationFile {
    pub(super) source: Source,
    pub(super) configuration: Configuration,
    /// The folder that it is in.
    folder: PathBuf,
    /// The globs, when it has any.
    paths: Option<Paths>,
    /// The folder that they begin at.
    base: PathBuf,
}

impl ConfigurationFile {
    /// Reads the file at `path`, whose globs begin at `base`.
    ///
    /// # Errors
    /// When it cannot be read, or is no configuration.
    pub(super) fn read(path: &Path, base: &Path) -> Result<Self, Failure> {
        let shown = std::env::current_dir().ok().and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(path);
        let unreadable = |reason: String| Failure::UnreadableConfiguration { path: shown.to_owned(), reason };
        let bytes = fs::read(path).map_err(|error| unreadable(reason(&error)))?;
        let source =
            Source::from_bytes(shown.to_string_lossy(), bytes).map_err(|error| unreadable(error.to_string()))?;
        let read = Configuration::read(source.text()).and_then(|configuration| {
            let paths = Paths::of(&configuration)?;
            Ok((configuration, paths))
        });
        match read {
            Ok((configuration, paths)) => {
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                Ok(Self { source, configuration, folder, paths, base: base.to_owned() })
            }
            Err(error) => Err(misconfigured(&source, &error)),
        }
    }

    /// What applies where the overrides with these numbers do.
    ///
    /// # Errors
    /// When it says what means nothing.
    pub(super) fn effective<'c>(&'c self, request: &'c Request, overrides: &[usize]) -> Result<Effective<'c>, Failure> {
        let effective = Effective::new(request, &self.configuration, overrides);
        effective.map_err(|error| misconfigured(&self.source, &error))
    }

    fn settings(&self, request: &Request, overrides: &[usize]) -> Result<Settings, Failure> {
        let settings = Settings::of(self.effective(request, overrides)?);
        settings.map_err(|error| misconfigured(&self.source, &error))
    }

    /// Whether the file at `path` is not to be checked when it is found.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        self.paths.as_ref().is_some_and(|paths| paths.excludes(&self.relative(path)))
    }

    /// The overrides that apply to the file at `path`, by number.
    pub(super) fn overrides(&self, path: &Path) -> Vec<usize> {
        self.paths.as_ref().map(|paths| paths.overrides(&self.relative(path))).unwrap_or_default()
    }

    /// `path` as globs see it.
    fn relative(&self, path: &Path) -> PathBuf {
        let absolute = absolute(path);
        absolute.strip_prefix(&self.base).map(ToOwned::to_owned).unwrap_or(absolute)
    }
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

/// Looks for configuration files, in no folder twice.
pub(super) struct Search {
    rule: Where,
    /// The nearest configuration of each folder, as an index into `files`.
    folders: HashMap<PathBuf, Option<usize>>,
    /// Each with the folder that its globs begin at.
    files: Vec<(PathBuf, PathBuf)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// The nearest one.
    Above,
    /// One for all, the first.
    Named,
    /// Nowhere.
    Nowhere,
}

impl Search {
    /// A search as `arguments` want it. The globs of a configuration that they name begin at the working folder.
    ///
    /// # Errors
    /// When there is no working folder.
    pub(super) fn new(arguments: &Check) -> Result<Self, Failure> {
        let (rule, files) = match &arguments.config {
            Some(path) => {
                let base = std::env::current_dir().map_err(|error| Failure::Request(reason(&error)))?;
                (Where::Named, vec![(path.clone(), base)])
            }
            None if arguments.no_config => (Where::Nowhere, Vec::new()),
            None => (Where::Above, Vec::new()),
        };
        Ok(Self { rule, folders: HashMap::new(), files })
    }

    /// The configuration of the file at `path`, and the folder that its globs begin at.
    pub(super) fn file_of(&mut self, path: &Path) -> Option<&(PathBuf, PathBuf)> {
        self.of(path).map(|index| &self.files[index])
    }

    fn of(&mut self, path: &Path) -> Option<usize> {
        match self.rule {
            Where::Above => self.above(path.parent().unwrap_or(Path::new(""))),
            Where::Named => Some(0),
            Where::Nowhere => None,
        }
    }

    fn above(&mut self, folder: &Path) -> Option<usize> {
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let mut passed = Vec::new();
        let mut found = None;
        for folder in absolute(folder).ancestors() {
            if let Some(known) = self.folders.get(folder) {
                found = *known;
                break;
            }
            passed.push(folder.to_owned());
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                found = Some(self.files.len());
                self.files.push((file, folder.to_owned()));
                break;
            }
        }
        passed.push(folder.to_owned());
        self.folders.extend(passed.into_iter().map(|folder| (folder, found)));
        found
    }
}

/// `path` from the root on; links are followed where `..` makes that necessary.
fn absolute(path: &Path) -> PathBuf {
    let has_parents = path.components().any(|part| part == Component::ParentDir);
    let absolute = if has_parents { fs::canonicalize(path) } else { std::path::absolute(Path::new(".").join(path)) };
    absolute.unwrap_or_else(|_| path.to_owned())
}

//! Which files a configuration leaves out, and which of its overrides apply to one.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::error::{ConfigurationError, Mistake};
use super::place::KeyPath;
use super::{Configuration, Override};

/// The globs of a configuration.
#[derive(Debug)]
pub struct Paths {
    exclude: Option<GlobSet>,
    overrides: Vec<GlobSet>,
}

impl Paths {
    /// Compiles the globs of `configuration`; `None` when it has none, so that no path has to be looked at.
    ///
    /// # Errors
    /// When a text is no glob.
    pub fn of(configuration: &Configuration) -> Result<Option<Self>, ConfigurationError> {
        let Configuration { exclude, overrides, .. } = configuration;
        if exclude.is_empty() && overrides.is_empty() {
            return Ok(None);
        }
        let compiled = overrides.iter().enumerate().map(|(index, Override { paths, .. })| {
            let at = KeyPath::of("overrides").item(index).name("paths");
            if paths.is_empty() { Err(ConfigurationError::new(at, Mistake::NoPaths)) } else { compile(paths, &at) }
        });
        let overrides = compiled.collect::<Result<_, _>>()?;
        let exclude = (!exclude.is_empty()).then(|| compile(exclude, &KeyPath::of("exclude"))).transpose()?;
        Ok(Some(Self { exclude, overrides }))
    }

    /// Whether the file at `path`, which is relative to the folder of the configuration, is not to be checked when it is found.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.as_ref().is_some_and(|globs| globs.is_match(path))
    }

    /// The overrides that apply to the file at `path`, in order, by their numbers from 0.
    #[must_use]
    pub fn overrides(&self, path: &Path) -> Vec<usize> {
        (0..self.overrides.len()).filter(|&index| self.overrides[index].is_match(path)).collect()
    }
}

/// As in `.gitignore`: a glob without a slash means that name in any folder, and what is in a folder that matches, matches too.
fn compile(globs: &[String], at: &KeyPath) -> Result<GlobSet, ConfigurationError> {
    let mut set = GlobSetBuilder::new();
    for (index, written) in globs.iter().enumerate() {
        let invalid = |error: &globset::Error| {
            let (glob, reason) = (written.clone(), error.kind().to_string());
            ConfigurationError::new(at.clone().item(index), Mistake::Glob { glob, reason })
        };
        let glob = written.trim_end_matches('/');
        let glob = glob.strip_prefix("./").unwrap_or(glob);
        let anchored = match glob.strip_prefix('/') {
            Some(anchored) => anchored.to_owned(),
            None if glob.contains('/') => glob.to_owned(),
            None => format!("**/{glob}"),
        };
        for glob in [&*anchored, &format!("{anchored}/**")] {
            set.add(GlobBuilder::new(glob).literal_separator(true).build().map_err(|error| invalid(&error))?);
        }
    }
    set.build().map_err(|error| {
        let (glob, reason) = (globs.join("`, `"), error.kind().to_string());
        ConfigurationError::new(at.clone(), Mistake::Glob { glob, reason })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(glob: &str, path: &str) -> bool {
        compile(&[glob.to_owned()], &KeyPath::default()).expect("a glob").is_match(Path::new(path))
    }

    #[test]
    fn globs_are_those_of_gitignore() {
        for (glob, path) in [
            ("legacy/**", "legacy/a/Dockerfile"),
            ("legacy/", "legacy/a/Dockerfile"),
            ("./legacy", "api/legacy/Dockerfile"),
            ("*.gen.yaml", "a/b/c.gen.yaml"),
            ("/Dockerfile", "Dockerfile"),
            ("a/*.yaml", "a/b.yaml"),
            ("**/test/*.yaml", "test/b.yaml"),
            ("{a,b}/x", "b/x"),
        ] {
            assert!(matches(glob, path), "{glob} {path}");
        }
        for (glob, path) in [
            ("legacy/**", "api/legacy/Dockerfile"),
            ("/Dockerfile", "a/Dockerfile"),
            ("a/*.yaml", "a/b/c.yaml"),
            ("a", "ab"),
        ] {
            assert!(!matches(glob, path), "{glob} {path}");
        }
    }
}

//! What the command line, a configuration and those of its overrides that apply to a file make together, value by value, and
//! who said each.

use super::choice::{Chooser, Origin, path};
use super::place::KeyPath;
use super::{Configuration, ConfigurationError, FailOn, Profile, Request};
use crate::model::k8s::project::KnownObject;
use crate::schema::{Version, VersionSet};

/// A value, and who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Who said it.
    pub origin: Origin,
}

/// What applies to a file.
#[derive(Debug)]
pub struct Effective<'c> {
    /// What the command line asks for.
    pub request: &'c Request,
    /// The configuration.
    pub configuration: &'c Configuration,
    /// Whose choice of rules is taken.
    pub profile: Sourced<Option<Profile>>,
    /// Whether strict rules are on.
    pub strict: Sourced<bool>,
    /// The releases of Kubernetes that manifests are checked for; never empty.
    pub kubernetes: Sourced<VersionSet>,
    /// The namespace of objects that name none.
    pub default_namespace: Sourced<Option<&'c str>>,
    /// The lowest level that makes the exit code 1.
    pub fail_on: Sourced<FailOn>,
    /// Whether findings may be suppressed.
    pub suppressions: Sourced<bool>,
    /// Objects that exist elsewhere.
    pub known_objects: Vec<KnownObject>,
    /// What becomes of the rules.
    pub rules: Chooser<'c>,
}

impl<'c> Effective<'c> {
    /// What applies where the overrides with these numbers do.
    ///
    /// # Errors
    /// When the configuration names what does not exist.
    pub fn new(
        request: &'c Request,
        configuration: &'c Configuration,
        overrides: &[usize],
    ) -> Result<Self, ConfigurationError> {
        let own = |key| Origin::Written { layer: None, key, item: None };
        let first = |asked, written: Option<_>, key, default| match (asked, written) {
            (Some(value), _) => Sourced { value, origin: Origin::CommandLine },
            (None, Some(value)) => Sourced { value, origin: own(key) },
            (None, None) => Sourced { value: default, origin: Origin::Default },
        };
        let named = configuration.profile.as_deref().map(str::parse).transpose();
        let named = named.map_err(|error| ConfigurationError::new(KeyPath::of("profile"), error))?;
        let profile = match (request.profile, named) {
            (Some(profile), _) => Sourced { value: Some(profile), origin: Origin::CommandLine },
            (None, Some(profile)) => Sourced { value: Some(profile), origin: own("profile") },
            (None, None) => Sourced { value: None, origin: Origin::Default },
        };
        let is_strict = |strict: bool| strict.then_some(true);
        let is_off = |off: bool| off.then_some(false);
        Ok(Self {
            request,
            configuration,
            profile,
            strict: match (is_strict(request.strict), is_strict(configuration.strict)) {
                (Some(value), _) => Sourced { value, origin: Origin::CommandLine },
                (None, Some(value)) => Sourced { value, origin: own("strict") },
                (None, None) => Sourced { value: false, origin: Origin::Default },
            },
            kubernetes: kubernetes(request, configuration, overrides)?,
            default_namespace: default_namespace(configuration, overrides),
            fail_on: first(request.fail_on, configuration.fail_on, "fail-on", FailOn::default()),
            suppressions: match (is_off(request.no_suppressions), configuration.suppressions) {
                (Some(value), _) => Sourced { value, origin: Origin::CommandLine },
                (None, Some(value)) => Sourced { value, origin: own("suppressions") },
                (None, None) => Sourced { value: true, origin: Origin::Default },
            },
            known_objects: known_objects(configuration)?,
            rules: Chooser::new(request, configuration, overrides, profile.value)?,
        })
    }

    /// The way to what `origin` means in the configuration; `None` when it is not there.
    #[must_use]
    pub fn path(&self, origin: Origin) -> Option<KeyPath> {
        let Origin::Written { layer, key, item } = origin else { return None };
        let at = path(layer, key);
        let Some(item) = item else { return Some(at) };
        if key != "rules" {
            return Some(at.item(item));
        }
        let rules = layer.map_or(&self.configuration.rules, |index| &self.configuration.overrides[index].rules);
        rules.keys().nth(item).map(|word| at.name(word))
    }
}

fn kubernetes(
    request: &Request,
    configuration: &Configuration,
    overrides: &[usize],
) -> Result<Sourced<VersionSet>, ConfigurationError> {
    const KEY: &str = "kubernetes-version";
    let read = |layer: Option<usize>, text: &Option<String>| {
        let versions = text.as_deref().map(str::parse::<VersionSet>).transpose();
        versions.map_err(|error| ConfigurationError::new(path(layer, KEY), error))
    };
    let mut chosen = read(None, &configuration.kubernetes_version)?.map(|versions| (None, versions));
    for (index, overriding) in configuration.overrides.iter().enumerate() {
        let versions = read(Some(index), &overriding.kubernetes_version)?;
        let applies = overrides.contains(&index);
        chosen = versions.filter(|_| applies).map(|versions| (Some(index), versions)).or(chosen);
    }
    let asked = request.kubernetes_version.filter(|versions| !versions.is_empty());
    Ok(match (asked, chosen) {
        (Some(value), _) => Sourced { value, origin: Origin::CommandLine },
        (None, Some((layer, value))) => Sourced { value, origin: Origin::Written { layer, key: KEY, item: None } },
        (None, None) => Sourced { value: Version::NEWEST.into(), origin: Origin::Default },
    })
}

fn default_namespace<'c>(configuration: &'c Configuration, overrides: &[usize]) -> Sourced<Option<&'c str>> {
    let overriding = overrides.iter().rev().filter_map(|&index| {
        let namespace = configuration.overrides[index].default_namespace.as_deref()?;
        Some((Some(index), namespace))
    });
    let own = configuration.default_namespace.as_deref().map(|namespace| (None, namespace));
    match overriding.chain(own).next() {
        Some((layer, value)) => {
            Sourced { value: Some(value), origin: Origin::Written { layer, key: "default-namespace", item: None } }
        }
        None => Sourced { value: None, origin: Origin::Default },
    }
}

fn known_objects(configuration: &Configuration) -> Result<Vec<KnownObject>, ConfigurationError> {
    let read = |(index, text): (usize, &String)| {
        KnownObject::read(text).ok_or_else(|| {
            let at = KeyPath::of("known-objects").item(index);
            ConfigurationError::new(at, super::Mistake::KnownObject(text.clone()))
        })
    };
    configuration.known_objects.iter().enumerate().map(read).collect()
}

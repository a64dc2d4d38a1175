//! What applies to a file: which rules, at which level, with which options, and what day it is.

use std::any::Any;
use std::ops::Range;
use std::sync::Arc;

use super::error::invalid_options;
use super::place::KeyPath;
use super::{Choice, Configuration, ConfigurationError, Effective, FailOn, Paths, Profile, Selector};
use crate::date::Date;
use crate::diagnostic::Level;
use crate::model::k8s::custom::CustomSchemas;
use crate::model::k8s::project::KnownObject;
use crate::rule::{Check, Peer, Rule};
use crate::rules::{self, peers};
use crate::schema::VersionSet;

/// What the command line asks for; it comes before the configuration.
#[derive(Debug, Clone)]
pub struct Request {
    /// `--profile`.
    pub profile: Option<Profile>,
    /// `--strict`.
    pub strict: bool,
    /// `--select`.
    pub select: Vec<Selector>,
    /// `--ignore`.
    pub ignore: Vec<Selector>,
    /// `--kubernetes-version`: a release, or several.
    pub kubernetes_version: Option<VersionSet>,
    /// `--no-suppressions`.
    pub no_suppressions: bool,
    /// `--fail-on`.
    pub fail_on: Option<FailOn>,
    /// `--today`, or the clock's day.
    pub today: Date,
}

impl Request {
    /// Nothing asked for, on `today`.
    #[must_use]
    pub const fn on(today: Date) -> Self {
        Self {
            profile: None,
            strict: false,
            select: Vec::new(),
            ignore: Vec::new(),
            kubernetes_version: None,
            no_suppressions: false,
            fail_on: None,
            today,
        }
    }
}

/// A rule that is on.
pub struct Active {
    /// The rule.
    pub rule: &'static Rule,
    /// The level its findings have.
    pub level: Level,
    /// Its options, of the type its own file declares.
    pub options: Option<Box<dyn Any + Send + Sync>>,
    /// The tool that it answers as: that of the profile, or the one by whose ids alone it was chosen.
    pub as_peer: Option<Peer>,
    scope: peers::Scope,
}

impl Active {
    /// Whether it looks at objects of that `kind`: one that answers as a tool does passes over what the tool does not judge.
    #[must_use]
    pub fn looks_at(&self, api_version: &str, kind: &str) -> bool {
        self.scope.has(api_version, kind)
    }
}

/// What applies to a file.
pub struct Settings {
    /// The day that dates are compared with.
    pub today: Date,
    /// The releases of Kubernetes that manifests are checked for; never empty.
    pub kubernetes: VersionSet,
    /// The namespace of objects that name none.
    pub default_namespace: Option<String>,
    /// Objects that exist although no file defines them.
    pub known_objects: Vec<KnownObject>,
    /// The lowest level that makes the run fail.
    pub fail_on: FailOn,
    /// Whether findings may be suppressed.
    pub suppressions: bool,
    /// The tool whose answers are asked for, by its profile.
    pub as_peer: Option<Peer>,
    /// Schemas of kinds that Kubernetes does not define itself; none unless somebody sets them.
    pub custom_schemas: Arc<CustomSchemas>,
    /// The rules that are on, by what they look at.
    active: Vec<Active>,
    kinds: [Range<usize>; Kind::COUNT],
}

/// What rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the variant of `Check` of that name")]
pub enum Kind {
    SyntaxError,
    Dockerfile,
    Stage,
    Instruction,
    Run,
    Command,
    ShellCode,
    YamlError,
    Object,
    SchemaProblem,
    Requirement,
    PodSpec,
    Container,
    Project,
    Suppression,
}

impl Kind {
    const COUNT: usize = 15;

    const fn of(check: &Check) -> Self {
        match check {
            Check::SyntaxError(_) => Self::SyntaxError,
            Check::Dockerfile(_) => Self::Dockerfile,
            Check::Stage(_) => Self::Stage,
            Check::Instruction(_) => Self::Instruction,
            Check::Run(_) => Self::Run,
            Check::Command(_) => Self::Command,
            Check::ShellCode(_) => Self::ShellCode,
            Check::YamlError(_) => Self::YamlError,
            Check::Object(_) => Self::Object,
            Check::SchemaProblem(_) => Self::SchemaProblem,
            Check::Requirement(_) => Self::Requirement,
            Check::PodSpec(_) => Self::PodSpec,
            Check::Container(_) => Self::Container,
            Check::Project(_) => Self::Project,
            Check::Suppression(_) => Self::Suppression,
        }
    }
}

impl Settings {
    /// The settings that `request` and `configuration` make together, for files that no override is for.
    ///
    /// # Errors
    /// [`ConfigurationError`] when the configuration names what does not exist.
    pub fn new(request: &Request, configuration: &Configuration) -> Result<Self, ConfigurationError> {
        // Globs are looked at by those who know of paths; that they are globs is checked here.
        Paths::of(configuration)?;
        Self::of(Effective::new(request, configuration, &[])?)
    }

    /// The settings that come of what applies.
    ///
    /// # Errors
    /// When a rule does not understand its options.
    pub fn of(effective: Effective<'_>) -> Result<Self, ConfigurationError> {
        let mut active = Vec::new();
        for rule in rules::all() {
            let Choice { level: Some(level), options, .. } = effective.rules.of(rule) else { continue };
            let as_peer = effective.rules.peer(rule);
            let scope = as_peer.map(|peer| peers::Scope::of(rule, peer)).unwrap_or_default();
            active.push(Active { rule, level, options: read_options(rule, options)?, as_peer, scope });
        }
        active.sort_by_key(|active| Kind::of(&active.rule.check));
        let start = |kind: usize| active.partition_point(|active| (Kind::of(&active.rule.check) as usize) < kind);
        let kinds = std::array::from_fn(|kind| start(kind)..start(kind + 1));
        Ok(Self {
            today: effective.request.today,
            kubernetes: effective.kubernetes.value,
            default_namespace: effective.default_namespace.value.map(ToOwned::to_owned),
            known_objects: effective.known_objects,
            fail_on: effective.fail_on.value,
            suppressions: effective.suppressions.value,
            as_peer: effective.profile.value.and_then(Profile::peer),
            custom_schemas: Arc::default(),
            active,
            kinds,
        })
    }

    /// The rules that are on and look at `kind`.
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> &[Active] {
        &self.active[self.kinds[kind as usize].clone()]
    }

    /// Whether any rule that is on asks for schemas.
    #[must_use]
    pub fn want_schemas(&self) -> bool {
        !self.of_kind(Kind::SchemaProblem).is_empty()
    }

    /// All rules that are on.
    #[must_use]
    pub fn active(&self) -> &[Active] {
        &self.active
    }
}

/// The options of `rule`, as far as they are set, else its own.
fn read_options(rule: &Rule, options: toml::Table) -> Result<Option<Box<dyn Any + Send + Sync>>, ConfigurationError> {
    let Some(spec) = rule.options else { return Ok(None) };
    if options.is_empty() {
        return Ok(Some((spec.default)()));
    }
    let read = (spec.read)(toml::Value::Table(options));
    read.map(Some).map_err(|error| invalid_options(KeyPath::of("rules").name(rule.id), rule.id, &error))
}

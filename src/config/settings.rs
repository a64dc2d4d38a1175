//! What applies to a file: which rules, at which level, with which options, and what day it is.

use std::any::Any;
use std::ops::Range;
use std::sync::Arc;

use super::selector::Selector;
use super::{Configuration, ConfigurationError, LevelChoice, unknown_profile};
use crate::date::Date;
use crate::diagnostic::Level;
use crate::model::k8s::custom::CustomSchemas;
use crate::rule::{Check, Group, Peer, Rule, Tag};
use crate::rules;
use crate::schema::{Version, VersionSet};

/// A choice of rules that a tool or a standard makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// What a tool checks by default, answered as it would.
    Peer(Peer),
    /// What a standard demands.
    Standard(Standard),
}

/// A standard that manifests are held against: the controls it has are the rules that carry its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standard {
    /// The Pod Security Standards' level that keeps out known ways to take over a node.
    PssBaseline,
    /// The Pod Security Standards' level for pods that are hardened as far as is known.
    PssRestricted,
}

impl Standard {
    const fn tag(self) -> Tag {
        match self {
            Self::PssBaseline => Tag::PssBaseline,
            Self::PssRestricted => Tag::PssRestricted,
        }
    }
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 7] = [
        Self::Peer(Peer::Hadolint),
        Self::Peer(Peer::Buildkit),
        Self::Peer(Peer::KubeLinter),
        Self::Peer(Peer::KubeScore),
        Self::Peer(Peer::Polaris),
        Self::Standard(Standard::PssBaseline),
        Self::Standard(Standard::PssRestricted),
    ];

    /// The name users write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Peer(peer) => peer.name(),
            Self::Standard(standard) => standard.tag().name(),
        }
    }

    fn has(self, rule: &Rule) -> bool {
        match self {
            Self::Peer(peer) => rules::is_default_at(rule, peer),
            Self::Standard(standard) => rule.has(standard.tag()),
        }
    }
}

impl std::str::FromStr for Profile {
    type Err = ConfigurationError;

    fn from_str(name: &str) -> Result<Self, ConfigurationError> {
        Self::ALL.into_iter().find(|profile| profile.name() == name).ok_or_else(|| unknown_profile(name))
    }
}

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
}

/// What applies to a file.
pub struct Settings {
    /// The day that dates are compared with.
    pub today: Date,
    /// The releases of Kubernetes that manifests are checked for; never empty.
    pub kubernetes: VersionSet,
    /// The namespace of objects that name none.
    pub default_namespace: Option<String>,
    /// Whether findings may be suppressed.
    pub suppressions: bool,
    /// The tool whose answers are asked for.
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
    /// The settings that `request` and `configuration` make together.
    ///
    /// # Errors
    /// [`ConfigurationError`] when the configuration names what does not exist.
    pub fn new(request: &Request, configuration: &Configuration) -> Result<Self, ConfigurationError> {
        let read = |words: &[String]| words.iter().map(|word| Selector::read(word)).collect::<Result<Vec<_>, _>>();
        let profile = match (request.profile, &configuration.profile) {
            (Some(profile), _) => Some(profile),
            (None, Some(name)) => Some(name.parse()?),
            (None, None) => None,
        };
        let strict = request.strict || configuration.strict;
        let select = if request.select.is_empty() { read(&configuration.select)? } else { request.select.clone() };
        let mut ignore = read(&configuration.ignore)?;
        ignore.extend(request.ignore.iter().cloned());
        let choices = Choices::read(configuration)?;

        let default = profile.is_none() && select.is_empty();
        let mut active = Vec::new();
        for rule in rules::all() {
            let chosen = select.iter().any(|selector| selector.names(rule))
                || profile.is_some_and(|profile| profile.has(rule))
                || (rule.group == Group::Default && (default || (strict && profile.is_none())))
                || (rule.group == Group::Strict && strict);
            let choice = choices.of(rule);
            let level = match choice.level {
                Some(LevelChoice::Off) => continue,
                Some(LevelChoice::On(level)) => Some(level),
                None => chosen.then_some(rule.level),
            };
            let Some(level) = level else { continue };
            if ignore.iter().any(|selector| selector.names(rule)) {
                continue;
            }
            active.push(Active { rule, level, options: choice.options(rule)? });
        }
        let as_peer = profile.and_then(|profile| match profile {
            Profile::Peer(peer) => Some(peer),
            Profile::Standard(_) => None,
        });
        let kubernetes = match (
            request.kubernetes_version.filter(|versions| !versions.is_empty()),
            &configuration.kubernetes_version,
        ) {
            (Some(versions), _) => versions,
            (None, Some(text)) => text.parse()?,
            (None, None) => Version::NEWEST.into(),
        };

        active.sort_by_key(|active| Kind::of(&active.rule.check));
        let start = |kind: usize| active.partition_point(|active| (Kind::of(&active.rule.check) as usize) < kind);
        let kinds = std::array::from_fn(|kind| start(kind)..start(kind + 1));
        let default_namespace = configuration.default_namespace.clone();
        Ok(Self {
            today: request.today,
            kubernetes,
            default_namespace,
            suppressions: !request.no_suppressions,
            as_peer,
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

/// What `[rules]` says, later entries over earlier ones and single rules over globs.
struct Choices<'c> {
    entries: Vec<(&'c str, Selector, Option<LevelChoice>, Option<toml::Table>)>,
}

struct Choice<'c> {
    level: Option<LevelChoice>,
    options: Option<(&'c str, &'c toml::Table)>,
}

impl<'c> Choices<'c> {
    fn read(configuration: &'c Configuration) -> Result<Self, ConfigurationError> {
        let mut entries = Vec::new();
        for (word, entry) in &configuration.rules {
            let (level, options) = entry.parts(word)?;
            entries.push((&**word, Selector::read(word)?, level, options));
        }
        entries.sort_by_key(|(_, selector, ..)| matches!(selector, Selector::Rules(_)));
        Ok(Self { entries })
    }

    fn of(&self, rule: &Rule) -> Choice<'_> {
        let mut choice = Choice { level: None, options: None };
        for (word, _, level, options) in self.entries.iter().filter(|(_, selector, ..)| selector.names(rule)) {
            choice.level = level.or(choice.level);
            choice.options = options.as_ref().map(|table| (*word, table)).or(choice.options);
        }
        choice
    }
}

impl Choice<'_> {
    fn options(&self, rule: &Rule) -> Result<Option<Box<dyn Any + Send + Sync>>, ConfigurationError> {
        match (rule.options, self.options) {
            (None, None) => Ok(None),
            (None, Some((word, _))) => Err(ConfigurationError::NoOptions { rule: word.to_owned() }),
            (Some(spec), None) => Ok(Some((spec.default)())),
            (Some(spec), Some((word, table))) => {
                let invalid = |error: toml::de::Error| ConfigurationError::InvalidOptions {
                    rule: word.to_owned(),
                    reason: error.message().to_owned(),
                };
                Ok(Some((spec.read)(toml::Value::Table(table.clone())).map_err(invalid)?))
            }
        }
    }
}

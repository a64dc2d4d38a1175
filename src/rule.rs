//! What a rule is, and what it may see.
//!
//! A rule is plain data and one function. The engine walks; the function looks at one node and says what it finds. It
//! cannot fail, does no input or output, and knows neither settings nor other rules.

use std::any::Any;
use std::borrow::Cow;

use crate::date::Date;
use crate::diagnostic::{Diagnostic, FileId, Level, Safety};
use crate::model::dockerfile::{Command, Dockerfile, Instruction, Run, Stage};
use crate::model::k8s::project::{Member, Project};
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::validation::Problem;
use crate::model::k8s::{Completion, Container, Object, PodSpec};
use crate::model::suppression::Suppression;
use crate::schema::{Version, VersionSet};
use crate::syntax::dockerfile::SyntaxError;
use crate::syntax::yaml;
use crate::text::{Source, Span, Spanned};

pub use crate::syntax::shell::{CODES as SHELL_CODES, ShellCode};

/// What rule files import.
pub mod prelude {
    pub use super::{Check, Ctx, Group, NameUse, OptionSpec, Peer, ProjectCtx, Rule, SuppressionUse, Tag};
    pub use crate::date::Date;
    pub use crate::diagnostic::{Diagnostic, FileId, Fix, Level, Safety};
    pub use crate::model::dockerfile::{Base, Command, CopySource, Dockerfile, Instruction, Pipeline, Run, Stage};
    pub use crate::model::image::ImageReference;
    pub use crate::model::image_user::ImageUser;
    pub use crate::model::k8s::project::{Entity, Member, Project};
    pub use crate::model::k8s::requirements::Topic;
    pub use crate::model::k8s::validation::{Meant, Problem, ProblemKind};
    pub use crate::model::k8s::{Container, ContainerRole, Fields, Object, PodSpec, SecurityContext, Value};
    pub use crate::model::suppression::{Dialect, Names};
    pub use crate::rule;
    pub use crate::syntax::dockerfile::{
        Arguments, DirectiveName, HealthcheckCommand, Keyword, Pair, SyntaxError, SyntaxErrorKind, Word,
    };
    pub use crate::syntax::shell;
    pub use crate::text::{Edit, Span, matches_wildcard, nearest};
}

/// Where the documentation is published, without a final slash; `None` while it is nowhere.
pub const DOCUMENTATION: Option<&str> = None;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// `domain/name`: the problem, not the cure. The name is the file's.
    pub id: &'static str,
    /// The doc comment: title, reason, examples.
    pub docs: &'static str,
    /// How bad a finding is unless the user says otherwise.
    pub level: Level,
    /// When the rule is on.
    pub group: Group,
    /// What it is about, and what it promises.
    pub tags: &'static [Tag],
    /// The version it came with.
    pub since: &'static str,
    /// What peers call it, as `peer:id`.
    pub also: &'static [&'static str],
    /// The safest fix it may offer.
    pub fix: Option<Safety>,
    /// Its options, if it has any.
    pub options: Option<OptionSpec>,
    /// What it looks at.
    pub check: Check,
}

/// Declares a rule: keeps its doc comment as text, adds nothing else.
#[macro_export]
macro_rules! rule {
    ($(#[doc = $line:literal])+ pub static RULE: Rule = Rule { $($fields:tt)* };) => {
        $(#[doc = $line])+
        pub static RULE: Rule = Rule { docs: concat!($($line, "\n"),+), $($fields)* };
    };
}

impl Rule {
    /// The part of the id before the slash.
    #[must_use]
    pub fn domain(&self) -> &'static str {
        self.id.split_once('/').map_or("", |(domain, _)| domain)
    }

    /// The first line of the docs: the problem in one sentence, with a final stop.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.docs.lines().next().unwrap_or_default().trim()
    }

    /// The address of its page, once the documentation has one.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        DOCUMENTATION.map(|address| format!("{address}/rules/{}", self.id))
    }

    /// The ids that `peer` has for it.
    pub fn ids_at(&self, peer: Peer) -> impl Iterator<Item = &'static str> {
        self.also.iter().filter_map(move |id| id.strip_prefix(peer.name())?.strip_prefix(':'))
    }

    /// Whether it carries `tag`.
    #[must_use]
    pub fn has(&self, tag: Tag) -> bool {
        self.tags.contains(&tag)
    }
}

/// When a rule is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Always: near-zero false alarms on real repositories.
    Default,
    /// With `--strict`.
    Strict,
    /// When named, or through a profile.
    OptIn,
}

impl Group {
    /// The name used in output and selections.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Strict => "strict",
            Self::OptIn => "opt-in",
        }
    }
}

macro_rules! tags {
    ($(#[doc = $about:literal] $variant:ident = $name:literal),* $(,)?) => {
        /// What a rule is about. The first three are promises.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Tag { $(#[doc = $about] $variant),* }

        impl Tag {
            /// All tags.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name used in output and selections.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What it says of a rule, in a sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => $about),* }.trim_start()
            }
        }
    };
}

tags! {
    /// BuildKit stops here.
    Build = "build",
    /// The schema of the chosen Kubernetes version says no.
    Schema = "schema",
    /// The API server would reject it although the schema allows it.
    Apply = "apply",
    /// The choice of the image to build on or to run.
    Image = "image",
    /// Packages that a build installs.
    Packages = "packages",
    /// The same text gives another result tomorrow.
    Reproducibility = "reproducibility",
    /// Who may do what.
    Security = "security",
    /// Bytes that need not be there.
    Size = "size",
    /// Layers and what invalidates them.
    Cache = "cache",
    /// It does something else than it seems to.
    Correctness = "correctness",
    /// It is hard to read or maintained poorly.
    Clarity = "clarity",
    /// Upstream advises against it or will drop it.
    Deprecated = "deprecated",
    /// What happens when the container runs.
    Runtime = "runtime",
    /// Shell commands.
    Shell = "shell",
    /// Metadata of the image.
    Labels = "labels",
    /// Requests and limits.
    Resources = "resources",
    /// Who can talk to whom.
    Network = "network",
    /// Staying up.
    Availability = "availability",
    /// Part of the baseline level of the Pod Security Standards.
    PssBaseline = "pss-baseline",
    /// Part of the restricted level of the Pod Security Standards.
    PssRestricted = "pss-restricted",
}

/// The tools whose ids are understood and whose choices of rules are offered as profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the tool of that name")]
pub enum Peer {
    Hadolint,
    Buildkit,
    Tally,
    Trivy,
    Checkov,
    KubeLinter,
    KubeScore,
    Polaris,
    Kubesec,
    Pss,
}

impl Peer {
    /// All peers.
    pub const ALL: [Self; 10] = [
        Self::Hadolint,
        Self::Buildkit,
        Self::Tally,
        Self::Trivy,
        Self::Checkov,
        Self::KubeLinter,
        Self::KubeScore,
        Self::Polaris,
        Self::Kubesec,
        Self::Pss,
    ];

    /// The prefix of the peer's ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hadolint => "hadolint",
            Self::Buildkit => "buildkit",
            Self::Tally => "tally",
            Self::Trivy => "trivy",
            Self::Checkov => "checkov",
            Self::KubeLinter => "kube-linter",
            Self::KubeScore => "kube-score",
            Self::Polaris => "polaris",
            Self::Kubesec => "kubesec",
            Self::Pss => "pss",
        }
    }
}

/// What a rule looks at. The engine calls the function once for each such node, in order of place.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Each place where BuildKit's frontend stops reading.
    SyntaxError(fn(&SyntaxError, &mut Ctx<'_>)),
    /// The whole Dockerfile.
    Dockerfile(fn(&Dockerfile<'_>, &mut Ctx<'_>)),
    /// Each stage.
    Stage(fn(Stage<'_>, &mut Ctx<'_>)),
    /// Each instruction, unknown ones too; not those that ONBUILD defers.
    Instruction(fn(Instruction<'_>, &mut Ctx<'_>)),
    /// Each RUN, and each RUN that ONBUILD defers.
    Run(fn(Run<'_>, &mut Ctx<'_>)),
    /// Each simple command of each such RUN, wherever it stands in the shell text.
    Command(fn(Command<'_>, &mut Ctx<'_>)),
    /// Findings with this ShellCheck code in each RUN with a POSIX shell.
    ShellCode(u16),
    /// Each mistake that the YAML reader makes out in a manifest.
    YamlError(fn(&yaml::Error<'_>, &mut Ctx<'_>)),
    /// Each object of a manifest, those in lists too.
    Object(fn(Object<'_>, &mut Ctx<'_>)),
    /// Each place where an object is not what the schema of a release asked for wants.
    SchemaProblem(fn(&Problem<'_>, &mut Ctx<'_>)),
    /// Each place where the API server would refuse an object for a reason of this topic, beside its schema.
    Requirement(Topic),
    /// The spec of each pod that an object embeds.
    PodSpec(fn(PodSpec<'_>, &mut Ctx<'_>)),
    /// Each container of each such pod: init, ordinary and ephemeral ones.
    Container(fn(Container<'_>, &mut Ctx<'_>)),
    /// All objects that are applied together, whatever files they stand in; once, when all files are read.
    Project(fn(&Project<'_>, &mut ProjectCtx<'_>)),
    /// Each comment or annotation that asks for findings to be suppressed, once it is known what came of it.
    Suppression(fn(&SuppressionUse<'_>, &mut Ctx<'_>)),
}

/// What came of a suppression.
#[derive(Debug)]
pub struct SuppressionUse<'s> {
    /// What was asked.
    pub asked: &'s Suppression,
    /// What came of each name; none for a suppression of everything.
    pub names: Vec<NameUse<'s>>,
    /// Whether a finding was suppressed.
    pub is_used: bool,
    /// Whether its last day is past, so that nothing was.
    pub is_expired: bool,
}

/// What came of a name in a suppression.
#[derive(Debug)]
pub struct NameUse<'s> {
    /// The name.
    pub name: &'s Spanned<Box<str>>,
    /// The rules that it means; none when it is unknown.
    pub rules: Vec<&'static Rule>,
    /// Whether all of them are on, so that it could have been used.
    pub is_on: bool,
    /// Whether a finding was suppressed by it.
    pub is_used: bool,
    /// What may have been meant by an unknown name.
    pub suggestion: Option<String>,
}

/// A rule's options: an ordinary type, known here by what can be done with it.
#[derive(Debug, Clone, Copy)]
pub struct OptionSpec {
    /// Reads the options from a table of the configuration.
    pub read: fn(toml::Value) -> Result<Box<dyn Any + Send + Sync>, toml::de::Error>,
    /// The options when nobody sets any.
    pub default: fn() -> Box<dyn Any + Send + Sync>,
    /// The JSON Schema of the table.
    pub schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    /// Keys of the whole configuration, and the options that take their values unless they are set themselves.
    pub shared: &'static [(&'static str, &'static str)],
}

impl OptionSpec {
    /// The options of type `T`.
    #[must_use]
    pub const fn of<T>() -> Self
    where
        T: Any + Send + Sync + Default + serde::de::DeserializeOwned + schemars::JsonSchema,
    {
        Self {
            read: |table| Ok(Box::new(T::deserialize(table)?)),
            default: || Box::new(T::default()),
            schema: |generator| generator.subschema_for::<T>(),
            shared: &[],
        }
    }

    /// The same options, some of which take the values of keys of the whole configuration.
    #[must_use]
    pub const fn shared(mut self, shared: &'static [(&'static str, &'static str)]) -> Self {
        self.shared = shared;
        self
    }
}

/// What a rule has beside its node: a way to report, its options, the text, and what the run decided.
pub struct Ctx<'a> {
    pub(crate) source: &'a Source,
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) options: Option<&'a (dyn Any + Send + Sync)>,
    pub(crate) today: Date,
    pub(crate) as_peer: Option<Peer>,
    pub(crate) kubernetes: VersionSet,
    pub(crate) completion: &'a Completion,
    pub(crate) found: &'a mut Vec<Diagnostic>,
}

impl Ctx<'_> {
    /// Says that something is wrong at `span`; help, labels and a fix may be added to what is returned.
    pub fn report(&mut self, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Diagnostic {
        self.found.push(Diagnostic::new(self.rule.id, self.level, span, message));
        self.found.last_mut().expect("one was just pushed")
    }

    /// Says once what holds at several places: at the first of them, with `label` on each of the others. `None` when there is
    /// no place.
    pub fn report_together(
        &mut self,
        places: impl IntoIterator<Item = Span>,
        message: impl Into<Cow<'static, str>>,
        label: &'static str,
    ) -> Option<&mut Diagnostic> {
        let mut places = places.into_iter();
        let finding = self.report(places.next()?, message);
        for place in places {
            finding.label(place, label);
        }
        Some(finding)
    }

    /// The rule's options, which are of the type that its [`OptionSpec`] was made of.
    ///
    /// # Panics
    /// For another type, which is a defect of the rule.
    #[must_use]
    pub fn options<T: Any>(&self) -> &T {
        self.options.and_then(|options| options.downcast_ref()).expect("a rule asks for its own options")
    }

    /// The text under `span`.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    /// The file's path as people know it.
    #[must_use]
    pub fn path(&self) -> &str {
        self.source.path()
    }

    /// The day that dates are compared with.
    #[must_use]
    pub const fn today(&self) -> Date {
        self.today
    }

    /// What is written into the objects of this file before they are applied.
    #[must_use]
    pub const fn completion(&self) -> &Completion {
        self.completion
    }

    /// The releases of Kubernetes that manifests are checked for; never empty.
    #[must_use]
    pub const fn kubernetes(&self) -> VersionSet {
        self.kubernetes
    }

    /// The newest of them.
    ///
    /// # Panics
    /// Never: there is one.
    #[must_use]
    pub fn newest_release(&self) -> Version {
        self.kubernetes.last().expect("never empty")
    }

    /// Whether the run is asked to answer as `peer` does, through its profile. A rule that sees further than the peer
    /// then says what the peer would say.
    #[must_use]
    pub fn answers_as(&self, peer: Peer) -> bool {
        self.as_peer == Some(peer)
    }
}

/// What a rule that looks at a whole project has beside it. There are no texts any more: places are the facts'.
pub struct ProjectCtx<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) options: Option<&'a (dyn Any + Send + Sync)>,
    pub(crate) as_peer: Option<Peer>,
    pub(crate) found: &'a mut Vec<(FileId, Diagnostic)>,
}

impl ProjectCtx<'_> {
    /// Says that something is wrong at `span` of the file that `member` stands in; help and labels may be added to what is
    /// returned.
    pub fn report(&mut self, member: Member<'_>, span: Span, message: impl Into<Cow<'static, str>>) -> &mut Diagnostic {
        let mut diagnostic = Diagnostic::new(self.rule.id, self.level, span, message);
        diagnostic.object = Some(Box::new(member.facts.id.clone()));
        self.found.push((member.file, diagnostic));
        &mut self.found.last_mut().expect("one was just pushed").1
    }

    /// The rule's options, which are of the type that its [`OptionSpec`] was made of.
    ///
    /// # Panics
    /// For another type, which is a defect of the rule.
    #[must_use]
    pub fn options<T: Any>(&self) -> &T {
        self.options.and_then(|options| options.downcast_ref()).expect("a rule asks for its own options")
    }

    /// Whether the run is asked to answer as `peer` does, through its profile.
    #[must_use]
    pub fn answers_as(&self, peer: Peer) -> bool {
        self.as_peer == Some(peer)
    }
}

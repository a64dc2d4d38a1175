//! The words of the command line. Every help text is here, and nothing is done here.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::config::{FailOn, Profile, Selector, UnknownSelector};
use crate::date::Date;
use crate::report::Format;
use crate::schema::VersionSet;
use crate::text::nearest;

/// Command lines to begin with, below their heading.
pub(super) const EXAMPLES: &str = "\
Examples:
  shipworthy                                   check all that lies in this folder
  shipworthy check api/Dockerfile deploy/      check a file and a folder
  shipworthy --select build --fail-on error    only what would stop the build
  shipworthy --ignore DL3008,image             leave out rules and kinds of rules
  shipworthy --format concise | grep apt       a line for each finding
  shipworthy --format sarif=report.sarif --format pretty
  git show HEAD:Dockerfile | shipworthy - --stdin-filename Dockerfile
  shipworthy explain DL3008                    what a rule means, by any tool's id";

/// What the exit codes mean, below their heading.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  no finding is as bad as --fail-on says
  1  there are such findings
  2  wrong usage, an unusable configuration, or a failure of shipworthy itself";

/// The environment variables that are looked at, below their heading.
pub(super) const ENVIRONMENT: &str = "\
Environment variables:
  NO_COLOR            no colours
  CLICOLOR_FORCE      colours even when the output is no terminal
  CLICOLOR=0          no colours unless forced
  TERM=dumb           no colours, lines drawn in ASCII
  LC_ALL, LC_CTYPE, LANG
                      lines are drawn in ASCII unless these say UTF-8
  COLUMNS             the width, where there is no terminal to ask
  GITHUB_STEP_SUMMARY the file that `--format github` appends a table to";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "shipworthy",
    version,
    about = "Tells what is wrong with Dockerfiles and Kubernetes manifests before they are built or applied.",
    long_about = "Tells, before anything is built or applied, whether what you are about to ship will build, start, stay up \
                  and stay safe.\n\nWithout a command, `check` is meant.",
    after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}\n\n{ENVIRONMENT}"),
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    max_term_width = 100,
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to check when no command is named.
    #[command(flatten)]
    pub check: Check,

    /// Print the version.
    #[arg(long, short = 'V')]
    pub version: bool,

    /// With --version, print what this version knows as well: releases of Kubernetes, rules, and how old its data is.
    #[arg(long, requires = "version")]
    pub verbose: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check files (this is what happens when no command is named).
    #[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}\n\n{ENVIRONMENT}"))]
    Check(Check),
    /// List the rules.
    Rules(Rules),
    /// Say what a rule means, with examples.
    Explain(Explain),
    /// List what asks for findings to be suppressed, and whether that is still needed.
    Suppressions(Suppressions),
    /// Show what applies to a file, and who said so.
    Config(Config),
    /// Write a `shipworthy.toml` that means what the configurations of other tools mean.
    Init(Init),
    /// Print a script that completes command lines in a shell.
    ///
    /// In Bash, `source <(shipworthy completions bash)` makes it work until the shell ends; packages put the script where
    /// their shells look for such.
    Completions(Completions),
    /// Print the manual page, for packages.
    #[command(hide = true)]
    ManualPage(ManualPage),
}

impl Command {
    /// Their names.
    pub const NAMES: [&'static str; 7] = ["check", "rules", "explain", "suppressions", "config", "init", "completions"];
}

/// `check`.
#[derive(Debug, Default, Args)]
pub struct Check {
    /// Files, folders and globs; `-` for standard input. Without any, the current folder.
    ///
    /// Folders are searched for what looks like a Dockerfile or a manifest. What .gitignore and .ignore name is left out,
    /// hidden files and folders are looked into, `.git` is not, and links to folders are not followed. A file that is
    /// named here is checked whatever it is called, if its contents are of a kind that is known.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The path that standard input is taken for.
    #[arg(long, value_name = "PATH", help_heading = "Input")]
    pub stdin_filename: Option<PathBuf>,

    /// Threads to use, by default one for each processor.
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub threads: Option<NonZeroUsize>,

    /// Report what this tool reports by default, as it would, or what this standard demands.
    #[arg(long, value_name = "PROFILE", value_parser = profiles(), help_heading = "Rules")]
    pub profile: Option<Profile>,

    /// Report strict rules as well.
    #[arg(long, help_heading = "Rules")]
    pub strict: bool,

    /// Report these rules instead of the default ones.
    ///
    /// By id (`dockerfile/untagged-base-image`, `untagged-base-image`), another tool's id (`DL3006`, `hadolint:DL3006`), tag
    /// (`build`, `security`), glob (`dockerfile/*`), tool (`hadolint:*`), group (`default`, `strict`, `opt-in`) or `all`.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector, help_heading = "Rules")]
    pub select: Vec<Selector>,

    /// Do not report these rules, named as for --select.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector, help_heading = "Rules")]
    pub ignore: Vec<Selector>,

    /// Report what comments and annotations ask to suppress, too.
    #[arg(long, help_heading = "Rules")]
    pub no_suppressions: bool,

    /// The lowest level that makes the exit code 1, by default `warning`.
    #[arg(long, value_name = "LEVEL", value_parser = levels_to_fail_on(), help_heading = "Rules")]
    pub fail_on: Option<FailOn>,

    /// The versions of Kubernetes that manifests are for, such as 1.34 or 1.29..1.34, by default the newest known.
    #[arg(long, value_name = "VERSION", help_heading = "Rules")]
    pub kubernetes_version: Option<VersionSet>,

    /// Check custom resources by the schemas in this file or folder.
    ///
    /// CustomResourceDefinitions, and JSON Schemas that are named for their kind as for kubeconform (`KIND-GROUP-VERSION.json`,
    /// `GROUP/KIND_VERSION.json`). May be repeated. Definitions among the files that are checked need not be named.
    #[arg(long, value_name = "PATH", help_heading = "Rules")]
    pub schema: Vec<PathBuf>,

    /// The day, as YYYY-MM-DD, that ends of life are compared with, by default today.
    #[arg(long, value_name = "DAY", help_heading = "Rules")]
    pub today: Option<Date>,

    /// Do not report findings that this file knows, as --write-baseline wrote it.
    ///
    /// A finding stays known when other lines of its file change, and when the file moves.
    #[arg(long, value_name = "FILE", help_heading = "Known findings")]
    pub baseline: Option<PathBuf>,

    /// Write all findings of this run to the baseline (by default `shipworthy-baseline.json`), and report none.
    #[arg(long, help_heading = "Known findings")]
    pub write_baseline: bool,

    /// Report only findings on lines that were changed since this git revision, such as `origin/main`.
    #[arg(long, value_name = "REVISION", help_heading = "Known findings")]
    pub diff_base: Option<String>,

    /// Use this configuration for all files.
    ///
    /// By default, each file has the nearest `shipworthy.toml`, in its own folder or one above.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Configuration")]
    pub config: Option<PathBuf>,

    /// Use no configuration.
    #[arg(long, help_heading = "Configuration")]
    pub no_config: bool,

    /// How to report: `pretty` (default), `concise`, `json`, `sarif`, `github`, `gitlab`, `junit` or `checkstyle`; NAME=FILE
    /// writes into a file.
    ///
    /// `pretty` and `concise` are for people, `json` is for programs, `sarif` for GitHub code scanning and other collectors,
    /// `github` annotates in GitHub Actions, `gitlab` is for GitLab's Code Quality, `junit` and `checkstyle` are for Jenkins and
    /// many others. May be repeated, with one format at most for standard output.
    #[arg(long, value_name = "NAME[=FILE]", help_heading = "Output")]
    pub format: Vec<FormatTo>,

    /// Whether to use colours.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, help_heading = "Output")]
    pub color: Color,

    /// Print findings only, and nothing when there are none: no counts, no progress bar.
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,

    /// Say on standard error where the time went.
    #[arg(long, help_heading = "Output")]
    pub timings: bool,
}

/// `rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// Only these, named as for `check --select`; without any, all.
    #[arg(value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub filter: Vec<Selector>,

    /// Only those of a profile, and which checks of the tool it is named for have no rule yet.
    #[arg(long, value_name = "PROFILE", value_parser = profiles())]
    pub profile: Option<Profile>,

    /// Say of each rule what it is about and what other tools call it, too.
    #[arg(long)]
    pub long: bool,

    /// How to list them.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub format: TableFormat,

    /// Whether to use colours.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The id of a rule, ours or another tool's.
    #[arg(value_name = "RULE", required = true)]
    pub rules: Vec<String>,

    /// Whether to use colours.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
}

/// `suppressions`.
#[derive(Debug, Args)]
pub struct Suppressions {
    /// Files, folders and globs, as for `check`; without any, the current folder.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Count what strict rules find as well.
    #[arg(long)]
    pub strict: bool,

    /// The day, as YYYY-MM-DD, that days of expiry are compared with, by default today.
    #[arg(long, value_name = "DAY")]
    pub today: Option<Date>,

    /// Use this configuration for all files.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no configuration.
    #[arg(long)]
    pub no_config: bool,

    /// How to list them.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub format: TableFormat,

    /// Whether to use colours.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub color: Color,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// `manual-page`.
#[derive(Debug, Args)]
pub struct ManualPage {
    /// The command whose page it is; without one, the whole program's.
    #[arg(value_name = "COMMAND", value_parser = PossibleValuesParser::new(Command::NAMES))]
    pub command: Option<String>,
}

/// `config`.
#[derive(Debug, Args)]
pub struct Config {
    /// The file, or the folder of files; without one, the current folder.
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub path: PathBuf,

    /// As for `check`.
    #[arg(long, value_name = "PROFILE", value_parser = profiles())]
    pub profile: Option<Profile>,

    /// As for `check`.
    #[arg(long)]
    pub strict: bool,

    /// As for `check`.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub select: Vec<Selector>,

    /// As for `check`.
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub ignore: Vec<Selector>,

    /// As for `check`.
    #[arg(long, value_name = "LEVEL", value_parser = levels_to_fail_on())]
    pub fail_on: Option<FailOn>,

    /// As for `check`.
    #[arg(long, value_name = "VERSION")]
    pub kubernetes_version: Option<VersionSet>,

    /// Use this configuration for all files.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no configuration.
    #[arg(long)]
    pub no_config: bool,

    /// How to show it.
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub format: ConfigFormat,
}

/// How `config` shows what applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ConfigFormat {
    /// As a configuration file, with comments on who said what.
    #[default]
    Toml,
    /// For programs.
    Json,
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to look at and to write into; without one, the current folder.
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub path: PathBuf,

    /// Write to standard output, and no file.
    #[arg(long)]
    pub stdout: bool,

    /// Write over a `shipworthy.toml` that is there.
    #[arg(long)]
    pub force: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// When the output is a terminal and the environment does not say otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TableFormat {
    /// For people.
    #[default]
    Table,
    /// For programs.
    Json,
}

/// A format, and the file that it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatTo {
    /// The format.
    pub format: Format,
    /// The file; `None` for standard output.
    pub path: Option<PathBuf>,
}

impl FromStr for FormatTo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = match text.split_once('=') {
            Some((_, "")) => return Err("a file name belongs behind `=`".to_owned()),
            Some((name, path)) => (name, Some(PathBuf::from(path))),
            None => (text, None),
        };
        let names = || Format::ALL.into_iter().map(Format::name);
        let Some(format) = Format::ALL.into_iter().find(|format| format.name() == name) else {
            let known: Vec<_> = names().collect();
            return Err(match nearest(name, names()) {
                Some(meant) => format!("there is no format `{name}`; did you mean `{meant}`?"),
                None => format!("there is no format `{name}`, only `{}`", known.join("`, `")),
            });
        };
        Ok(Self { format, path })
    }
}

fn selector(word: &str) -> Result<Selector, UnknownSelector> {
    Selector::read(word.trim())
}

fn levels_to_fail_on() -> impl clap::builder::TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(FailOn::ALL.iter().map(|level| level.name())).try_map(|name| name.parse::<FailOn>())
}

fn profiles() -> impl clap::builder::TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.iter().map(|profile| profile.name())).try_map(|name| name.parse::<Profile>())
}

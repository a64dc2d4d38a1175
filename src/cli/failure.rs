//! Why a command cannot be carried out: wrong usage, a configuration that cannot be used, or an output that cannot be
//! written. Findings are none of this.

use std::io;
use std::path::{Path, PathBuf};

use crate::report::printable;

/// Why a command cannot be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// A path on the command line leads nowhere.
    #[error("there is no file or folder {}", quoted(path))]
    NoSuchPath {
        path: PathBuf,
        /// The command that was likely meant.
        command: Option<&'static str>,
    },
    /// A glob on the command line that matches nothing.
    #[error("no file or folder matches {}", quoted(pattern.as_ref()))]
    NothingMatches { pattern: String },
    /// `-` together with something else that needs it.
    #[error("--stdin-filename names standard input, but other paths are given and `-` is not among them")]
    StdinNotRead,
    /// Two formats that both go to standard output.
    #[error("both `{first}` and `{second}` would go to standard output")]
    TwoFormatsOnStdout { first: &'static str, second: &'static str },
    /// Two formats that would overwrite each other.
    #[error("both `{first}` and `{second}` would go to {}", quoted(path))]
    TwoFormatsInOneFile { first: &'static str, second: &'static str, path: PathBuf },
    /// Standard input cannot be read.
    #[error("standard input cannot be read: {}", reason(.0))]
    Stdin(io::Error),
    /// The configuration file cannot be read.
    #[error("{} cannot be read: {reason}", quoted(path))]
    UnreadableConfiguration { path: PathBuf, reason: String },
    /// The configuration file says what means nothing.
    #[error("{}:{line}:{column}: {message}", printable(path))]
    Misconfigured { path: String, line: u32, column: u32, message: String },
    /// A file that nobody asked to write over.
    #[error("{} is there already", quoted(path))]
    AlreadyThere { path: PathBuf },
    /// A folder is wanted.
    #[error("{} is no folder", quoted(path))]
    NotAFolder { path: PathBuf },
    /// A schema that the user points at cannot be used.
    #[error("{} is no schema to check by: {reason}", quoted(path))]
    UnusableSchema { path: PathBuf, reason: String },
    /// What the command line asks for cannot be had.
    #[error("{0}")]
    Request(String),
    /// A name that means no rule.
    #[error("{0}")]
    UnknownRule(#[from] crate::config::UnknownSelector),
    /// A word that selects rules, where a rule has to be named.
    #[error("`{name}` is not the name of one rule")]
    NotOneRule { name: String },
    /// The baseline cannot be read.
    #[error("the baseline {} cannot be read: {reason}", quoted(path))]
    Baseline { path: PathBuf, reason: String },
    /// git cannot tell what was changed.
    #[error("git cannot tell what was changed: {}", printable(reason))]
    Git {
        reason: String,
        /// Whether there is no git.
        is_missing: bool,
    },
    /// The output cannot be written.
    #[error("{what} cannot be written: {}", reason(error))]
    Output { what: String, error: io::Error },
    /// Threads cannot be started.
    #[error("threads cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl Failure {
    /// What to do about it.
    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::NoSuchPath { path, command: Some(command) } if path.as_os_str() == *command => {
                Some(format!("a command comes before all else: `shipworthy {command} …`"))
            }
            Self::NoSuchPath { command: Some(command), .. } => Some(format!("did you mean `shipworthy {command}`?")),
            Self::StdinNotRead => Some("add `-` to the paths".to_owned()),
            Self::TwoFormatsOnStdout { first, .. } => {
                Some(format!("write one into a file, such as `--format {first}=report.txt`"))
            }
            Self::TwoFormatsInOneFile { .. } => Some("give each format a file of its own".to_owned()),
            Self::Misconfigured { .. } => {
                Some("`shipworthy rules` lists the rules; --no-config goes on without a configuration".to_owned())
            }
            Self::AlreadyThere { .. } => {
                Some("--stdout shows what would be written, --force writes over what is there".to_owned())
            }
            Self::Baseline { .. } => Some("write it anew with --write-baseline".to_owned()),
            Self::Git { is_missing: true, .. } => Some("--diff-base needs git on the PATH".to_owned()),
            Self::Git { .. } => {
                Some("name a commit of this repository that is there: a shallow clone may lack it".to_owned())
            }
            Self::UnknownRule(_) => Some("`shipworthy rules` lists the rules".to_owned()),
            Self::NotOneRule { name } => Some(format!("`shipworthy rules '{name}'` lists what it stands for")),
            _ => None,
        }
    }
}

/// `path` in backticks, as it may be shown.
pub(super) fn quoted(path: &Path) -> String {
    format!("`{}`", printable(&path.to_string_lossy()))
}

/// What the system says, in our voice: `permission denied`.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

//! One reading of a text for both: its commands and ShellCheck's findings in it.
//!
//! Without the feature `shell-lint` there are never findings.

use std::collections::HashSet;

use super::interpreter::Shell;
use super::reader::{self, Origin};
use super::script::Script;
use super::{TextRange, Unit};

/// What is known about a text beforehand.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The shell that runs the text.
    pub shell: Shell,
    /// Names of variables that are set when it runs, such as those of ARG and ENV. Docker's proxy variables need not be
    /// among them.
    pub known_variables: &'a [&'a str],
}

/// A finding of shell lint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShellFinding {
    /// ShellCheck's number: 2086 for `SC2086`. Its level is in [`super::CODES`].
    pub code: u16,
    /// The first place that it is about.
    pub range: TextRange,
    /// Further places with the same finding, in the order of the text.
    pub more: Vec<TextRange>,
    /// What is wrong, in lower case and without a final stop.
    pub message: String,
    /// What to do about it, in the imperative.
    pub help: Option<String>,
}

/// A text, read and linted.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// Its commands.
    pub script: Script,
    /// The findings, by first place and code; each code at most once.
    pub findings: Vec<ShellFinding>,
}

/// Reads and lints `text`, which is parsed once. For how it is read see [`Script::parse`].
///
/// A text that cannot be read to its end has one finding, which says so. A text of more than 5,000 commands is read and
/// not linted.
#[must_use]
pub fn analyse(text: &str, settings: &Settings<'_>) -> Analysis {
    let Some(unit) = Unit::of(text, settings.shell.dialect) else {
        return Analysis { script: Script::unread(text), findings: Vec::new() };
    };
    let preamble = preamble(unit.text, settings.known_variables);
    let joined;
    let source = if preamble.is_empty() {
        unit.text
    } else {
        joined = format!("{preamble}{}", unit.text);
        &joined
    };
    let origin = Origin::Shifted { skipped: preamble.len(), start: unit.start };
    let Some(parsed) = reader::parse(source, unit.dialect) else {
        return Analysis { script: Script::too_deep(text), findings: Vec::new() };
    };
    let script = reader::script(&parsed, text, source, origin, unit.dialect);
    #[cfg(feature = "shell-lint")]
    let findings = {
        let shell = Shell { dialect: unit.dialect, ..settings.shell };
        super::lint::findings(&super::lint::Input { parsed: &parsed, source, origin, script: &script, shell })
    };
    #[cfg(not(feature = "shell-lint"))]
    let findings = Vec::new();
    Analysis { script, findings }
}

/// The findings of [`analyse`].
#[cfg(feature = "shell-lint")]
#[must_use]
pub fn lint(text: &str, settings: &Settings<'_>) -> Vec<ShellFinding> {
    analyse(text, settings).findings
}

/// Variables that Docker sets from the outside in every build.
const PROXIES: [&str; 8] =
    ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY"];

/// A declaration to put before `text` so that known variables are known to lint: with a value without blanks, as hadolint
/// gives them.
///
/// Names only those that `text` holds, since each costs time, and those that an unknown variable in it may be meant for.
fn preamble(text: &str, known: &[&str]) -> String {
    let mut preamble = String::new();
    if !cfg!(feature = "shell-lint") {
        return preamble;
    }
    let mut names: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    for (name, expanded) in identifiers(text).filter(|found| seen.insert(*found)) {
        let unknown = !known.iter().chain(&PROXIES).any(|known| *known == name);
        let meant = known.iter().copied().filter(|known| expanded && unknown && is_near(name, known));
        for name in meant.chain((!unknown).then_some(name)) {
            if is_identifier(name) && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    for name in names {
        preamble.push_str(if preamble.is_empty() { "export " } else { " " });
        preamble.push_str(name);
        preamble.push_str("=1");
    }
    if !preamble.is_empty() {
        preamble.push('\n');
    }
    preamble
}

/// Whether `known` is so like `name` that it may be meant.
fn is_near(name: &str, known: &str) -> bool {
    name.len().abs_diff(known.len()) <= 3 && strsim::osa_distance(name, known) <= 3
}

fn is_identifier(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The words of `text` that could name a variable, and whether each stands behind `$` or `${`.
fn identifiers(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_part)?;
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
        rest = end;
        let before = text[..start].strip_suffix('{').unwrap_or(&text[..start]);
        Some((&text[start..end], before.ends_with('$')))
    })
    .filter(|(name, _)| is_identifier(name))
}

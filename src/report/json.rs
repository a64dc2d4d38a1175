//! The JSON of `--format json`, version 1: types of its own, so that nothing inside can change what others read. Keys are
//! added, never changed.

use std::io;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::escape::is_hidden;
use super::place::Places;
use super::{LintedFile, Run};
use crate::diagnostic::{self, Diagnostic};
use crate::rule::Rule;
use crate::rules;
use crate::text;

/// What `shipworthy check --format json` prints.
#[derive(Serialize, JsonSchema)]
struct Report<'r> {
    /// The version of this format.
    version: u32,
    /// What made the report.
    tool: Tool,
    /// Counts.
    summary: Summary,
    /// The findings, in order of path, place and rule.
    #[schemars(with = "Vec<Finding>")]
    diagnostics: Findings<'r>,
}

/// What made the report.
#[derive(Serialize, JsonSchema)]
struct Tool {
    /// `shipworthy`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// Counts of a run.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Summary {
    /// Files that were linted, those without findings too.
    files: usize,
    /// Findings of level `error`.
    error: usize,
    /// Findings of level `warning`.
    warning: usize,
    /// Findings of level `info`.
    info: usize,
    /// Findings that comments suppress, and that are not in this report.
    suppressed: usize,
    /// Findings that the baseline knows, and that are not in this report.
    known: usize,
    /// Files that were not linted, because they are templates or patches of manifests.
    templates: usize,
    /// Objects of kinds without a schema, so that nobody can say whether their fields are right.
    without_schema: usize,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
struct Finding<'r> {
    /// The id of the rule.
    rule: &'static str,
    /// What peers call the rule, as `peer:id`.
    also: &'static [&'static str],
    /// How bad it is.
    level: Level,
    /// What is.
    message: &'r str,
    /// What to do.
    help: Option<&'r str>,
    /// The page of the rule.
    url: Option<String>,
    /// The file as reached from the working directory, with forward slashes.
    path: &'r str,
    /// The place.
    span: Span,
    /// Further places that explain it.
    labels: Vec<Label<'r>>,
    /// The Kubernetes object it is about.
    object: Option<Object<'r>>,
    /// A change that resolves it.
    fix: Option<Fix<'r>>,
    /// Stays the same when the file is edited elsewhere.
    fingerprint: String,
}

/// How bad a finding is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    Info,
    Warning,
    Error,
}

/// A range of text.
#[derive(Serialize, JsonSchema)]
struct Span {
    /// Its first character.
    start: Position,
    /// Just past its last character.
    end: Position,
}

/// A place between two characters.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// Bytes from the start of the file.
    offset: u32,
    /// Line, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// Column, from 1, in Unicode scalar values.
    #[schemars(range(min = 1))]
    column: u32,
}

/// A further place.
#[derive(Serialize, JsonSchema)]
struct Label<'r> {
    /// What is there.
    message: &'r str,
    /// The file.
    path: &'r str,
    /// The place.
    span: Span,
}

/// A Kubernetes object, as its manifest names it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Object<'r> {
    api_version: &'r str,
    kind: &'r str,
    namespace: Option<&'r str>,
    name: Option<&'r str>,
}

/// A change of the text.
#[derive(Serialize, JsonSchema)]
struct Fix<'r> {
    /// What it does.
    title: &'r str,
    /// What applying it may change.
    safety: Safety,
    /// The edits, which do not overlap.
    edits: Vec<Edit<'r>>,
}

/// What applying a fix may change.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Safety {
    /// Keeps meaning and comments.
    Safe,
    /// May change behaviour.
    Unsafe,
    /// Only a person knows the right value.
    Manual,
}

/// Replaces what a span covers.
#[derive(Serialize, JsonSchema)]
struct Edit<'r> {
    /// What is replaced.
    span: Span,
    /// What stands there afterwards.
    text: &'r str,
}

/// Writes the findings of `run`.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, out: &mut dyn io::Write) -> io::Result<()> {
    let report = Report {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: Summary {
            files: run.summary.files,
            error: run.count(diagnostic::Level::Error),
            warning: run.count(diagnostic::Level::Warning),
            info: run.count(diagnostic::Level::Info),
            suppressed: run.summary.suppressed,
            known: run.summary.known,
            templates: run.summary.templates,
            without_schema: run.summary.without_schema,
        },
        diagnostics: Findings(run),
    };
    write_value(&report, &mut *out)?;
    out.write_all(b"\n")
}

/// Writes `value` as JSON in which nothing can harm a terminal.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_value(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Printable);
    Ok(value.serialize(&mut serializer)?)
}

/// The JSON Schema of the report.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = schema.into_root_schema_for::<Report<'static>>();
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// The findings of a run, made one by one while they are written.
struct Findings<'r>(&'r Run);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.0.files.iter().flat_map(|file| {
            let fingerprints = diagnostic::fingerprints(&file.source, &file.diagnostics);
            let mut reader = FileReader { run: self.0, file, places: Places::new(&file.source) };
            let findings = file.diagnostics.iter().zip(fingerprints);
            findings.map(move |(diagnostic, fingerprint)| reader.finding(diagnostic, fingerprint))
        });
        serializer.collect_seq(findings)
    }
}

/// Translates the findings of one file.
struct FileReader<'r> {
    run: &'r Run,
    file: &'r LintedFile,
    places: Places<'r>,
}

impl<'r> FileReader<'r> {
    fn finding(&mut self, diagnostic: &'r Diagnostic, fingerprint: String) -> Finding<'r> {
        let rule = rules::by_id(diagnostic.rule);
        Finding {
            rule: diagnostic.rule,
            also: rule.map_or(&[], |rule| rule.also),
            level: diagnostic.level.into(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            url: rule.and_then(Rule::url),
            path: self.file.source.path(),
            span: span(&mut self.places, diagnostic.span),
            labels: diagnostic.labels.iter().map(|label| self.label(label)).collect(),
            object: diagnostic.object.as_deref().map(object),
            fix: diagnostic.fix.as_ref().map(|fix| self.fix(fix)),
            fingerprint,
        }
    }

    fn label(&mut self, label: &'r diagnostic::Label) -> Label<'r> {
        let source = self.run.source(self.file, label.file);
        let span = match label.file {
            None => span(&mut self.places, label.span),
            Some(_) => span(&mut Places::new(source), label.span),
        };
        Label { message: &label.message, path: source.path(), span }
    }

    fn fix(&mut self, fix: &'r diagnostic::Fix) -> Fix<'r> {
        let edit = |edit: &'r text::Edit| Edit { span: span(&mut self.places, edit.span), text: &edit.text };
        Fix { title: &fix.title, safety: fix.safety.into(), edits: fix.edits.iter().map(edit).collect() }
    }
}

fn object(object: &diagnostic::ObjectId) -> Object<'_> {
    Object {
        api_version: &object.api_version,
        kind: &object.kind,
        namespace: object.namespace.as_deref(),
        name: object.name.as_deref(),
    }
}

fn span(places: &mut Places<'_>, span: text::Span) -> Span {
    let start = places.at(span.start).into();
    Span { start, end: places.at(span.end).into() }
}

impl From<text::Position> for Position {
    fn from(position: text::Position) -> Self {
        Self { offset: position.offset, line: position.line, column: position.column }
    }
}

impl From<diagnostic::Level> for Level {
    fn from(level: diagnostic::Level) -> Self {
        match level {
            diagnostic::Level::Info => Self::Info,
            diagnostic::Level::Warning => Self::Warning,
            diagnostic::Level::Error => Self::Error,
        }
    }
}

impl From<diagnostic::Safety> for Safety {
    fn from(safety: diagnostic::Safety) -> Self {
        match safety {
            diagnostic::Safety::Safe => Self::Safe,
            diagnostic::Safety::Unsafe => Self::Unsafe,
            diagnostic::Safety::Manual => Self::Manual,
        }
    }
}

/// JSON allows some characters as they are that a terminal obeys, such as U+009B, and `##`, with which commands in a log begin.
struct Printable;

impl serde_json::ser::Formatter for Printable {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        let mut last = None;
        for (at, c) in fragment.char_indices() {
            if is_hidden(c) || (last, c) == (Some('#'), '#') {
                writer.write_all(&fragment.as_bytes()[written..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                written = at + c.len_utf8();
            }
            last = Some(c);
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }
}

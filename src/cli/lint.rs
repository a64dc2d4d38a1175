//! Reads and lints the inputs, in parallel where that pays, and adds up what comes of it in the order of the inputs.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::discover::{Content, Input, Origin};
use super::environments::Environments;
use super::failure::{Failure, reason};
use super::progress::Progress;
use super::schemas::SchemaFiles;
use super::settings::AllSettings;
use super::timings::Timings;
use crate::diagnostic::{Diagnostic, FileId, Level};
use crate::engine::{self, Conditions, Draft, Language, Measure, Suppressed};
use crate::model::k8s::custom::CustomSchemas;
use crate::report::{LintedFile, Run};
use crate::text::{Source, Span, Unreadable};

/// The id under which a file that cannot be read is told.
pub(super) const UNREADABLE: &str = "file/unreadable";

/// What is linted, and how.
pub(super) struct Job<'j> {
    pub(super) inputs: &'j [Input],
    pub(super) settings: &'j mut AllSettings,
    /// What came on standard input, if it is among the inputs.
    pub(super) stdin: Option<Vec<u8>>,
    pub(super) measure: Measure,
    pub(super) progress: &'j Progress,
}

/// What came of a job.
pub(super) struct Done {
    pub(super) run: Run,
    /// Which input each file of the run is, by number.
    pub(super) inputs: Vec<usize>,
    pub(super) timings: Timings,
    pub(super) suppressions: Vec<Asked>,
    /// The schemas of custom resources.
    pub(super) schemas: Arc<CustomSchemas>,
}

/// A suppression, and where it stands.
pub(super) struct Asked {
    pub(super) path: String,
    /// From 1.
    pub(super) line: u32,
    pub(super) suppressed: Suppressed,
}

/// Has the `threads` that are wanted started, unless there is too little to do for several.
///
/// # Errors
/// When they cannot be.
pub(super) fn start_threads(inputs: &[Input], threads: Option<usize>) -> Result<(), Failure> {
    if let Some(threads) = threads.filter(|_| inputs.len() > 1) {
        // For the whole run: reports are drawn in parallel too.
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    Ok(())
}

/// What comes on standard input, if it is among the `inputs`.
///
/// # Errors
/// When it cannot be read.
pub(super) fn read_stdin(inputs: &[Input]) -> Result<Option<Vec<u8>>, Failure> {
    if !inputs.iter().any(|input| matches!(input.content, Content::Stdin)) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(Failure::Stdin)?;
    Ok(Some(bytes))
}

/// Lints all inputs.
///
/// # Errors
/// When a schema that the user points at cannot be used.
pub(super) fn lint_all(job: &mut Job<'_>) -> Result<Done, Failure> {
    let schema_files = SchemaFiles::find(if job.settings.want_schemas() { &job.settings.schemas } else { &[] })?;
    let environments = Environments::of(job.inputs);
    let mut linted = each(0..job.inputs.len(), |index| {
        let linted = lint(job, &environments, index);
        job.progress.advance();
        linted
    });
    let mut timings = Timings::default();
    let start = Instant::now();
    let schemas = Arc::new(schemas(job, &schema_files, &mut linted)?);
    if !schemas.is_empty() {
        job.settings.set_custom_schemas(&schemas);
        let is_concerned = |index: &usize| {
            let kinds = linted[*index].iter().flat_map(|(_, draft)| draft.custom_kinds());
            kinds.into_iter().any(|kind| schemas.knows(kind))
        };
        let concerned: Vec<_> = (0..linted.len()).filter(is_concerned).collect();
        let again = each(0..concerned.len(), |at| lint(job, &environments, concerned[at]));
        for (index, again) in concerned.into_iter().zip(again) {
            linted[index] = again;
        }
    }
    if job.measure == Measure::Yes {
        timings.add_one("(custom resources again)", start.elapsed());
    }
    let start = Instant::now();
    let InProjects { mut found, is_partial } = lint_projects(job, &environments, &linted);
    if job.measure == Measure::Yes {
        timings.add_one("(project)", start.elapsed());
    }
    let mut run = Run::default();
    run.summary.partial = is_partial;
    let (mut files, mut suppressions) = (Vec::new(), Vec::new());
    for (index, linted) in linted.into_iter().enumerate() {
        let Some((source, draft)) = linted else { continue };
        let more = found.remove(&FileId(index as u32)).unwrap_or_default();
        let outcome = draft.finish(source.as_ref(), more, job.settings.of(index));
        if outcome.templated {
            run.summary.templates += 1;
            continue;
        }
        run.summary.files += 1;
        run.summary.without_schema += outcome.without_schema as usize;
        run.summary.suppressed += outcome.suppressed as usize;
        timings.add(outcome.timings);
        if let Some(source) = source {
            suppressions.extend(outcome.suppressions.into_iter().map(|suppressed| Asked {
                path: source.path().to_owned(),
                line: source.line_number(suppressed.suppression.place.start),
                suppressed,
            }));
            files.push((FileId(index as u32), LintedFile { source, diagnostics: outcome.diagnostics }));
        }
    }
    let (ids, files) = with_findings(files);
    run.files = files;
    let inputs = ids.into_iter().map(|id| id.0 as usize).collect();
    Ok(Done { run, inputs, timings, suppressions, schemas })
}

/// Does `work` for each number, in parallel where that pays.
fn each<T: Send>(numbers: Range<usize>, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    // Threads take longer to start than a file takes to lint.
    if numbers.len() < 2 { numbers.map(work).collect() } else { numbers.into_par_iter().map(work).collect() }
}

/// The schemas of custom resources: what the inputs define, and of what the user points at what is for the inputs' kinds.
fn schemas(job: &Job<'_>, files: &SchemaFiles, linted: &mut [Linted]) -> Result<CustomSchemas, Failure> {
    let mut schemas = CustomSchemas::default();
    for (input, linted) in job.inputs.iter().zip(&mut *linted) {
        for definition in linted.iter_mut().flat_map(|(_, draft)| draft.take_definitions()) {
            schemas.add(&input.shown, definition);
        }
    }
    let kinds = linted.iter().flatten().flat_map(|(_, draft)| draft.custom_kinds());
    files.read(kinds, &mut schemas)?;
    Ok(schemas)
}

/// What came of one input; nothing when it is in no language that is linted. The text is kept where there may be findings.
type Linted = Option<(Option<Source>, Draft)>;

/// What came of looking at all that is applied together.
struct InProjects {
    found: HashMap<FileId, Vec<Diagnostic>>,
    /// Whether single manifests were named, so that nobody knows what is applied with them.
    is_partial: bool,
}

/// What rules find that look at all that is applied together, by file. What belongs to several environments is told when it
/// holds in all of them.
fn lint_projects(job: &Job<'_>, environments: &Environments, linted: &[Linted]) -> InProjects {
    let mut found: HashMap<FileId, Vec<Diagnostic>> = HashMap::new();
    let mut is_partial = false;
    if linted.iter().flatten().all(|(_, draft)| draft.facts().is_empty()) {
        return InProjects { found, is_partial };
    }
    let mut times_seen = vec![0_usize; linted.len()];
    let mut times_found: HashMap<(FileId, &'static str, Span), usize> = HashMap::new();
    let objects = |index: usize| linted[index].as_ref().map_or(&[][..], |(_, draft)| draft.facts());
    for environment in environments.list(job.inputs, objects) {
        let files: Vec<_> = environment
            .inputs
            .iter()
            .filter_map(|(index, namespace)| {
                let (_, draft) = linted[*index].as_ref()?;
                times_seen[*index] += 1;
                Some(engine::LintedFile {
                    id: FileId(*index as u32),
                    facts: draft.facts(),
                    settings: job.settings.of(*index),
                    namespace: namespace.as_deref(),
                })
            })
            .collect();
        let is_named = |(index, _): &(usize, _)| job.inputs[*index].origin == Origin::Named;
        is_partial |= !environment.is_complete && environment.inputs.iter().any(is_named);
        for (file, diagnostic) in engine::lint_project(&files, environment.is_complete) {
            let times = times_found.entry((file, diagnostic.rule, diagnostic.span)).or_default();
            *times += 1;
            if *times == 1 {
                found.entry(file).or_default().push(diagnostic);
            }
        }
    }
    for (file, diagnostics) in &mut found {
        let seen = times_seen[file.0 as usize];
        diagnostics.retain(|diagnostic| times_found[&(*file, diagnostic.rule, diagnostic.span)] >= seen);
    }
    InProjects { found, is_partial }
}

/// The files with findings and those that a label points into, with the labels' files numbered by what is left.
fn with_findings(files: Vec<(FileId, LintedFile)>) -> (Vec<FileId>, Vec<LintedFile>) {
    let labels = files.iter().flat_map(|(_, file)| &file.diagnostics).flat_map(|diagnostic| &diagnostic.labels);
    let mentioned: HashSet<_> = labels.filter_map(|label| label.file).collect();
    let (ids, mut kept): (Vec<_>, Vec<_>) =
        files.into_iter().filter(|(id, file)| !file.diagnostics.is_empty() || mentioned.contains(id)).unzip();
    if !mentioned.is_empty() {
        let diagnostics = kept.iter_mut().flat_map(|file| &mut file.diagnostics);
        for file in diagnostics.flat_map(|diagnostic| &mut diagnostic.labels).filter_map(|label| label.file.as_mut()) {
            let at = ids.binary_search(file).expect("files that a label points into are kept");
            *file = FileId(at as u32);
        }
    }
    (ids, kept)
}

fn lint(job: &Job<'_>, environments: &Environments, index: usize) -> Linted {
    let input = &job.inputs[index];
    let bytes = match &input.content {
        Content::Unreadable(reason) => return unreadable(input, reason),
        Content::File(path) => match read(path) {
            Ok(bytes) => bytes,
            Err(error) => return unreadable(input, &reason(&error)),
        },
        Content::Stdin => job.stdin.clone().unwrap_or_default(),
    };
    let language = |text: &str| match input.origin {
        Origin::Named => Language::of_named(&input.shown, text),
        Origin::Found => Language::of_found(&input.shown, text),
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let is_linted = language(&String::from_utf8_lossy(error.as_bytes())).is_some();
            return if is_linted { not_utf8(input, error.as_bytes(), offset) } else { None };
        }
    };
    let language = language(&text)?;
    if language == Language::Manifest && (environments.is_patch(index) || environments.is_chart_template(index)) {
        return Some((None, Draft::left_to_rendering(&text, job.settings.of(index))));
    }
    let source = match Source::new(&*input.shown, text) {
        Ok(source) => source,
        Err(error) => return unreadable(input, &error.to_string()),
    };
    let completion = environments.completion(index);
    let conditions = Conditions { settings: job.settings.of(index), completion: &completion, measure: job.measure };
    let draft = engine::lint_file(&source, language, &conditions);
    let source = (!draft.is_clean()).then_some(source);
    Some((source, draft))
}

/// The bytes of a file, unless it is longer than a source may be.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    if size > u64::from(u32::MAX) {
        return Err(io::Error::other(Unreadable::TooLarge { size: size as usize }));
    }
    fs::read(path)
}

fn unreadable(input: &Input, reason: &str) -> Linted {
    let source = Source::new(&*input.shown, "").ok()?;
    let diagnostic = Diagnostic::new(UNREADABLE, Level::Error, Span::empty(0), format!("cannot be read: {reason}"));
    Some((Some(source), Draft::saying(diagnostic)))
}

/// A finding at the first byte that is no text; the lines up to that are shown.
fn not_utf8(input: &Input, bytes: &[u8], offset: usize) -> Linted {
    let line = memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1;
    let error = Unreadable::NotUtf8 { offset, line };
    let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |length| offset + length);
    let source = Source::new(&*input.shown, String::from_utf8_lossy(&bytes[..end])).ok()?;
    let mut diagnostic = Diagnostic::new(UNREADABLE, Level::Error, Span::empty(offset as u32), error.to_string());
    diagnostic.help("save the file as UTF-8");
    Some((Some(source), Draft::saying(diagnostic)))
}

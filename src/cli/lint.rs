//! Reads and lints the inputs, in parallel where that pays, and adds up what comes of it in the order of the inputs.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::discover::{Content, Input, Origin};
use super::failure::{Failure, reason};
use super::settings::AllSettings;
use super::timings::Timings;
use crate::diagnostic::{Diagnostic, Level};
use crate::engine::{self, Language, Measure, Outcome};
use crate::report::{LintedFile, Run};
use crate::text::{Source, Span, Unreadable};

/// The id under which a file that cannot be read is told.
pub(super) const UNREADABLE: &str = "file/unreadable";

/// What is linted, and how.
pub(super) struct Job<'j> {
    pub(super) inputs: &'j [Input],
    pub(super) settings: &'j AllSettings,
    /// What came on standard input; taken by the input that it is.
    pub(super) stdin: Mutex<Option<Vec<u8>>>,
    pub(super) measure: Measure,
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
pub(super) fn lint_all(job: &Job<'_>) -> (Run, Timings) {
    let count = job.inputs.len();
    // Threads take longer to start than a file takes to lint.
    let linted: Vec<_> = if count < 2 {
        (0..count).map(|index| lint(job, index)).collect()
    } else {
        (0..count).into_par_iter().map(|index| lint(job, index)).collect()
    };
    let mut run = Run::default();
    let mut timings = Timings::default();
    for (source, outcome) in linted.into_iter().flatten() {
        if outcome.templated {
            run.summary.templates += 1;
            continue;
        }
        run.summary.files += 1;
        run.summary.without_schema += outcome.without_schema as usize;
        run.summary.suppressed += outcome.suppressed as usize;
        run.summary.unused_suppressions += outcome.unused_suppressions as usize;
        timings.add(outcome.timings);
        if let Some(source) = source {
            run.files.push(LintedFile { source, diagnostics: outcome.diagnostics });
        }
    }
    (run, timings)
}

/// What came of one input; nothing when it is in no language that is linted. The text is kept for findings only.
type Linted = Option<(Option<Source>, Outcome)>;

fn lint(job: &Job<'_>, index: usize) -> Linted {
    let input = &job.inputs[index];
    let bytes = match &input.content {
        Content::Unreadable(reason) => return unreadable(input, reason),
        Content::File(path) => match read(path) {
            Ok(bytes) => bytes,
            Err(error) => return unreadable(input, &reason(&error)),
        },
        Content::Stdin => job.stdin.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default(),
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
    if language == Language::Manifest && is_of_chart(&input.shown) {
        return Some((None, Outcome { templated: true, ..Outcome::default() }));
    }
    let source = match Source::new(&*input.shown, text) {
        Ok(source) => source,
        Err(error) => return unreadable(input, &error.to_string()),
    };
    let outcome = engine::lint(&source, language, job.settings.of(index), job.measure);
    let source = (!outcome.diagnostics.is_empty()).then_some(source);
    Some((source, outcome))
}

/// Whether the file at `path` is a template of a Helm chart: in its folder `templates`, even if it says nothing that is to be
/// filled in, for it is only applied as the chart has it.
fn is_of_chart(path: &str) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    let templates = path.ancestors().skip(1).filter(|folder| folder.ends_with("templates"));
    templates.filter_map(Path::parent).any(|chart| chart.join("Chart.yaml").is_file())
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
    Some((Some(source), Outcome { diagnostics: vec![diagnostic], ..Outcome::default() }))
}

/// A finding at the first byte that is no text; the lines up to that are shown.
fn not_utf8(input: &Input, bytes: &[u8], offset: usize) -> Linted {
    let line = memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1;
    let error = Unreadable::NotUtf8 { offset, line };
    let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |length| offset + length);
    let source = Source::new(&*input.shown, String::from_utf8_lossy(&bytes[..end])).ok()?;
    let mut diagnostic = Diagnostic::new(UNREADABLE, Level::Error, Span::empty(offset as u32), error.to_string());
    diagnostic.help("save the file as UTF-8");
    Some((Some(source), Outcome { diagnostics: vec![diagnostic], ..Outcome::default() }))
}

//! `shipworthy check`: from the command line to reports and an exit code.

use std::env;
use std::mem;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use super::arguments::{Check, FormatTo};
use super::changes::Changes;
use super::discover::discover;
use super::failure::{Failure, quoted, reason};
use super::lint::{Done, Job, lint_all, read_stdin, start_threads};
use super::output;
use super::progress::Progress;
use super::settings::AllSettings;
use super::terminal;
use crate::config::Request;
use crate::date::Date;
use crate::engine::{Baseline, Measure};
use crate::report::{Format, Run, View, printable, write_closing, write_job_summary};

/// Where a baseline is written when nobody says where.
const BASELINE: &str = "shipworthy-baseline.json";

/// Checks what `arguments` name.
///
/// # Errors
/// Wrong usage, an unusable configuration, output that cannot be written.
pub(super) fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let formats = formats(arguments)?;
    let mut view = View { closing: !arguments.quiet, ..terminal::stdout_view(arguments.color) };
    let threads = arguments.threads.map(usize::from);
    let inputs = discover(&arguments.paths, arguments.stdin_filename.as_deref(), threads.unwrap_or(0))?;
    let found = start.elapsed();
    let (mut settings, inputs) = AllSettings::new(arguments, &request(arguments), inputs)?;
    let configured = start.elapsed();
    start_threads(&inputs, threads)?;
    let stdin = read_stdin(&inputs)?;
    let measure = if arguments.timings { Measure::Yes } else { Measure::No };
    let progress = Progress::new(inputs.len(), arguments.quiet);
    let mut job = Job { inputs: &inputs, settings: &mut settings, stdin, measure, progress: &progress };
    let Done { mut run, inputs: of, mut timings, schemas, .. } = lint_all(&mut job)?;
    drop(progress);
    for unusable in schemas.unusable() {
        output::to_stderr(|out| writeln!(out, "{}", printable(&unusable.to_string())))?;
    }
    if let Some(revision) = &arguments.diff_base {
        keep_changed(&mut run, revision)?;
    }
    if arguments.write_baseline {
        return write_baseline(&run, arguments);
    }
    if let Some(path) = &arguments.baseline {
        take_known(&mut run, path)?;
    }
    if terminal::is_stdout() {
        run.summary.time = Some(start.elapsed());
    }
    if run.summary.files == 0 && run.summary.templates == 0 {
        view.closing = false;
        output::to_stderr(|out| writeln!(out, "nothing to check: no Dockerfile and no Kubernetes manifest was found"))?;
    }
    let linted = start.elapsed();
    for to in &formats {
        match &to.path {
            None => write_to_stdout(&run, to.format, &view)?,
            Some(path) => {
                let view = View { closing: view.closing, ..terminal::file_view(arguments.color) };
                output::to_file(path, |out| to.format.write(&run, &view, out))?;
            }
        }
    }
    // Who looks at a log should not have to open the files to see why a job failed.
    if view.closing && formats.iter().all(|to| to.path.is_some()) {
        output::to_stderr(|out| write_closing(&run, &view, out))?;
    }
    if arguments.timings {
        timings.add_one("(find files)", found);
        timings.add_one("(read configuration)", configured - found);
        timings.add_one("(report)", start.elapsed() - linted);
        output::to_stderr(|out| timings.write(out))?;
    }
    let failed = run.files.iter().zip(of).any(|(file, input)| {
        let fail_on = settings.of(input).fail_on;
        file.diagnostics.iter().any(|diagnostic| fail_on.fails(diagnostic.level))
    });
    // The process ends here; giving all of this back piece by piece would only take time.
    mem::forget((run, settings, schemas, inputs));
    Ok(ExitCode::from(u8::from(failed)))
}

/// Keeps the findings on lines that were changed since `revision`.
fn keep_changed(run: &mut Run, revision: &str) -> Result<(), Failure> {
    let changes = Changes::since(revision)?;
    for file in &mut run.files {
        // As git names it: without links on the way, which a working folder may have.
        let path = std::fs::canonicalize(file.source.path()).unwrap_or_default();
        file.diagnostics.retain(|finding| changes.touch(&path, &file.source, finding));
    }
    Ok(())
}

/// Makes the findings of `run` known ones. That is what was asked for, so the run is a success.
fn write_baseline(run: &Run, arguments: &Check) -> Result<ExitCode, Failure> {
    let baseline = Baseline::of(run.files.iter().map(|file| (&file.source, &*file.diagnostics)));
    let path = arguments.baseline.as_deref().unwrap_or(Path::new(BASELINE));
    output::to_file(path, |out| out.write_all(baseline.write().as_bytes()))?;
    if !arguments.quiet {
        let plural = if baseline.len() == 1 { "" } else { "s" };
        output::to_stderr(|out| writeln!(out, "{} finding{plural} written to {}", baseline.len(), quoted(path)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Leaves out the findings that the baseline at `path` knows.
fn take_known(run: &mut Run, path: &Path) -> Result<(), Failure> {
    let unreadable = |reason: String| Failure::Baseline { path: path.to_owned(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(reason(&error)))?;
    let baseline = Baseline::read(&text).map_err(|error| unreadable(error.to_string()))?;
    let mut files: Vec<_> = run.files.iter_mut().map(|file| (&file.source, &mut file.diagnostics)).collect();
    run.summary.known = baseline.take_known(&mut files);
    Ok(())
}

/// The formats that are asked for.
fn formats(arguments: &Check) -> Result<Vec<FormatTo>, Failure> {
    if arguments.format.is_empty() {
        return Ok(vec![FormatTo { format: Format::Pretty, path: None }]);
    }
    let mut on_stdout = arguments.format.iter().filter(|to| to.path.is_none());
    if let (Some(first), Some(second)) = (on_stdout.next(), on_stdout.next()) {
        return Err(Failure::TwoFormatsOnStdout { first: first.format.name(), second: second.format.name() });
    }
    for (index, first) in arguments.format.iter().enumerate() {
        let Some(path) = &first.path else { continue };
        if let Some(second) = arguments.format[index + 1..].iter().find(|second| second.path == first.path) {
            let (first, second) = (first.format.name(), second.format.name());
            return Err(Failure::TwoFormatsInOneFile { first, second, path: path.clone() });
        }
    }
    Ok(arguments.format.clone())
}

/// What the command line asks for, with the clock's day where it names none.
pub(super) fn request(arguments: &Check) -> Request {
    Request {
        profile: arguments.profile,
        strict: arguments.strict,
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        kubernetes_version: arguments.kubernetes_version,
        no_suppressions: arguments.no_suppressions,
        fail_on: arguments.fail_on,
        today: arguments.today.unwrap_or_else(today),
    }
}

/// The day in UTC.
fn today() -> Date {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Date::from_days((since.as_secs() / 86_400) as i32)
}

fn write_to_stdout(run: &Run, format: Format, view: &View) -> Result<(), Failure> {
    output::to_stdout(|out| format.write(run, view, out))?;
    // Each line on standard output is a finding; the counts must not be taken for one.
    if matches!(format, Format::Concise | Format::Github) && view.closing {
        output::to_stderr(|out| write_closing(run, view, out))?;
    }
    match env::var_os("GITHUB_STEP_SUMMARY") {
        Some(path) if format == Format::Github && !path.is_empty() => {
            output::append(Path::new(&path), |out| write_job_summary(run, out))
        }
        _ => Ok(()),
    }
}

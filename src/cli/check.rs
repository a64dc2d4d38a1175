//! `shipworthy check`: from the command line to reports and an exit code.

use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use super::arguments::{Check, FormatTo};
use super::discover::discover;
use super::failure::Failure;
use super::lint::{Job, lint_all, read_stdin, start_threads};
use super::output;
use super::schemas::{Sources, collect};
use super::settings::AllSettings;
use super::terminal;
use crate::config::Request;
use crate::date::Date;
use crate::engine::Measure;
use crate::report::{Format, Run, View, printable, write_closing};

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
    let mut settings = AllSettings::new(arguments, &request(arguments), &inputs)?;
    let configured = start.elapsed();
    start_threads(&inputs, threads)?;
    let stdin = read_stdin(&inputs)?;
    let mut schemas = Arc::default();
    if settings.want_schemas() {
        let sources = Sources { inputs: &inputs, stdin: stdin.as_deref(), paths: &settings.schemas };
        schemas = Arc::new(collect(&sources)?);
        settings.set_custom_schemas(&schemas);
    }
    let collected = start.elapsed();
    let measure = if arguments.timings { Measure::Yes } else { Measure::No };
    let job = Job { inputs: &inputs, settings: &settings, stdin: Mutex::new(stdin), measure };
    let (mut run, mut timings) = lint_all(&job);
    for unusable in schemas.unusable() {
        output::to_stderr(|out| writeln!(out, "{}", printable(&unusable.to_string())))?;
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
    if arguments.timings {
        timings.add_one("(find files)", found);
        timings.add_one("(read configuration)", configured - found);
        timings.add_one("(find schemas)", collected - configured);
        timings.add_one("(report)", start.elapsed() - linted);
        output::to_stderr(|out| timings.write(out))?;
    }
    let failed = run.diagnostics().any(|diagnostic| arguments.fail_on.fails(diagnostic.level));
    Ok(ExitCode::from(u8::from(failed)))
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
    Ok(arguments.format.clone())
}

fn request(arguments: &Check) -> Request {
    Request {
        profile: arguments.profile,
        strict: arguments.strict,
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        kubernetes_version: arguments.kubernetes_version,
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
    if format == Format::Concise && view.closing {
        output::to_stderr(|out| write_closing(run, view, out))?;
    }
    Ok(())
}

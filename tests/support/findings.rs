//! Runs with findings of every shape, made by hand.

use shipworthy::diagnostic::{Diagnostic, FileId, Fix, Label, Level, ObjectId, Safety};
use shipworthy::report::{Format, LintedFile, Run, Summary, View};
use shipworthy::text::{Edit, Source, Span};

/// A rule that there is.
pub const RULE: &str = "dockerfile/add-instead-of-copy";

/// A file with one finding for each `span`.
pub struct File {
    pub source: Source,
    pub diagnostics: Vec<Diagnostic>,
}

impl File {
    /// A file without findings.
    pub fn new(path: &str, text: &str) -> Self {
        Self { source: Source::new(path, text).expect("a small text"), diagnostics: Vec::new() }
    }

    /// The span of the first `text`.
    pub fn span(&self, text: &str) -> Span {
        let start = self.source.text().find(text).expect("it is in the text");
        Span::of(start..start + text.len())
    }

    /// Adds a finding at the first `at`.
    pub fn find(&mut self, level: Level, at: &str, message: &str) -> &mut Diagnostic {
        let span = self.span(at);
        self.diagnostics.push(Diagnostic::new(RULE, level, span, message.to_owned()));
        self.diagnostics.last_mut().expect("one was pushed")
    }
}

/// A run over `files`.
pub fn run(files: impl IntoIterator<Item = File>) -> Run {
    let files: Vec<_> =
        files.into_iter().map(|file| LintedFile { source: file.source, diagnostics: file.diagnostics }).collect();
    Run { summary: Summary { files: files.len(), ..Summary::default() }, files }
}

/// `run` in a format.
pub fn written(run: &Run, format: Format, view: &View) -> String {
    let mut out = Vec::new();
    format.write(run, view, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("text")
}

/// A finding with everything that a finding may have.
pub fn full() -> Run {
    let mut web = File::new("deploy/web.yaml", "kind: Deployment\nmetadata:\n  name: web\nspec:\n  image: web\n");
    let (label, near) = (web.span("name: web"), web.span("kind"));
    let image = web.span("image: web");
    let found = web.find(Level::Error, "web\n", "the image `web` runs as root");
    found.label(label, "the workload").help("name a user in the Dockerfile, or set `runAsUser`");
    found.label(near, "its kind");
    found.labels.push(Label { span: Span::new(16, 25), message: "root is set here".into(), file: Some(FileId(1)) });
    found.fix(Fix::new(Safety::Unsafe, "set a user", [Edit::insert(image.end, "\n  runAsUser: 1000")]));
    found.object = Some(Box::new(ObjectId {
        api_version: "apps/v1".into(),
        kind: "Deployment".into(),
        namespace: Some("shop".into()),
        name: Some("web".into()),
    }));
    let mut dockerfile = File::new("web/Dockerfile", "FROM alpine:3.22\nUSER root\n");
    dockerfile.find(Level::Info, "USER", "`root` is the default");
    let mut run = run([web, dockerfile]);
    run.summary =
        Summary { files: 5, templates: 3, without_schema: 12, suppressed: 2, known: 1, partial: true, time: None };
    run
}

//! Findings as results, made one by one while they are written.

use serde::{Serialize, Serializer};

use super::driver::{Rules, level};
use super::log::{
    ArtifactChange, Content, Fingerprints, Fix, FixProperties, Location, LogicalLocation, Message, PhysicalLocation,
    Region, Replacement, ResultObject,
};
use super::uri;
use crate::diagnostic::{self, Diagnostic, Label, ObjectId};
use crate::report::place::Places;
use crate::report::{LintedFile, Run};
use crate::text::{Source, Span};

/// Labels that are told of one finding: GitHub keeps a hundred locations of a result, and refuses a report that has over a
/// thousand of one.
const MOST_LABELS: usize = 100;

/// The findings of a run.
pub(super) struct Results<'r> {
    pub(super) run: &'r Run,
    pub(super) rules: &'r Rules,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.run.files.iter().flat_map(|file| {
            let fingerprints = diagnostic::fingerprints(&file.source, &file.diagnostics);
            let mut reader = FileReader { results: self, file, places: Places::new(&file.source) };
            let findings = file.diagnostics.iter().zip(fingerprints);
            findings.map(move |(diagnostic, fingerprint)| reader.result(diagnostic, fingerprint))
        }))
    }
}

/// Translates the findings of one file.
struct FileReader<'r> {
    results: &'r Results<'r>,
    file: &'r LintedFile,
    places: Places<'r>,
}

impl<'r> FileReader<'r> {
    fn result(&mut self, diagnostic: &'r Diagnostic, fingerprint: String) -> ResultObject<'r> {
        let mut location = location(&self.file.source, diagnostic.span, &mut self.places);
        location.logical_locations = diagnostic.object.as_deref().map(|object| [logical(object)]);
        let labels = diagnostic.labels.iter().take(MOST_LABELS);
        ResultObject {
            rule_id: diagnostic.rule,
            rule_index: self.results.rules.index(diagnostic.rule),
            level: level(diagnostic.level),
            message: match &diagnostic.help {
                None => Message::new(&*diagnostic.message),
                Some(help) => Message::new(format!("{}\nhelp: {help}", diagnostic.message)),
            },
            locations: [location],
            related_locations: (1..).zip(labels).map(|(id, label)| self.related(id, label)).collect(),
            partial_fingerprints: Fingerprints { finding: fingerprint },
            fixes: diagnostic.fix.as_ref().map(|fix| [self.fix(fix)]),
        }
    }

    fn related(&mut self, id: usize, label: &'r Label) -> Location<'r> {
        let source = self.results.run.source(self.file, label.file);
        let location = match label.file {
            None => location(source, label.span, &mut self.places),
            Some(_) => location(source, label.span, &mut Places::new(source)),
        };
        Location { id: Some(id), message: Some(Message::new(&*label.message)), ..location }
    }

    fn fix(&mut self, fix: &'r diagnostic::Fix) -> Fix<'r> {
        let places = &mut self.places;
        let replacements = fix.edits.iter().map(|edit| Replacement {
            deleted_region: region(edit.span, places),
            inserted_content: Content { text: &edit.text },
        });
        Fix {
            description: Message::new(&*fix.title),
            artifact_changes: [ArtifactChange {
                replacements: replacements.collect(),
                artifact_location: uri::artifact(self.file.source.path()),
            }],
            properties: FixProperties { safety: fix.safety.name() },
        }
    }
}

/// A place in `source`, which `places` are of.
pub(super) fn location<'r>(source: &Source, span: Span, places: &mut Places<'_>) -> Location<'r> {
    let physical_location =
        PhysicalLocation { artifact_location: uri::artifact(source.path()), region: region(span, places) };
    Location { id: None, message: None, physical_location, logical_locations: None }
}

fn region(span: Span, places: &mut Places<'_>) -> Region {
    let start = places.at(span.start);
    let end = places.at(span.end);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: start.offset,
        byte_length: end.offset - start.offset,
    }
}

/// A Kubernetes object.
fn logical(object: &ObjectId) -> LogicalLocation<'_> {
    let parts = [Some(&object.api_version), Some(&object.kind), object.namespace.as_ref(), object.name.as_ref()];
    let parts: Vec<_> = parts.into_iter().flatten().map(String::as_str).collect();
    LogicalLocation { name: object.name.as_deref(), fully_qualified_name: parts.join("/"), kind: "resource" }
}

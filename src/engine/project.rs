//! The second look: rules that see all objects that are applied together.

use rayon::prelude::*;

use super::guard::{defect, guarded};
use super::walk::RULE_PANIC;
use crate::config::{Active, Kind, Settings};
use crate::diagnostic::{Diagnostic, FileId};
use crate::model::k8s::facts::ObjectFacts;
use crate::model::k8s::project::{DEFAULT_NAMESPACE, Project, ProjectFile};
use crate::rule::{Check, ProjectCtx};

/// Objects above which threads pay.
const LARGE: usize = 2_000;

/// A file that was linted by itself, as a part of a project.
#[derive(Clone, Copy)]
pub struct LintedFile<'f> {
    /// Which file it is.
    pub id: FileId,
    /// What is known of its objects.
    pub facts: &'f [ObjectFacts],
    /// The settings that apply to it.
    pub settings: &'f Settings,
    /// The namespace that its objects are put into, whatever they name themselves.
    pub namespace: Option<&'f str>,
}

/// What rules find that look at all of `files` together. The files are complete when nothing else is applied with them.
///
/// A finding is told where the settings of its file have the rule on, and at the level they give it.
#[must_use]
pub fn lint_project(files: &[LintedFile<'_>], is_complete: bool) -> Vec<(FileId, Diagnostic)> {
    let files: Vec<_> = files.iter().filter(|file| !file.facts.is_empty()).copied().collect();
    let mut distinct: Vec<&Settings> = Vec::new();
    for file in &files {
        if !distinct.iter().any(|known| std::ptr::eq(*known, file.settings)) {
            distinct.push(file.settings);
        }
    }
    let work: Vec<_> = distinct
        .iter()
        .flat_map(|settings| settings.of_kind(Kind::Project).iter().map(move |active| (*settings, active)))
        .collect();
    if work.is_empty() {
        return Vec::new();
    }
    let parts: Vec<_> = files
        .iter()
        .map(|file| ProjectFile {
            id: file.id,
            objects: file.facts,
            default_namespace: file.settings.default_namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE),
            namespace: file.namespace,
        })
        .collect();
    let known: Vec<_> = distinct.iter().flat_map(|settings| &settings.known_objects).cloned().collect();
    let project = Project::new(&parts, is_complete).beside(&known);
    // Peers take the files they are given for all there is.
    let as_peer = !is_complete && work.iter().any(|(_, active)| active.as_peer.is_some());
    let all_there_is = as_peer.then(|| Project::new(&parts, true).beside(&known));
    let applies = |id: FileId, settings: &Settings| {
        let file = files.binary_search_by_key(&id, |file| file.id).map(|at| &files[at]);
        file.is_ok_and(|file| std::ptr::eq(file.settings, settings))
    };
    let run = |(settings, active): &(&Settings, &Active)| {
        let project = all_there_is.as_ref().filter(|_| active.as_peer.is_some()).unwrap_or(&project);
        let mut found = run(active, project, files[0].id);
        found.retain(|(file, _)| applies(*file, settings));
        found.retain(|(_, found)| found.object.as_ref().is_none_or(|id| active.looks_at(&id.api_version, &id.kind)));
        found
    };
    if project.members().len() < LARGE {
        work.iter().flat_map(run).collect()
    } else {
        work.par_iter().flat_map_iter(run).collect()
    }
}

/// What one rule finds. When it panics, `first` is the file that tells of it.
fn run(active: &Active, project: &Project<'_>, first: FileId) -> Vec<(FileId, Diagnostic)> {
    let mut found = Vec::new();
    let Check::Project(check) = active.rule.check else { return found };
    let mut ctx = ProjectCtx {
        rule: active.rule,
        level: active.level,
        options: active.options.as_deref(),
        as_peer: active.as_peer,
        found: &mut found,
    };
    if let Err(reason) = guarded(|| check(project, &mut ctx)) {
        let message = format!("the rule `{}` failed on the objects of this run: {reason}", active.rule.id);
        found.push((first, defect(RULE_PANIC, message)));
    }
    found
}

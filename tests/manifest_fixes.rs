//! Fixes of manifests on real files: the file still reads, and what was found there is gone.

mod support;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::diagnostic::Diagnostic;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::syntax::yaml::Tree;
use shipworthy::text::{Source, apply_edits};

/// Files above this size are like those below, and take long.
const SIZE: u64 = 8_000;
/// Every so many files are looked at.
const STRIDE: usize = 5;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            found.push(path);
        }
    }
}

fn lint(text: &str, settings: &Settings) -> Vec<Diagnostic> {
    let source = Source::new("manifest.yaml", text).expect("small");
    engine::lint(&source, Language::Manifest, settings, Measure::No).diagnostics
}

#[test]
fn a_fix_takes_its_finding_away_and_leaves_yaml() {
    let Some(corpus) = support::shared("corpus/manifests") else { return };
    let mut request = Request::on(Date::from_calendar(2026, 11, 22).expect("the calendar has that day"));
    request.select = vec![Selector::read("k8s/*").expect("a glob")];
    let settings = Settings::new(&request, &Configuration::default()).expect("nothing is configured");
    let mut paths = Vec::new();
    files(&corpus, &mut paths);
    paths.sort();
    let (mut fixed, mut faults) = (0, Vec::new());
    for path in paths.iter().step_by(STRIDE) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        if fs::metadata(path).is_ok_and(|data| data.len() > SIZE) {
            continue;
        }
        let found = lint(&text, &settings);
        let mut first_of_rule: HashMap<&str, &Diagnostic> = HashMap::new();
        for finding in found.iter().filter(|finding| finding.fix.is_some()) {
            first_of_rule.entry(finding.rule).or_insert(finding);
        }
        for (rule, finding) in first_of_rule {
            let edits = &finding.fix.as_ref().expect("only those with one").edits;
            let after = apply_edits(&text, edits).expect("edits of one fix fit each other");
            let of_rule = |all: &[Diagnostic]| all.iter().filter(|other| other.rule == rule).count();
            let is_gone = of_rule(&lint(&after, &settings)) < of_rule(&found);
            let still_reads = Tree::parse(&after).errors().len() <= Tree::parse(&text).errors().len();
            fixed += 1;
            if !is_gone || !still_reads {
                faults.push(format!("{rule} in {}, {:?}", path.display(), finding.span));
            }
        }
    }
    assert!(fixed > 1_000, "{fixed} fixes tried");
    assert!(faults.is_empty(), "{} of {fixed}:\n{}", faults.len(), faults.join("\n"));
}

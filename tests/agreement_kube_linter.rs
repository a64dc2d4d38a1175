//! Our findings against kube-linter's on the reference corpus, object by object, each repository's files taken together. Every
//! difference belongs to a class with a reason; one without fails.
#![allow(clippy::print_stdout, reason = "the table of figures is what one runs this for")]

mod agreement {
    pub(crate) mod kube_linter;
}
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use shipworthy::model::k8s::{Manifest, Object};
use shipworthy::rule::Peer;
use shipworthy::rules;
use shipworthy::syntax::yaml::Tree;

use agreement::kube_linter::{CLASSES, Class};

/// A check that was left out when the verdicts were made; stray rows of it hit objects that are sound.
const NOT_RUN: &str = "schema-validation";

/// The least share of the union that has to be equal before explanations, in percent.
const AT_LEAST: f64 = 95.0;

/// What is said: which check of which object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) file: String,
    pub(crate) kind: String,
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) check: String,
}

impl Finding {
    /// The object that it is about.
    fn object(&self) -> [&str; 4] {
        [&self.file, &self.kind, &self.namespace, &self.name]
    }
}

/// Who says something that the other does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Theirs,
    Ours,
}

/// A difference, with what a class may look at.
pub(crate) struct Difference<'a> {
    pub(crate) finding: &'a Finding,
    /// The object, if we read it as one.
    pub(crate) object: Option<Object<'a>>,
    /// Whether kube-linter says anything of the object.
    pub(crate) is_known_there: bool,
    /// The whole file.
    pub(crate) text: &'a str,
}

#[test]
fn kube_linter() {
    let Some(corpus) = support::shared("corpus") else { return };
    let table = fs::read_to_string(corpus.join("verdicts/kube-linter.tsv")).expect("the verdicts");
    let rows: Vec<Finding> = table.lines().skip(1).filter_map(row).collect();
    let known: BTreeSet<&str> =
        rules::all().flat_map(|rule| rule.ids_at(Peer::KubeLinter)).filter(|id| *id != NOT_RUN).collect();
    let objects_there: BTreeSet<[&str; 4]> = rows.iter().map(Finding::object).collect();
    let theirs: BTreeSet<&Finding> = rows.iter().filter(|row| known.contains(&*row.check)).collect();
    let ours = our_findings(&corpus, &known);
    let ours: BTreeSet<&Finding> = ours.iter().collect();

    let mut texts = BTreeMap::new();
    let mut counts = vec![0; CLASSES.len()];
    let mut unexplained = Vec::new();
    for finding in theirs.symmetric_difference(&ours) {
        let side = if theirs.contains(finding) { Side::Theirs } else { Side::Ours };
        let text = texts
            .entry(&*finding.file)
            .or_insert_with(|| fs::read_to_string(corpus.join(&finding.file)).unwrap_or_default());
        match class(finding, side, text, objects_there.contains(&finding.object())) {
            Some(index) => counts[index] += 1,
            None => unexplained.push((side, *finding)),
        }
    }
    let both = theirs.intersection(&ours).count();
    let union = theirs.union(&ours).count();
    let share = 100.0 * both as f64 / union as f64;
    println!("kube-linter: {both} of {union} alike before explanations, {share:.2} %");
    for (class, count) in CLASSES.iter().zip(&counts) {
        println!("{count:6} {:?}: {}", class.side, class.reason);
        assert!(*count > 0, "no difference is of the class: {}", class.reason);
    }
    let list: Vec<_> = unexplained.iter().map(|difference| format!("{difference:?}")).collect();
    assert!(unexplained.is_empty(), "{} differences without a reason:\n{}", list.len(), list.join("\n"));
    assert!(share >= AT_LEAST, "{share:.2} % of the union");
}

fn row(line: &str) -> Option<Finding> {
    let cells: Vec<_> = line.split('\t').map(ToOwned::to_owned).collect();
    let [file, _, kind, namespace, name, check] = <[String; 6]>::try_from(cells).ok()?;
    Some(Finding { file, kind, namespace, name, check })
}

fn our_findings(corpus: &Path, known: &BTreeSet<&str>) -> BTreeSet<Finding> {
    let arguments = ["check", "--no-config", "--format", "json", "--select", "kube-linter:*", "manifests"];
    let output = Command::new(env!("CARGO_BIN_EXE_shipworthy")).args(arguments).current_dir(corpus).output();
    let report: serde_json::Value =
        serde_json::from_slice(&output.expect("the program runs").stdout).expect("a report in JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut found = BTreeSet::new();
    for diagnostic in report["diagnostics"].as_array().expect("a list") {
        let object = &diagnostic["object"];
        let ids = diagnostic["also"].as_array().expect("a list").iter().filter_map(serde_json::Value::as_str);
        let checks = ids.filter_map(|id| id.strip_prefix("kube-linter:")).filter(|id| known.contains(id));
        for check in checks.filter(|_| object.is_object()) {
            found.insert(Finding {
                file: text(&diagnostic["path"]),
                kind: text(&object["kind"]),
                namespace: text(&object["namespace"]),
                name: text(&object["name"]),
                check: check.to_owned(),
            });
        }
    }
    found
}

/// The number of the class that a difference belongs to.
fn class(finding: &Finding, side: Side, text: &str, is_known_there: bool) -> Option<usize> {
    let tree = Tree::parse(text);
    let manifest = Manifest::new(&tree);
    let is_it = |object: &&Object<'_>| {
        let id = object.id();
        id.kind == finding.kind
            && id.namespace.unwrap_or_default() == finding.namespace
            && id.name.unwrap_or_default() == finding.name
    };
    let object = manifest.objects().iter().find(is_it).copied();
    let difference = Difference { finding, object, is_known_there, text };
    let is_of = |class: &Class| {
        class.side == side
            && (class.checks.is_empty() || class.checks.contains(&&*finding.check))
            && (class.holds)(&difference)
    };
    CLASSES.iter().position(is_of)
}

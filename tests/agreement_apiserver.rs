//! Verdicts on real and on broken manifests against those of an API server: what it refuses is found, what it accepts is not.

mod support;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use serde_json::Value;
use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::diagnostic::Diagnostic;
use shipworthy::engine::{self, Language, Measure, Outcome};
use shipworthy::text::Source;

/// Why the server refuses what cannot be seen in the file. A difference that is of no class is a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Difference {
    /// The object names another that the cluster does not have: a PriorityClass, a RuntimeClass.
    OtherObject,
    /// The cluster is not set up for this family of IP addresses.
    AddressFamily,
    /// `namespace: ""` is filled in by kubectl; the request that was judged had no namespace.
    NoNamespaceInRequest,
    /// The name of the service account is filled in by an admission plugin that the judging server did not run.
    NoServiceAccountFilledIn,
    /// The file is a template of a manifest, which is not looked at.
    Template,
}

impl Difference {
    /// The class of a refusal of which nothing was found.
    fn of(row: &Value, outcome: &Outcome) -> Option<Self> {
        let causes = row["causes"].to_string();
        let says = |text: &str| causes.contains(text);
        match () {
            () if outcome.templated => Some(Self::Template),
            () if row["code"] == 403 => Some(Self::OtherObject),
            () if says("not configured on this cluster") || says("is not configured for dual-stack") => {
                Some(Self::AddressFamily)
            }
            () if says("metadata.namespace") && row["namespace"] == "" => Some(Self::NoNamespaceInRequest),
            () if says("serviceAccountToken") => Some(Self::NoServiceAccountFilledIn),
            () => None,
        }
    }
}

/// Shares of what the server refuses that have to be found: differences of known classes count as missed.
const OF_REAL_REFUSALS: f64 = 0.92;
const OF_BROKEN_COPIES: f64 = 0.99;

/// What the API server was asked for.
fn settings() -> Settings {
    let mut request = Request::on(Date::from_calendar(2026, 11, 22).expect("the calendar has that day"));
    request.select = ["schema", "apply"].map(|word| Selector::read(word).expect("a tag")).to_vec();
    request.kubernetes_version = Some("1.34".parse().expect("a covered release"));
    Settings::new(&request, &Configuration::default()).expect("nothing is configured")
}

fn lint(name: &str, text: String, settings: &Settings) -> Outcome {
    let source = Source::new(name, text).expect("a small file");
    engine::lint(&source, Language::Manifest, settings, Measure::No)
}

fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a file of verdicts");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON lines")).collect()
}

/// An apiVersion, a kind, a namespace and a name, empty for none.
type Name = [String; 4];

fn name_of(finding: &Diagnostic) -> Option<Name> {
    let id = finding.object.as_deref()?.clone();
    Some([id.api_version, id.kind, id.namespace.unwrap_or_default(), id.name.unwrap_or_default()])
}

/// What was found of what the server says.
#[derive(Default)]
struct Tally {
    found: u32,
    missed: BTreeMap<Difference, u32>,
    accepted: u32,
    faults: Vec<String>,
}

impl Tally {
    fn count(&mut self, row: &Value, outcome: &Outcome, found: &[&Diagnostic], place: &str) {
        let is_refused = row["status"] == "rejected";
        match (is_refused, found) {
            (true, []) => match Difference::of(row, outcome) {
                Some(class) => *self.missed.entry(class).or_default() += 1,
                None => self.faults.push(format!("{place}: nothing found of {}", row["causes"])),
            },
            (true, _) => self.found += 1,
            (false, found) => {
                self.accepted += 1;
                let told = found.iter().map(|finding| format!("{place}: {}: {}", finding.rule, finding.message));
                self.faults.extend(told);
            }
        }
    }

    /// Those that are told, missed, and faults.
    fn refusals(&self) -> u32 {
        self.found + self.missed.values().sum::<u32>() + u32::try_from(self.faults.len()).expect("few")
    }

    fn report(&self) -> String {
        let (found, total, missed, accepted) = (self.found, self.refusals(), &self.missed, self.accepted);
        format!("{found} of {total} refusals found, {missed:?} missed, {accepted} accepted")
    }

    fn assert(&self, least: f64) {
        assert!(self.faults.is_empty(), "{} faults:\n{}", self.faults.len(), self.faults.join("\n"));
        assert!(f64::from(self.found) >= least * f64::from(self.refusals()), "{}", self.report());
    }
}

/// Whether the answer is one about the file: not about a kind that the server does not know, nor a conversion that failed.
fn is_about_the_file(row: &Value) -> bool {
    matches!(row["status"].as_str(), Some("accepted" | "rejected")) && row["code"] != 404 && row["code"] != 500
}

#[test]
fn an_api_server_says_the_same_of_real_manifests() {
    let Some(corpus) = support::shared("corpus") else { return };
    let settings = settings();
    let mut files: BTreeMap<String, HashMap<Name, Vec<Value>>> = BTreeMap::new();
    for row in rows(&corpus.join("verdicts/apiserver.jsonl")) {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let name = ["apiVersion", "kind", "namespace", "name"].map(text);
        files.entry(text("file")).or_default().entry(name).or_default().push(row);
    }
    let mut tally = Tally::default();
    for (file, objects) in files {
        let Ok(text) = fs::read_to_string(corpus.join(&file)) else { continue };
        let outcome = lint(&file, text, &settings);
        for (name, rows) in objects {
            // Several objects of one name cannot be told apart.
            let [row] = &*rows else { continue };
            if !is_about_the_file(row) || row.get("crd").is_some() {
                continue;
            }
            let is_of = |finding: &&Diagnostic| name_of(finding).as_ref() == Some(&name);
            let found: Vec<_> = outcome.diagnostics.iter().filter(is_of).collect();
            tally.count(row, &outcome, &found, &format!("{file} {name:?}"));
        }
    }
    println!("real manifests: {}", tally.report());
    tally.assert(OF_REAL_REFUSALS);
}

#[test]
fn an_api_server_says_the_same_of_broken_manifests() {
    let Some(path) = support::shared("mutants/manifests.jsonl") else { return };
    let settings = settings();
    let mut tally = Tally::default();
    for (number, row) in rows(&path).iter().enumerate().filter(|(_, row)| is_about_the_file(row)) {
        let text = row["text"].as_str().expect("a text");
        let outcome = lint("manifest.yaml", text.to_owned(), &settings);
        let found: Vec<_> = outcome.diagnostics.iter().collect();
        tally.count(row, &outcome, &found, &format!("number {number}, {}", row["how"]));
    }
    println!("broken copies: {}", tally.report());
    tally.assert(OF_BROKEN_COPIES);
}

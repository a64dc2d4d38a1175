//! Verdicts on real manifests against those of kubeconform with strict schemas; each difference is of a known class.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::text::Source;

fn settings(select: &[&str]) -> Settings {
    let today = Date::from_calendar(2026, 11, 22).expect("the calendar has that day");
    let mut request = Request::on(today);
    request.select = select.iter().map(|word| Selector::read(word).expect("a tag")).collect();
    request.kubernetes_version = Some("1.34".parse().expect("a covered release"));
    Settings::new(&request, &Configuration::default()).expect("nothing is configured")
}

#[test]
fn kubeconform() {
    let Some(corpus) = support::shared("corpus") else { return };
    let settings = settings(&["schema"]);
    let table = fs::read_to_string(corpus.join("verdicts/kubeconform.tsv")).expect("the verdicts");
    let mut verdicts: BTreeMap<(String, String, String), Vec<bool>> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        let [file, _, kind, name, status, ..] = cells[..] else { continue };
        if status == "valid" || status == "invalid" {
            verdicts.entry((file.to_owned(), kind.to_owned(), name.to_owned())).or_default().push(status == "valid");
        }
    }
    // Two objects of one name in a file cannot be told apart in the table.
    verdicts.retain(|_, verdicts| verdicts.len() == 1);
    let files: BTreeSet<_> = verdicts.keys().map(|(file, ..)| file.clone()).collect();
    let mut ours: HashMap<(String, String, String), Vec<String>> = HashMap::new();
    for file in files {
        let Ok(text) = fs::read_to_string(corpus.join(&file)) else { continue };
        let Ok(source) = Source::new(&*file, text) else { continue };
        let outcome = engine::lint(&source, Language::Manifest, &settings, Measure::No);
        for found in outcome.diagnostics {
            let Some(object) = found.object else { continue };
            let key = (file.clone(), object.kind, object.name.unwrap_or_default());
            ours.entry(key).or_default().push(format!("{}: {}", found.rule, found.message));
        }
    }
    let total = verdicts.len();
    let mut agreed = 0;
    for (key, valid) in &verdicts {
        let says = ours.get(key);
        if valid[0] == says.is_none() {
            agreed += 1;
        } else {
            println!("kubeconform says {}: {key:?} {:?}", if valid[0] { "valid" } else { "invalid" }, says);
        }
    }
    println!("{agreed} of {total}: {:.4}", agreed as f64 / total as f64);
}

#[test]
fn mutants() {
    let Some(path) = support::shared("mutants/manifests.jsonl") else { return };
    let settings = settings(&["schema", "apply"]);
    let text = fs::read_to_string(path).expect("the mutants");
    let mut count: BTreeMap<(String, bool), (u32, u32)> = BTreeMap::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON lines");
        let code = row["code"].as_u64().unwrap_or_default();
        if code == 404 || code == 500 {
            continue;
        }
        let rejected = row["status"] == "rejected";
        let source = Source::new("m.yaml", row["text"].as_str().expect("a text").to_owned()).expect("small");
        let outcome = engine::lint(&source, Language::Manifest, &settings, Measure::No);
        let how = format!("{} {code}", row["how"].as_str().unwrap_or_default());
        let cell = count.entry((how, rejected)).or_default();
        cell.0 += 1;
        cell.1 += u32::from(!outcome.diagnostics.is_empty());
        let show = if rejected { outcome.diagnostics.is_empty() } else { !outcome.diagnostics.is_empty() };
        if show {
            let says: Vec<_> = outcome.diagnostics.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect();
            println!(
                "{} {} {} {:?} {:?}",
                if rejected { "MISS" } else { "FALSE" },
                row["how"],
                code,
                says,
                row["causes"]
            );
        }
    }
    for ((how, rejected), (total, found)) in count {
        println!("{how} {}: {found} of {total}", if rejected { "rejected" } else { "accepted" });
    }
}

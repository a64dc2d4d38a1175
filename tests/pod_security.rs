//! The controls of the Pod Security Standards, object by object, against the admission controller of a real API server.

mod support;

use std::collections::{BTreeSet, HashMap};
use std::fs;

use serde_json::Value;
use shipworthy::config::{Configuration, Profile, Request, Settings, Standard};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::rule::Peer;
use shipworthy::rules;
use shipworthy::text::Source;

/// What the controller says of a violated control, and the control.
const CONTROLS: &[(&str, &str)] = &[
    ("allowPrivilegeEscalation != false", "allowPrivilegeEscalation"),
    ("forbidden AppArmor profile", "appArmorProfile"),
    ("forbidden AppArmor profiles", "appArmorProfile"),
    ("forbidden sysctls", "sysctls"),
    ("host namespaces", "hostNamespaces"),
    ("hostPath volumes", "hostPathVolumes"),
    ("hostPort", "hostPorts"),
    ("non-default capabilities", "capabilities_baseline"),
    ("privileged", "privileged"),
    ("probe or lifecycle host", "hostProbesAndHostLifecycle"),
    ("restricted volume types", "restrictedVolumes"),
    ("runAsNonRoot != true", "runAsNonRoot"),
    ("runAsUser=0", "runAsUser"),
    ("seLinuxOptions", "seLinuxOptions"),
    ("unrestricted capabilities", "capabilities_restricted"),
];

/// Kind, namespace and name; empty for none.
type Name = (String, String, String);

fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}

/// The controls that the controller sees violated at `level`.
fn server_controls(row: &Value, level: &str) -> BTreeSet<String> {
    let said = row["pss"][level].as_array().into_iter().flatten().filter_map(Value::as_str);
    said.map(|said| match said {
        "seccompProfile" => format!("seccompProfile_{level}"),
        _ => CONTROLS.iter().find(|(phrase, _)| *phrase == said).map_or(said, |(_, control)| control).to_owned(),
    })
    .collect()
}

/// The controls that our rules see violated, by object.
fn our_controls(source: &Source, standard: Standard) -> HashMap<Name, BTreeSet<String>> {
    let mut request = Request::on(Date::from_calendar(2026, 11, 22).expect("the calendar has that day"));
    request.profile = Some(Profile::Standard(standard));
    request.kubernetes_version = Some("1.34".parse().expect("a covered release"));
    let settings = Settings::new(&request, &Configuration::default()).expect("a profile is a right request");
    let mut controls: HashMap<Name, BTreeSet<String>> = HashMap::new();
    for finding in engine::lint(source, Language::Manifest, &settings, Measure::No).diagnostics {
        let Some(object) = finding.object else { continue };
        let name = (object.kind, object.namespace.unwrap_or_default(), object.name.unwrap_or_default());
        let rule = rules::by_id(finding.rule).expect("a rule of the profile");
        controls.entry(name).or_default().extend(rule.ids_at(Peer::Pss).map(ToOwned::to_owned));
    }
    controls
}

#[test]
fn controls_are_those_of_the_admission_controller() {
    let (Some(verdicts), Some(corpus)) =
        (support::shared("corpus/verdicts/apiserver.jsonl"), support::shared("corpus"))
    else {
        return;
    };
    let mut by_file: HashMap<String, HashMap<Name, Vec<Value>>> = HashMap::new();
    for line in fs::read_to_string(verdicts).expect("UTF-8").lines() {
        let row: Value = serde_json::from_str(line).expect("a JSON object a line");
        let name = (text(&row, "kind"), text(&row, "namespace"), text(&row, "name"));
        by_file.entry(text(&row, "file")).or_default().entry(name).or_default().push(row);
    }
    let (mut compared, mut differences) = (0, Vec::new());
    for (file, objects) in by_file {
        let source = Source::new(file.as_str(), fs::read_to_string(corpus.join(&file)).expect("UTF-8")).expect("small");
        for (level, standard) in [("baseline", Standard::PssBaseline), ("restricted", Standard::PssRestricted)] {
            let ours = our_controls(&source, standard);
            for (name, rows) in &objects {
                // Of objects with one name in a file nobody can tell which is meant; custom resources are not judged.
                let [row] = &rows[..] else { continue };
                if row["status"] != "accepted" || !row["crd"].is_null() {
                    continue;
                }
                compared += 1;
                let theirs = server_controls(row, level);
                let ours = ours.get(name).cloned().unwrap_or_default();
                if theirs != ours {
                    differences.push(format!("{file} {name:?} {level}: {theirs:?}, here {ours:?}"));
                }
            }
        }
    }
    assert!(compared > 9_000, "{compared} answers to compare with");
    assert!(differences.is_empty(), "{} of {compared}:\n{}", differences.len(), differences.join("\n"));
}

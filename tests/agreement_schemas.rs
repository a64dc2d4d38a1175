//! Verdicts on real manifests against those of kubeconform with strict schemas.

mod support;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::diagnostic::Diagnostic;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::model::k8s::Manifest;
use shipworthy::syntax::yaml::Tree;
use shipworthy::text::Source;

/// Where kubeconform and the schema rules part, and why. A difference that is of no class is a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Difference {
    /// kubeconform's schemas let a required field be null; the API server reads null as absent and refuses the object.
    NullIsAbsent,
    /// The schema requires `roleRef.apiGroup`; the API server fills it in.
    FilledIn,
    /// The file is a template of a manifest, which is not looked at.
    Template,
    /// Without an `apiVersion` a mapping is no object here; kubeconform calls it an invalid one.
    NoApiVersion,
}

/// What kubeconform and the API server were asked for.
fn settings(select: &[&str]) -> Settings {
    let mut request = Request::on(Date::from_calendar(2026, 11, 22).expect("the calendar has that day"));
    request.select = select.iter().map(|word| Selector::read(word).expect("a tag")).collect();
    request.kubernetes_version = Some("1.34".parse().expect("a covered release"));
    Settings::new(&request, &Configuration::default()).expect("nothing is configured")
}

/// An apiVersion, a kind and a name, empty for none.
type Name = (String, String, String);

fn name_of(finding: &Diagnostic) -> Option<Name> {
    let id = finding.object.as_deref()?.clone();
    Some((id.api_version, id.kind, id.name.unwrap_or_default()))
}

/// The verdicts of a table for each file; without objects that share their name with another of the file.
fn kubeconform_verdicts(table: &str) -> BTreeMap<String, HashMap<Name, bool>> {
    let mut verdicts: BTreeMap<String, HashMap<Name, bool>> = BTreeMap::new();
    let mut twice = HashSet::new();
    for line in table.lines().skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        let [file, api_version, kind, name, status, ..] = cells[..] else { continue };
        if !matches!(status, "valid" | "invalid") {
            continue;
        }
        let key = (api_version.to_owned(), kind.to_owned(), name.to_owned());
        if verdicts.entry(file.to_owned()).or_default().insert(key.clone(), status == "valid").is_some() {
            twice.insert((file.to_owned(), key));
        }
    }
    for (file, key) in twice {
        if let Some(objects) = verdicts.get_mut(&file) {
            objects.remove(&key);
        }
    }
    verdicts
}

fn class(source: &Source, name: &Name, found: &[&Diagnostic], templated: bool) -> Option<Difference> {
    if found.is_empty() {
        let tree = Tree::parse(source.text());
        let manifest = Manifest::new(&tree);
        let is_object = manifest.objects().iter().map(|object| object.id()).any(|id| id.kind == name.1);
        return match () {
            () if templated => Some(Difference::Template),
            () if !is_object => Some(Difference::NoApiVersion),
            () if name.1.ends_with("RoleBinding") => Some(Difference::FilledIn),
            () => None,
        };
    }
    // The finding stands on the key of the field that is there, and null.
    let is_null = |finding: &&&Diagnostic| {
        finding.rule == "k8s/missing-field"
            && finding.message.contains(&format!("lacks `{}`", source.slice(finding.span)))
    };
    (found.iter().filter(is_null).count() == found.len()).then_some(Difference::NullIsAbsent)
}

#[test]
fn kubeconform_says_the_same_but_for_known_differences() {
    let Some(corpus) = support::shared("corpus") else { return };
    let settings = settings(&["schema"]);
    let table = fs::read_to_string(corpus.join("verdicts/kubeconform.tsv")).expect("the verdicts");
    let (mut total, mut agreed) = (0, 0);
    let mut differences: BTreeMap<Difference, u32> = BTreeMap::new();
    let mut faults = Vec::new();
    for (file, objects) in kubeconform_verdicts(&table) {
        let Ok(text) = fs::read_to_string(corpus.join(&file)) else { continue };
        let source = Source::new(&*file, text).expect("a small file");
        let outcome = engine::lint(&source, Language::Manifest, &settings, Measure::No);
        for (name, valid) in objects {
            let is_of = |finding: &&Diagnostic| name_of(finding).as_ref() == Some(&name);
            let found: Vec<_> = outcome.diagnostics.iter().filter(is_of).collect();
            total += 1;
            if valid == found.is_empty() {
                agreed += 1;
                continue;
            }
            match class(&source, &name, &found, outcome.templated) {
                Some(class) => *differences.entry(class).or_default() += 1,
                None => faults.push(format!("{file} {name:?}: kubeconform says valid: {valid}; here {found:#?}")),
            }
        }
    }
    println!("kubeconform: {agreed} of {total} objects alike; {differences:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(agreed * 1000 >= total * 995, "{agreed} of {total}");
}

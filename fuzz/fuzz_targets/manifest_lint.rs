//! No rule panics on any manifest, nor do definitions of custom resources in it; findings lie within it, and fixes can be
//! applied.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::model::k8s::custom::{CustomSchemas, Definition};
use shipworthy::text::{Source, apply_edits};

/// All rules, and all releases of Kubernetes.
fn settings() -> Settings {
    let mut request = Request::on(Date::from_days(20_000));
    request.select = vec![Selector::All];
    request.kubernetes_version = Some(shipworthy::schema::VersionSet::ALL);
    Settings::new(&request, &Configuration::default()).expect("no configuration is a right one")
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(settings);

fuzz_target!(|text: &str| {
    let source = Source::new("manifest.yaml", text).expect("a small text");
    let definitions = Definition::all_in(text);
    if definitions.is_empty() {
        check(&source, &SETTINGS);
        return;
    }
    let mut schemas = CustomSchemas::default();
    for definition in definitions {
        schemas.add("manifest.yaml", definition);
    }
    let mut own = settings();
    own.custom_schemas = Arc::new(schemas);
    check(&source, &own);
});

fn check(source: &Source, settings: &Settings) {
    let text = source.text();
    for finding in engine::lint(source, Language::Manifest, settings, Measure::No).diagnostics {
        assert!(!finding.rule.starts_with("internal/"), "{}", finding.message);
        assert!(text.get(finding.span.range()).is_some(), "{}", finding.rule);
        if let Some(fix) = finding.fix {
            apply_edits(text, &fix.edits).expect("edits that fit");
        }
    }
}

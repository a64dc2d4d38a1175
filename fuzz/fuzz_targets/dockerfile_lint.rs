//! No rule panics on any text, findings lie within it, and fixes can be applied.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::text::{Source, apply_edits};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut request = Request::on(Date::from_days(20_000));
    request.select = vec![Selector::All];
    Settings::new(&request, &Configuration::default()).expect("no configuration is a right one")
});

fuzz_target!(|text: &str| {
    let source = Source::new("Dockerfile", text).expect("a small text");
    for finding in engine::lint(&source, Language::Dockerfile, &SETTINGS, Measure::No).diagnostics {
        assert!(!finding.rule.starts_with("internal/"), "{}", finding.message);
        assert!(text.get(finding.span.range()).is_some(), "{}", finding.rule);
        if let Some(fix) = finding.fix {
            apply_edits(text, &fix.edits).expect("edits that fit");
        }
    }
});

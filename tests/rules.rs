//! Every rule's own examples and cases, run; and what each bad example prints, as snapshots.

use std::path::Path;

use shipworthy::manual::{Docs, Example, Kind, fixed, verdict};
use shipworthy::report;
use shipworthy::rule::Rule;
use shipworthy::rules;
use shipworthy::text::Source;

/// Rules with pages of their own; the shell's codes are documented by ShellCheck.
fn documented() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| rule.domain() != "shell")
}

/// What is wrong with the examples of `text`, if anything.
fn check(rule: &'static Rule, text: &str, faults: &mut Vec<String>) {
    let docs = Docs::read(text);
    let mut bad: Option<&Example<'_>> = None;
    for example in docs.examples() {
        let mut fault =
            |what: String| faults.push(format!("{}, line {}: {what}\n{}", rule.id, example.line, example.text));
        let found = match verdict(rule, example) {
            Ok(verdict) => report::concise_lines(&verdict.source, &verdict.diagnostics),
            Err(error) => {
                fault(format!("its options do not fit: {error}"));
                continue;
            }
        };
        match example.kind {
            Kind::Bad if found.is_empty() => fault("a bad example in which the rule finds nothing".into()),
            Kind::Good | Kind::Fixed if !found.is_empty() => fault(format!("the rule fires here:\n{found}")),
            _ => {}
        }
        match (example.kind, bad) {
            (Kind::Bad, _) => bad = Some(example),
            (Kind::Good, _) => {}
            (Kind::Fixed, None) => fault("a fixed example without a bad one before it".into()),
            (Kind::Fixed, Some(bad)) => {
                let actual = fixed(rule, bad).expect("the bad example ran");
                if actual.as_deref() != Some(&*example.text) {
                    fault(format!(
                        "is not what the fixes make of the bad example:\n{}",
                        actual.unwrap_or_else(|| "(a finding has no fix, or fixes overlap)".into())
                    ));
                }
            }
        }
    }
}

#[test]
fn examples_hold() {
    let mut faults = Vec::new();
    for rule in documented() {
        check(rule, rule.docs, &mut faults);
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules").join(format!("{}.md", rule.id));
        if let Ok(text) = std::fs::read_to_string(cases) {
            check(rule, &text, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{} faults:\n\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn case_files_belong_to_rules() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    for domain in std::fs::read_dir(folder).expect("the folder of cases").flatten() {
        for file in std::fs::read_dir(domain.path()).expect("a folder for each domain").flatten() {
            let name = file.path();
            let id = format!("{}/{}", domain.file_name().display(), name.file_stem().expect("a name").display());
            assert!(rules::by_id(&id).is_some(), "{} belongs to no rule", name.display());
        }
    }
}

#[test]
fn rules_are_documented_and_well_named() {
    let mut ids = std::collections::HashSet::new();
    let mut faults = Vec::new();
    for rule in rules::all() {
        if !ids.insert(rule.id) {
            faults.push(format!("{}: the id is there twice", rule.id));
        }
        let also: std::collections::HashSet<_> = rule.also.iter().collect();
        if also.len() != rule.also.len() || rule.also.iter().any(|also| !also.contains(':')) {
            faults.push(format!("{}: peers' ids are of the form peer:id, each once", rule.id));
        }
    }
    for rule in documented() {
        let docs = Docs::read(rule.docs);
        let has = |kind| docs.examples().any(|example| example.kind == kind);
        let mut want = |condition: bool, what: &str| {
            if !condition {
                faults.push(format!("{}: {what}", rule.id));
            }
        };
        want(docs.title.ends_with('.'), "the title is a sentence with a final stop");
        want(has(Kind::Bad) && has(Kind::Good), "the docs have a bad and a good example");
        want(rule.fix.is_some() == has(Kind::Fixed), "it says that it fixes just when it has a fixed example");
        want(!rule.tags.is_empty(), "it has a tag");
        let fixes = docs.examples().filter(|example| example.kind == Kind::Bad).any(|example| {
            verdict(rule, example).is_ok_and(|verdict| verdict.diagnostics.iter().any(|found| found.fix.is_some()))
        });
        want(fixes == rule.fix.is_some(), "its examples show a fix just when it says that it fixes");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Messages are lower case and without a final stop; help is a sentence without one.
#[test]
fn messages_have_one_voice() {
    let mut faults = Vec::new();
    for rule in documented() {
        for example in Docs::read(rule.docs).examples().filter(|example| example.kind == Kind::Bad) {
            let Ok(verdict) = verdict(rule, example) else { continue };
            for found in verdict.diagnostics {
                let texts = [Some(&found.message), found.help.as_ref(), found.fix.as_ref().map(|fix| &fix.title)];
                for text in texts.into_iter().flatten() {
                    let first = text.chars().next();
                    if text.ends_with('.')
                        || first.is_none_or(|first| first.is_uppercase() && !text.starts_with(char::is_uppercase))
                        || first.is_some_and(char::is_uppercase) && !starts_with_name(text)
                    {
                        faults.push(format!("{}: {text}", rule.id));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A first word that is written with capitals wherever it stands, such as a product's name.
fn starts_with_name(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    word.chars().skip(1).any(char::is_uppercase)
        || ["Docker", "Kubernetes", "Alpine", "Debian", "Ubuntu", "Python", "Node.js"].contains(&word)
}

#[test]
fn bad_examples_print() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for rule in documented() {
        let mut out = String::new();
        for example in Docs::read(rule.docs).examples().filter(|example| example.kind == Kind::Bad) {
            let verdict = verdict(rule, example).expect("the options fit");
            out.push_str(&printed(&verdict.source, &verdict.diagnostics));
            out.push('\n');
        }
        settings.bind(|| insta::assert_snapshot!(rule.id.replace('/', "__"), out));
    }
}

/// Everything a finding says: the line, the text it points at, labels, help and the title of the fix.
fn printed(source: &Source, diagnostics: &[shipworthy::diagnostic::Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&report::concise_lines(source, std::slice::from_ref(diagnostic)));
        out.push_str(&format!("  at: {:?}\n", source.slice(diagnostic.span)));
        for label in &diagnostic.labels {
            out.push_str(&format!("  label: {:?}: {}\n", source.slice(label.span), label.message));
        }
        if let Some(help) = &diagnostic.help {
            out.push_str(&format!("  help: {help}\n"));
        }
        if let Some(fix) = &diagnostic.fix {
            out.push_str(&format!("  fix ({}): {}\n", fix.safety.name(), fix.title));
        }
    }
    out
}

//! The YAML test suite: what it calls valid is read with exactly its events, what it calls invalid is refused.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a test that did not run says so")]

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use shipworthy::syntax::yaml::{Document, Kind, Mapping, Node, Sequence, Style, Tree};

#[derive(Deserialize)]
struct Case {
    id: String,
    name: String,
    error: bool,
    yaml: String,
    events: String,
}

/// Invalid cases that are read without complaint, and why.
const ACCEPTED: &[(&str, &str)] = &[
    ("9C9N", "indentation in brackets: kubectl's reader does not ask for it, and pasted JSON has none"),
    ("QB6E", "indentation in quotes: kubectl's reader does not ask for it"),
    ("DK95/01", "a tab that indents a line in quotes: kubectl's reader takes it for a blank"),
    ("Y79Y/003", "a tab that indents a line in brackets: kubectl's reader takes it for a blank"),
];

fn cases() -> Option<Vec<Case>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/yaml-test-suite/cases.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    let cases = text.lines().map(|line| serde_json::from_str(line).expect("a case in each line"));
    Some(cases.collect())
}

/// The events of a file in the notation of the suite.
fn events(tree: &Tree<'_>) -> String {
    let mut out = String::from("+STR\n");
    for document in tree.documents() {
        document_events(document, &mut out);
    }
    out.push_str("-STR\n");
    out
}

fn document_events(document: Document<'_>, out: &mut String) {
    out.push_str(if document.start_marker().is_some() { "+DOC ---\n" } else { "+DOC\n" });
    node_events(document.root(), out);
    out.push_str(if document.end_marker().is_some() { "-DOC ...\n" } else { "-DOC\n" });
}

fn node_events(node: Node<'_>, out: &mut String) {
    let mut properties = String::new();
    if let Some(anchor) = node.anchor() {
        write!(properties, " &{}", anchor.value).expect("a string takes all");
    }
    if let Some(tag) = node.tag() {
        write!(properties, " <{}>", tag.resolved()).expect("a string takes all");
    }
    match node.kind() {
        Kind::Mapping(mapping) => mapping_events(mapping, &properties, out),
        Kind::Sequence(sequence) => sequence_events(sequence, &properties, out),
        Kind::Alias(alias) => writeln!(out, "=ALI *{}", alias.name()).expect("a string takes all"),
        Kind::Error => out.push_str("=ERROR\n"),
        Kind::Scalar(scalar) => {
            let style = match scalar.style() {
                Style::Plain => ':',
                Style::SingleQuoted => '\'',
                Style::DoubleQuoted => '"',
                Style::Literal => '|',
                Style::Folded => '>',
            };
            writeln!(out, "=VAL{properties} {style}{}", escaped(&scalar.value())).expect("a string takes all");
        }
    }
}

fn mapping_events(mapping: Mapping<'_>, properties: &str, out: &mut String) {
    let brackets = if mapping.node().is_flow() { " {}" } else { "" };
    writeln!(out, "+MAP{brackets}{properties}").expect("a string takes all");
    for entry in mapping.entries() {
        node_events(entry.key, out);
        node_events(entry.value, out);
    }
    out.push_str("-MAP\n");
}

fn sequence_events(sequence: Sequence<'_>, properties: &str, out: &mut String) {
    let brackets = if sequence.node().is_flow() { " []" } else { "" };
    writeln!(out, "+SEQ{brackets}{properties}").expect("a string takes all");
    for item in sequence.items() {
        node_events(item, out);
    }
    out.push_str("-SEQ\n");
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{8}' => out.push_str("\\b"),
            other => out.push(other),
        }
    }
    out
}

#[test]
fn valid_cases_are_read_with_the_events_of_the_suite() {
    let Some(cases) = cases() else { return };
    let mut wrong = Vec::new();
    let valid = cases.iter().filter(|case| !case.error);
    for case in valid.clone() {
        let tree = Tree::parse(&case.yaml);
        let found = events(&tree);
        if !tree.errors().is_empty() || found != case.events {
            wrong.push(format!(
                "{} {}\n{:?}\nerrors: {:?}\nfound:\n{found}wanted:\n{}",
                case.id,
                case.name,
                case.yaml,
                tree.errors(),
                case.events
            ));
        }
    }
    assert!(valid.count() >= 308, "the suite has 308 valid cases");
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn invalid_cases_are_refused() {
    let Some(cases) = cases() else { return };
    let mut accepted = Vec::new();
    for case in cases.iter().filter(|case| case.error) {
        let tree = Tree::parse(&case.yaml);
        if tree.errors().is_empty() {
            accepted.push(case.id.as_str());
            if !ACCEPTED.iter().any(|(id, _)| *id == case.id) {
                println!("{} {}\n{}\n{}", case.id, case.name, case.yaml, events(&tree));
            }
        }
    }
    let mut named: Vec<_> = ACCEPTED.iter().map(|(id, _)| *id).collect();
    accepted.sort_unstable();
    named.sort_unstable();
    assert_eq!(accepted, named);
}

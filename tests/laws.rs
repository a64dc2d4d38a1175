//! What holds for every input: no panic, spans in bounds and nested, the text of the tree is the input. Over the fixtures,
//! every truncation of them, and broken copies.

mod support;

use std::fs;
use std::path::Path;

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::syntax::dockerfile::{self, Arguments, HealthcheckCommand, Instruction, TokenKind, Tree};
use shipworthy::text::{Source, Span, apply_edits};
use support::Randomness;

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dockerfile");
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures")
        .flatten()
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("UTF-8 fixtures");
            (entry.file_name().display().to_string(), text)
        })
        .collect();
    found.sort();
    assert!(found.len() > 10, "the fixtures are there");
    found
}

/// All rules on.
fn all_rules() -> Settings {
    let mut request = Request::on(Date::from_days(20_000));
    request.select = vec![Selector::All];
    Settings::new(&request, &Configuration::default()).expect("no configuration is a right one")
}

/// Checks every law that concerns the tree.
fn check_tree(text: &str) {
    let tree = dockerfile::parse(text);
    check_tokens(&tree);
    for error in &tree.errors {
        check_span(text, error.span, Span::of(0..text.len()));
    }
    let mut end = 0;
    for instruction in &tree.instructions {
        assert!(instruction.lines.start >= end, "instructions do not overlap");
        end = instruction.lines.end;
        check_instruction(text, instruction, instruction.lines);
    }
    for pair in tree.comments.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "comments are in order");
    }
}

/// All tokens are the text, and what lies between the meaningful ones means nothing.
fn check_tokens(tree: &Tree<'_>) {
    let mut end = 0;
    for token in tree.tokens() {
        assert_eq!(token.span.start, end, "tokens lie one behind the other");
        end = token.span.end;
        if token.kind == TokenKind::Trivia {
            let trivia = token.span.slice(tree.text);
            let meaningless = |c: char| c.is_whitespace() || c == tree.escape || c == '\u{feff}' || c == '-';
            assert!(trivia.chars().all(meaningless), "{trivia:?} belongs to no node of {:?}", tree.text);
            assert!(trivia.matches('-').count() % 2 == 0, "a lone `--` is all that may be left out: {trivia:?}");
        }
    }
    assert_eq!(end as usize, tree.text.len(), "tokens cover the text");
}

fn check_span(text: &str, span: Span, within: Span) {
    assert!(within.contains(span), "{span:?} lies within {within:?}");
    assert!(text.get(span.range()).is_some(), "{span:?} is on character boundaries");
}

fn check_instruction(text: &str, instruction: &Instruction<'_>, within: Span) {
    check_span(text, instruction.span, within);
    check_span(text, instruction.name.full_span(), instruction.span);
    check_span(text, instruction.text.full_span(), instruction.span);
    for flag in &instruction.flags {
        check_span(text, flag.span(), instruction.span);
        check_span(text, flag.value_span(), flag.span());
    }
    for heredoc in &instruction.heredocs {
        check_span(text, heredoc.marker, within);
        check_span(text, heredoc.body, within);
        check_span(text, heredoc.terminator, within);
    }
    for line in &instruction.empty_continuations {
        check_span(text, *line, within);
    }
    let words = match &instruction.arguments {
        Arguments::Pairs(pairs) => pairs.iter().flat_map(|pair| [&pair.key, &pair.value]).collect(),
        Arguments::Healthcheck { kind, command } => {
            let rest: Vec<_> = match command {
                Some(HealthcheckCommand::Shell(word)) => vec![word],
                Some(HealthcheckCommand::Json(words)) => words.iter().collect(),
                None => vec![],
            };
            std::iter::once(kind).chain(rest).collect()
        }
        Arguments::Trigger(trigger) => {
            check_instruction(text, trigger, instruction.span);
            vec![]
        }
        Arguments::None | Arguments::Text | Arguments::Words(_) | Arguments::Json(_) => {
            instruction.words().iter().collect()
        }
    };
    for word in words {
        check_span(text, word.full_span(), instruction.text.full_span());
    }
}

/// Checks every law that concerns findings.
fn check_findings(text: &str, settings: &Settings) {
    let source = Source::new("Dockerfile", text).expect("a small text");
    let outcome = engine::lint(&source, Language::Dockerfile, settings, Measure::No);
    let whole = Span::of(0..text.len());
    for finding in &outcome.diagnostics {
        assert!(!finding.rule.starts_with("internal/"), "{}: {text:?}", finding.message);
        check_span(text, finding.span, whole);
        for label in &finding.labels {
            check_span(text, label.span, whole);
        }
        if let Some(fix) = &finding.fix {
            assert!(!fix.edits.is_empty(), "{}: a fix changes something", finding.rule);
            if let Err(error) = apply_edits(text, &fix.edits) {
                panic!("{}: {error} in {text:?}", finding.rule);
            }
        }
    }
    assert!(outcome.diagnostics.is_sorted_by_key(|finding| (finding.span.start, finding.rule)));
}

#[test]
fn fixtures_and_truncations_keep_the_laws_of_trees() {
    for (_, text) in fixtures() {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            check_tree(&text[..end]);
            check_tree(&text[end..]);
        }
    }
}

#[test]
fn fixtures_and_truncations_keep_the_laws_of_findings() {
    let settings = all_rules();
    for (_, text) in fixtures() {
        for end in (0..=text.len()).rev().step_by(3).filter(|&end| text.is_char_boundary(end)) {
            check_findings(&text[..end], &settings);
        }
    }
}

#[test]
fn broken_copies_keep_the_laws() {
    let settings = all_rules();
    let texts: Vec<_> = fixtures().into_iter().map(|(_, text)| text).collect();
    let mut random = Randomness::new(20_261_122);
    for round in 0..3_000 {
        let broken = random.broken(&texts);
        check_tree(&broken);
        if round % 4 == 0 {
            check_findings(&broken, &settings);
        }
    }
}

/// Inputs that would be slow or deep for a careless reader; they only have to end.
#[test]
fn hostile_shapes_end() {
    let settings = all_rules();
    let shapes = [
        "\\\n".repeat(100_000),
        "RUN <<EOF\n".repeat(20_000),
        format!("FROM a\n{}", "ONBUILD ".repeat(20_000)),
        format!("FROM a\nENV A={}", "${A:-".repeat(20_000)),
        format!("FROM a\nCMD [{}", "\"a\",".repeat(50_000)),
        format!("FROM a\nCMD {}", "[".repeat(50_000)),
        format!("FROM a\nRUN {}", "a && ".repeat(10_000)),
        format!("FROM a\nRUN {}", "$(".repeat(2_000)),
        format!("FROM a\nENV {}", "A=1 ".repeat(50_000)),
        "FROM a AS b\n".repeat(5_000),
        "ENV A=$A\n".repeat(20_000),
        "#".repeat(1_000_000),
        "\u{0}".repeat(70_000),
    ];
    for shape in shapes {
        check_tree(&shape);
        check_findings(&shape, &settings);
    }
}

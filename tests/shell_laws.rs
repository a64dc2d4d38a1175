//! What must hold for the reading of any shell text, tried on the RUN texts of a corpus and on cuts of them.
#![allow(clippy::print_stdout, reason = "says when there is no corpus")]

use std::fs;
use std::path::PathBuf;

use shipworthy::syntax::shell::{Dialect, Script, Settings, Shell, TextRange, analyse};

/// RUN texts of the corpus, joined as BuildKit does, with their heredocs; a few that are typical where there is none.
fn texts() -> Vec<String> {
    let trees = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/verdicts/buildkit-tree.jsonl");
    let Ok(trees) = fs::read_to_string(trees) else {
        println!("no corpus at ../shared/corpus: only a few texts are tried");
        return [
            "set -eux; for x in a \"$b\"; do sh -c \"echo \\\"$x\\\" | tee é\"; done",
            "cat <<EOF > a\n$(b)\nEOF\n",
        ]
        .map(str::to_owned)
        .to_vec();
    };
    let mut texts = Vec::new();
    for line in trees.lines() {
        let tree: serde_json::Value = serde_json::from_str(line).expect("one tree each line");
        for instruction in tree["instructions"].as_array().into_iter().flatten() {
            let Some(line) = instruction["words"][0].as_str().filter(|_| instruction["name"] == "run") else {
                continue;
            };
            let mut text = line.to_owned();
            for heredoc in instruction["heredocs"].as_array().into_iter().flatten() {
                let part = |name: &str| heredoc[name].as_str().expect("a text").to_owned();
                text = format!("{}\n{}{}\n", text.trim_end_matches('\n'), part("content"), part("name"));
            }
            texts.push(text);
        }
    }
    texts
}

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn within(inner: TextRange, outer: TextRange) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Every range lies in the text on character boundaries, and parts lie in their wholes.
fn hold(script: &Script, text: &str) {
    assert_eq!(script.text(), text);
    let mut before = 0;
    for command in script.commands() {
        let range = command.range();
        assert!(!range.is_empty() && text.get(range.range()).is_some(), "{text:?}: {command:?}");
        assert!(before <= range.start, "{text:?}: {command:?} is out of order");
        before = range.start;
        for word in command.words() {
            assert!(text.get(word.range().range()).is_some() && within(word.range(), range), "{text:?}: {word:?}");
            // A word of a text handed to a shell may have the outer shell's quotes in it.
            let is_verbatim = !command.nesting().in_shell_string() && !text.contains('\\');
            if word.is_literal() && !word.is_quoted() && is_verbatim {
                assert_eq!(word.text(), &text[word.range().range()]);
            }
        }
        for part in command.assignments() {
            assert!(within(part.range(), range) && !part.name().is_empty(), "{text:?}: {part:?}");
        }
        for part in command.redirections() {
            assert!(within(part.range(), range), "{text:?}: {part:?}");
        }
        let words = command.words().len();
        assert!(command.arguments().len() < words.max(1), "{text:?}: {command:?}");
        assert!(command.program().is_none_or(|program| within(program.word.range(), range)), "{text:?}: {command:?}");
        assert!(command.stage().is_none_or(|stage| (stage.pipeline as usize) < script.pipelines().len()), "{text:?}");
    }
    for pipeline in script.pipelines() {
        assert!(pipeline.operators().iter().all(|operator| text[operator.range()].starts_with('|')), "{text:?}");
    }
    if let Some(problem) = script.problem() {
        assert!(text.get(problem.range.range()).is_some() && !problem.message.is_empty(), "{text:?}: {problem:?}");
    }
}

#[test]
fn real_texts_are_read_to_their_end() {
    let texts = texts();
    for text in &texts {
        hold(&Script::parse(text, Dialect::Sh), text);
    }
    let broken = texts.iter().filter(|text| Script::parse(text, Dialect::Bash).problem().is_some()).count();
    // Of these one in forty is PowerShell, which is no shell text.
    assert!(broken * 40 <= texts.len(), "{broken} of {}", texts.len());
}

#[test]
fn cuts_and_insertions_keep_the_laws() {
    const INSERTIONS: [&str; 24] = [
        "'",
        "\"",
        "`",
        "$(",
        "${",
        ")",
        "}",
        "((",
        "<<EOF\n",
        "\n",
        "&&",
        ";;",
        "case x in",
        "esac",
        "\\",
        "é",
        "if ",
        "fi",
        "[[",
        "<(",
        "\0",
        "{",
        "done",
        "()",
    ];
    let texts = texts();
    let mut numbers = Numbers(0x5eed);
    for _ in 0..20_000 {
        let text = &texts[numbers.below(texts.len())];
        let mut at = |limit: &str| limit.floor_char_boundary(numbers.below(limit.len() + 1));
        let start = at(text);
        let mut cut = text[start..].to_owned();
        cut.truncate(at(&cut));
        let place = at(&cut);
        cut.insert_str(place, INSERTIONS[numbers.below(INSERTIONS.len())]);
        let dialect = Dialect::ALL[numbers.below(Dialect::ALL.len())];
        hold(&Script::parse(&cut, dialect), &cut);
    }
}

#[test]
fn findings_stand_in_the_text() {
    let texts = texts();
    let mut numbers = Numbers(0xf00d);
    for _ in 0..3_000 {
        let text = &texts[numbers.below(texts.len())];
        let cut = &text[..text.floor_char_boundary(numbers.below(2 * text.len() + 1).min(text.len()))];
        let shell = Shell { dialect: Dialect::ALL[numbers.below(Dialect::ALL.len())], ..Shell::DEFAULT };
        let analysis = analyse(cut, &Settings { shell, known_variables: &["PATH", "VERSION"] });
        hold(&analysis.script, cut);
        let mut codes: Vec<u16> = analysis.findings.iter().map(|finding| finding.code).collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all, "{cut:?}: a code twice");
        for finding in &analysis.findings {
            for range in finding.more.iter().chain([&finding.range]) {
                assert!(cut.get(range.range()).is_some(), "{cut:?}: {finding:?}");
            }
            assert!(!finding.message.is_empty(), "{cut:?}: {finding:?}");
        }
    }
}

#[test]
fn both_ways_of_reading_see_the_same_commands() {
    for text in texts().iter().step_by(7) {
        let known = ["PATH", "VERSION", "HOME", "DEBIAN_FRONTEND"];
        let analysis = analyse(text, &Settings { shell: Shell::DEFAULT, known_variables: &known });
        let script = Script::parse(text, Dialect::Sh);
        assert_eq!(
            format!("{:?}", analysis.script.commands().collect::<Vec<_>>()),
            format!("{:?}", script.commands().collect::<Vec<_>>())
        );
        assert_eq!(analysis.script.problem(), script.problem());
    }
}

//! Our Dockerfile parser against BuildKit's own: the same instructions, lines, flags, words, JSON forms and heredocs.

mod support;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use shipworthy::syntax::dockerfile::{self, Arguments, HealthcheckCommand, Instruction, Word};
use shipworthy::text::Source;

/// Differences that are meant, by file: none.
const EXCEPTIONS: &[(&str, &str)] = &[];

#[test]
fn reads_every_corpus_file_as_buildkit_does() {
    let Some(trees) = support::shared("corpus/verdicts/buildkit-tree.jsonl") else { return };
    let corpus = support::shared("corpus").expect("the verdicts lie in it");
    let mut differing = Vec::new();
    let mut count = 0;
    for line in std::fs::read_to_string(trees).expect("UTF-8").lines() {
        let expected: Value = serde_json::from_str(line).expect("JSON lines");
        let file = expected["file"].as_str().expect("a path");
        let text = std::fs::read_to_string(corpus.join(file)).expect("UTF-8 files");
        count += 1;
        if let Some(difference) = difference(&text, &expected)
            && !EXCEPTIONS.iter().any(|(path, _)| *path == file)
        {
            differing.push(format!("{file}: {difference}"));
        }
    }
    assert!(count > 2_000, "the corpus is all there, not {count} files");
    assert!(differing.is_empty(), "{} of {count} differ:\n{}", differing.len(), differing.join("\n"));
}

/// The same for broken files. Their trees are not recorded, so this wants the judge's program: `BUILDKIT_JUDGE`.
#[test]
fn reads_broken_files_as_buildkit_does_up_to_the_first_error() {
    let Some(mutants) = support::shared("mutants/dockerfiles.jsonl") else { return };
    let Some(judge) = std::env::var_os("BUILDKIT_JUDGE") else {
        eprintln!("not run: BUILDKIT_JUDGE does not name the program that asks BuildKit");
        return;
    };
    let folder = tempfile::tempdir().expect("a scratch folder");
    let texts: Vec<String> = std::fs::read_to_string(mutants)
        .expect("UTF-8")
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("JSON lines")["text"].as_str().expect("a text").to_owned()
        })
        .collect();
    let paths: Vec<_> = (0..texts.len()).map(|index| folder.path().join(index.to_string())).collect();
    for (path, text) in paths.iter().zip(&texts) {
        std::fs::write(path, text).expect("room for small files");
    }
    let mut differing = Vec::new();
    for (index, (expected, text)) in ask(judge.as_ref(), &paths).iter().zip(&texts).enumerate() {
        if let Some(difference) = difference(text, expected) {
            differing.push(format!("{index}: {difference}"));
        }
    }
    assert!(differing.is_empty(), "{} of {} differ:\n{}", differing.len(), texts.len(), differing.join("\n"));
}

fn ask(judge: &Path, paths: &[std::path::PathBuf]) -> Vec<Value> {
    let mut child = Command::new(judge)
        .arg("-tree")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the judge starts");
    let mut input = child.stdin.take().expect("a pipe");
    let list: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
    let writer = std::thread::spawn(move || input.write_all(list.as_bytes()));
    let output = child.wait_with_output().expect("the judge ends");
    writer.join().expect("the writer does not panic").expect("the judge reads its input");
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    answers.lines().map(|line| serde_json::from_str(line).expect("JSON lines")).collect()
}

/// The first difference between what BuildKit read and what we read. When BuildKit's parser refused the file, we must
/// have an error too.
fn difference(text: &str, expected: &Value) -> Option<String> {
    let tree = dockerfile::parse(text);
    if let Some(error) = expected.get("error").and_then(Value::as_str) {
        return tree.errors.is_empty().then(|| format!("they refuse it: {error}"));
    }
    let source = Source::new("Dockerfile", text).expect("a small file");
    let ours: Vec<Value> = tree.instructions.iter().map(|instruction| describe(instruction, &source, true)).collect();
    let theirs = expected["instructions"].as_array().expect("a list");
    if ours.len() != theirs.len() {
        return Some(format!("{} instructions, where they read {}", ours.len(), theirs.len()));
    }
    let escape = expected["escape"].as_str().expect("a character");
    if tree.escape.to_string() != escape {
        return Some(format!("escape {:?}, where they have {escape:?}", tree.escape));
    }
    ours.iter()
        .zip(theirs)
        .find(|(ours, theirs)| ours != theirs)
        .map(|(ours, theirs)| format!("{ours}\n  where they read {theirs}"))
}

fn describe(instruction: &Instruction<'_>, source: &Source, outermost: bool) -> Value {
    let texts = |words: &[Word<'_>]| words.iter().map(|word| word.text().to_owned()).collect::<Vec<_>>();
    let mut child = None;
    let words = match &instruction.arguments {
        _ if instruction.keyword.is_none() => vec![String::new()],
        Arguments::None => vec![],
        Arguments::Words(words) | Arguments::Json(words) => texts(words),
        Arguments::Text => vec![instruction.text.text().to_owned()],
        Arguments::Pairs(pairs) => pairs
            .iter()
            .flat_map(|pair| {
                let separator = if pair.legacy { "" } else { "=" };
                [pair.key.text().to_owned(), pair.value.text().to_owned(), separator.to_owned()]
            })
            .collect(),
        Arguments::Healthcheck { kind, command } => {
            let mut words = vec![kind.text().to_owned()];
            match command {
                Some(HealthcheckCommand::Shell(text)) => words.push(text.text().to_owned()),
                Some(HealthcheckCommand::Json(strings)) => words.extend(texts(strings)),
                None => {}
            }
            words
        }
        Arguments::Trigger(trigger) => {
            child = Some(describe(trigger, source, false));
            vec![]
        }
    };
    let name = instruction.name.text().to_lowercase();
    let lines = if outermost {
        [source.position(instruction.lines.start).line, source.position(instruction.lines.end).line]
    } else {
        [0, 0]
    };
    let mut value = json!({ "name": name, "lines": lines, "words": words });
    if !instruction.flags.is_empty() {
        value["flags"] = instruction.flags.iter().map(|flag| flag.text.to_string()).collect::<Vec<_>>().into();
    }
    if instruction.is_json() {
        value["json"] = true.into();
    }
    if !instruction.heredocs.is_empty() {
        value["heredocs"] = instruction
            .heredocs
            .iter()
            .map(|heredoc| {
                let content = source.slice(heredoc.body);
                json!({ "name": heredoc.name, "expand": heredoc.expand, "chomp": heredoc.strip_tabs, "content": content })
            })
            .collect::<Vec<_>>()
            .into();
    }
    if let Some(child) = child {
        value["child"] = child;
    }
    value
}

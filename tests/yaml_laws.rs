//! What holds for every text, YAML or not: our fixtures, every cut of them, and thousands of their mutations.

#[path = "support/yaml_laws.rs"]
mod laws;

use std::path::Path;

use shipworthy::syntax::yaml::{Tree, looks_templated};

use self::laws::{check, check_documents, check_lists};

/// The fixtures with their names.
fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/yaml");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml" || extension == "json"))
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a fixture is UTF-8"))
        })
        .collect();
    files.sort();
    assert!(files.len() >= 15, "found {} fixtures", files.len());
    files
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// `offset`, or the nearest character boundary before it.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[test]
fn fixtures_obey_the_laws() {
    for (name, text) in fixtures() {
        println!("{name}");
        check(&text);
    }
}

#[test]
fn every_cut_of_a_fixture_obeys_the_laws() {
    for (name, text) in fixtures() {
        println!("{name}");
        for end in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            check(&text[..end]);
        }
    }
}

#[test]
fn every_rest_of_a_fixture_obeys_the_laws() {
    for (name, text) in fixtures() {
        println!("{name}");
        for start in (0..text.len()).step_by(7).filter(|&at| text.is_char_boundary(at)) {
            check(&text[start..]);
        }
    }
}

#[test]
fn mutations_obey_the_laws() {
    const TOKENS: [&str; 34] = [
        ":",
        ": ",
        "- ",
        "-",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        " #",
        "|",
        ">",
        "|+\n",
        "&a ",
        "*a",
        "!t ",
        "? ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\\",
        "\r",
        "\r\n",
        "\0",
        "<<: *a\n",
        "é",
        "\u{feff}",
    ];
    let fixtures = fixtures();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let rounds = std::env::var("YAML_MUTATIONS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(6_000);
    for round in 0..rounds {
        let mut text = fixtures[numbers.below(fixtures.len())].1.clone();
        for _ in 0..=numbers.below(4) {
            let start = boundary(&text, numbers.below(text.len() + 1));
            let length = numbers.below(12);
            let end = boundary(&text, start + length).max(start);
            match numbers.below(4) {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(start, TOKENS[numbers.below(TOKENS.len())]),
                2 => text.replace_range(start..end, TOKENS[numbers.below(TOKENS.len())]),
                _ => {
                    let other = &fixtures[numbers.below(fixtures.len())].1;
                    let from = boundary(other, numbers.below(other.len()));
                    let to = boundary(other, from + numbers.below(80)).max(from);
                    text.insert_str(start, &other[from..to]);
                }
            }
        }
        if let Err(panic) = std::panic::catch_unwind(|| check(&text)) {
            println!("round {round}: {text:?}");
            std::panic::resume_unwind(panic);
        }
    }
}

#[test]
fn combinations_of_tokens_obey_the_laws() {
    const TOKENS: [&str; 22] = [
        "a", ": ", ":", "- ", "\n", "\n ", "\n  ", "\t", "\"", "'", "[", "]", "{", "}", ", ", " #", "|\n", "&a ", "*a",
        "? ", "\n---\n", "!t ",
    ];
    let count = TOKENS.len();
    for number in 0..count.pow(4) {
        let mut text = String::new();
        let mut rest = number;
        for _ in 0..4 {
            text.push_str(TOKENS[rest % count]);
            rest /= count;
        }
        if let Err(panic) = std::panic::catch_unwind(|| check(&text)) {
            println!("{text:?}");
            std::panic::resume_unwind(panic);
        }
    }
}

/// A text that a reader with a quadratic part does not get through in a test's time.
#[test]
fn large_hostile_texts_come_to_an_end() {
    const COUNT: usize = 100_000;
    let repeated = |unit: &str| unit.repeat(COUNT);
    let deep = |open: &str, close: &str| format!("{}{}", repeated(open), repeated(close));
    let texts = [
        deep("[", "]"),
        deep("{a: ", "}"),
        deep("[a: ", "]"),
        deep("[? ", "]"),
        repeated("["),
        repeated("{"),
        repeated("]"),
        repeated("- "),
        repeated("? "),
        repeated(": "),
        repeated("a: "),
        repeated("&a "),
        repeated("!a "),
        repeated("*a "),
        repeated("# "),
        repeated("\""),
        repeated("'a "),
        repeated("\"\\"),
        repeated("- \"\n"),
        repeated("a: '\n"),
        repeated("[\"\n"),
        repeated("---\n"),
        repeated("...\n"),
        repeated("a: [\n"),
        repeated("a: |\n"),
        repeated("- &a *a\n"),
        repeated("%TAG !e! x\n"),
        repeated("a b\n"),
        repeated("{a: b}"),
        repeated("\t- a\n"),
        repeated("a:b\n"),
        repeated("- a\nb\n"),
        repeated(" \n"),
        repeated("\u{feff}"),
        repeated("{{ "),
        format!("a:\n{}", repeated("  - b: 'x\n")),
        format!("[{}]", repeated("a, ")),
        format!("[{}]", repeated("\"a\": b, ")),
        format!("[{}]", repeated("[x]: y, ")),
        format!("{{{}}}", repeated("\"a\": [1, 2], ")),
        format!("a: \"{}\"", repeated("x\\n")),
        format!("a: {}", repeated("word\n  ")),
        format!("a: |\n{}", repeated("  text\n")),
        format!("a: &a 1\nb: [{}]", repeated("*a, ")),
        (0..COUNT).map(|n| format!("k{n}: &a{n} *a{}\n", n / 2)).collect(),
        (0..COUNT).map(|n| format!("k{n}: v\n")).collect(),
        (0..1_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect(),
        (0..1_000).rev().map(|n| format!("{}a:\n", " ".repeat(n))).collect(),
        (0..1_000).map(|n| format!("{}\"x\n", " ".repeat(n))).collect(),
    ];
    for text in texts {
        let tree = Tree::parse(&text);
        assert!(tree.errors().len() <= 1000);
        check_documents(&tree);
        check_lists(&tree);
        let _ = looks_templated(&text);
        assert!(tree.nodes().len() <= text.len() + 4);
    }
}

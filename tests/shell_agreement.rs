//! Shell findings against those of hadolint (ShellCheck) on a corpus of real Dockerfiles.
#![cfg(feature = "shell-lint")]
#![allow(clippy::print_stdout, reason = "says when there is no corpus, and the figures that were measured")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use shipworthy::diagnostic::Level;
use shipworthy::syntax::shell::{Interpreter, Settings, Shell, ShellFinding, analyse, code};

/// The share of instructions with a finding on either side whose findings must be the same.
const REQUIRED_SHARE: f64 = 0.95;

/// Codes of hadolint for which there is no rule.
const UNKNOWN_CODES: [u16; 2] = [2226, 2227];

/// Differences: hadolint's code, ours, on how many instructions at most, and why.
const DIFFERENCES: &[(Option<u16>, Option<u16>, usize, &str)] = &[
    (Some(2086), Some(2154), 3, NOT_IN_EVERY_BRANCH),
    (Some(2086), Some(2155), 4, NOT_IN_EVERY_BRANCH),
    (
        Some(3060),
        Some(2086),
        3,
        "the replacement in `${A//,/ }` holds a blank, so the result is split; ShellCheck looks at `A` only",
    ),
    (Some(2227), Some(2086), 1, "no rule for a redirection among the arguments of `find -exec`; 2086 stands before it"),
    (Some(2226), None, 1, "no rule for `ln` with a single operand"),
    (Some(2291), None, 1, "the blanks between the words of `echo` are one tab"),
    (
        None,
        Some(2146),
        1,
        "the alternatives of `find` are grouped on either side of a further `-o`, which ShellCheck takes as enough",
    ),
];
const NOT_IN_EVERY_BRANCH: &str =
    "`${opensslExtraConfig:-}` is set in some branches of a `case` only, each time to a word; 2086 would follow ours";

#[derive(Deserialize)]
struct Tree {
    file: String,
    #[serde(default)]
    instructions: Vec<Instruction>,
}

/// An instruction as BuildKit reads it.
#[derive(Deserialize)]
struct Instruction {
    name: String,
    lines: [u32; 2],
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    json: bool,
    #[serde(default)]
    heredocs: Vec<Heredoc>,
    child: Option<Box<Instruction>>,
}

#[derive(Deserialize)]
struct Heredoc {
    name: String,
    content: String,
}

impl Instruction {
    /// The text that the shell gets: the line, and behind it its heredocs.
    fn shell_text(&self) -> Option<String> {
        let mut text = self.words.first().filter(|_| !self.json)?.clone();
        for heredoc in &self.heredocs {
            text = format!("{}\n{}{}\n", text.trim_end_matches('\n'), heredoc.content, heredoc.name);
        }
        Some(text)
    }
}

/// The text of a RUN, with what hadolint takes its surroundings to be.
struct Run<'t> {
    file: &'t str,
    line: u32,
    text: String,
    shell: Shell,
    variables: BTreeSet<String>,
}

/// The state of a stage, as hadolint keeps it.
#[derive(Clone)]
struct Stage {
    /// `None` for what is no POSIX shell.
    shell: Option<Shell>,
    variables: BTreeSet<String>,
    windows: bool,
}

impl Stage {
    fn new(windows: bool) -> Self {
        Self { shell: Some(Shell::DEFAULT), variables: BTreeSet::new(), windows }
    }
}

/// The RUN texts of a file that both sides read as shell.
///
/// Left out are the instructions of Windows images, which hadolint reads as `sh`: it knows no other default, and what
/// SHELL says it forgets at the next ARG or ENV. What it says of PowerShell text (SC1072, SC1088, SC1065 and so on) is
/// of no use to anyone.
fn runs(tree: &Tree) -> Vec<Run<'_>> {
    let mut stages: HashMap<&str, Stage> = HashMap::new();
    let (mut stage, mut alias) = (Stage::new(false), None::<&str>);
    let mut runs = Vec::new();
    for instruction in &tree.instructions {
        let words = &instruction.words;
        match instruction.name.as_str() {
            "from" => {
                if let Some(alias) = alias.take() {
                    stages.insert(alias, stage.clone());
                }
                let image = words.first().map_or("", String::as_str);
                let windows = is_windows(image) || is_windows(&tree.file);
                stage = stages.get(image).cloned().unwrap_or_else(|| Stage::new(windows));
                alias = words.get(2).map(String::as_str);
            }
            "arg" | "env" => {
                // hadolint takes one name of an ARG.
                let step = if instruction.name == "env" { 3 } else { words.len().max(1) };
                let names = words.iter().step_by(step).filter_map(|word| word.split('=').next());
                stage.variables.extend(names.map(str::to_owned));
                stage.shell = Some(Shell::DEFAULT);
            }
            "shell" => {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                stage.shell = Interpreter::from_shell(&words).shell();
                stage.windows |= stage.shell.is_none();
            }
            "run" | "onbuild" => {
                let (body, variables) = match &instruction.child {
                    // hadolint knows no variables in an ONBUILD.
                    Some(child) if child.name == "run" => (&**child, BTreeSet::new()),
                    Some(_) => continue,
                    None => (instruction, stage.variables.clone()),
                };
                let (Some(text), Some(shell), false) = (body.shell_text(), stage.shell, stage.windows) else {
                    continue;
                };
                runs.push(Run { file: &tree.file, line: instruction.lines[0], text, shell, variables });
            }
            _ => {}
        }
    }
    runs
}

fn is_windows(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["windows", "nanoserver", "servercore"].iter().any(|part| name.contains(part))
}

/// The codes that a `# hadolint ignore=` above the instruction at `line` names.
fn ignored(lines: &[&str], line: u32) -> BTreeSet<u16> {
    let above = lines[..(line as usize - 1).min(lines.len())].iter().rev();
    above
        .take_while(|line| line.trim_start().starts_with('#'))
        .filter_map(|line| line.split_once("ignore=").filter(|(before, _)| before.contains("hadolint")))
        .flat_map(|(_, codes)| codes.split(','))
        .filter_map(|code| code.trim().strip_prefix("SC")?.parse().ok())
        .collect()
}

/// Of the findings in one text the one that hadolint would report: since it throws places away, it keeps one for each
/// instruction, and that is the last.
fn last(findings: &[ShellFinding]) -> Option<u16> {
    let place = |finding: &ShellFinding| finding.more.last().copied().unwrap_or(finding.range).start;
    let level = |finding: &ShellFinding| std::cmp::Reverse(code(finding.code).map(|code| code.level));
    let last = findings.iter().max_by_key(|finding| (place(finding), level(finding), finding.code))?;
    Some(last.code)
}

/// hadolint's shell codes by file and line, the levels that it gives them, and the files that it could not read.
#[derive(Default)]
struct Verdicts {
    codes: HashMap<(String, u32), u16>,
    levels: BTreeMap<u16, Level>,
    unread: BTreeSet<String>,
}

impl Verdicts {
    fn read(corpus: &Path) -> Self {
        let table = fs::read_to_string(corpus.join("verdicts/hadolint.tsv")).expect("the verdicts are text");
        let mut verdicts = Self::default();
        for row in table.lines().skip(1) {
            let mut fields = row.split('\t');
            let mut field = || fields.next().expect("four fields");
            let (file, line, code, level) = (field().to_owned(), field(), field(), field());
            if code == "DL1000" {
                verdicts.unread.insert(file);
            } else if let Some(number) = code.strip_prefix("SC") {
                let number = number.parse().expect("a number");
                let level = if level == "style" { Level::Info } else { level.parse().expect("a level") };
                verdicts.levels.insert(number, level);
                let before = verdicts.codes.insert((file, line.parse().expect("a line")), number);
                assert_eq!(before, None, "hadolint reports one shell finding for each instruction");
            }
        }
        verdicts
    }
}

fn corpus() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if path.is_dir() {
        return Some(path);
    }
    println!("no corpus at ../shared/corpus: nothing is compared");
    None
}

fn trees(corpus: &Path) -> Vec<Tree> {
    let trees = fs::read_to_string(corpus.join("verdicts/buildkit-tree.jsonl")).expect("the trees are text");
    trees.lines().map(|line| serde_json::from_str(line).expect("one tree each line")).collect()
}

#[test]
fn levels_are_those_that_hadolint_shows() {
    let Some(corpus) = corpus() else { return };
    let levels = Verdicts::read(&corpus).levels;
    let unknown: Vec<u16> = levels.keys().copied().filter(|number| code(*number).is_none()).collect();
    assert_eq!(unknown, UNKNOWN_CODES);
    for (number, level) in levels {
        assert!(code(number).is_none_or(|code| code.level == level), "SC{number} is {level}");
    }
}

/// How often the sides agree, with what stands against it.
#[derive(Default)]
struct Tally {
    same: u32,
    all: u32,
    /// hadolint's codes, and how many of them are among ours, wherever in the text.
    theirs: u32,
    found: u32,
    /// Both, hadolint only, ours only.
    codes: BTreeMap<u16, [u32; 3]>,
    differences: BTreeMap<(Option<u16>, Option<u16>), Vec<String>>,
}

impl Tally {
    fn add(&mut self, run: &Run<'_>, theirs: Option<u16>, findings: &[ShellFinding]) {
        let ours = last(findings);
        self.theirs += u32::from(theirs.is_some());
        self.found += u32::from(findings.iter().any(|finding| Some(finding.code) == theirs));
        self.all += u32::from(theirs.is_some() || ours.is_some());
        if theirs == ours {
            self.same += u32::from(theirs.is_some());
        } else {
            self.differences.entry((theirs, ours)).or_default().push(format!("{}:{}", run.file, run.line));
        }
        let columns = if theirs == ours { vec![(theirs, 0)] } else { vec![(theirs, 1), (ours, 2)] };
        for (code, column) in columns {
            if let Some(code) = code {
                self.codes.entry(code).or_default()[column] += 1;
            }
        }
    }
}

#[test]
fn findings_agree_with_hadolint() {
    let Some(corpus) = corpus() else { return };
    let verdicts = Verdicts::read(&corpus);
    let mut tally = Tally::default();
    for tree in trees(&corpus).iter().filter(|tree| !verdicts.unread.contains(&tree.file)) {
        let source = fs::read_to_string(corpus.join(&tree.file)).expect("a text");
        let lines: Vec<&str> = source.lines().collect();
        for run in runs(tree) {
            let known: Vec<&str> = run.variables.iter().map(String::as_str).collect();
            let mut findings = analyse(&run.text, &Settings { shell: run.shell, known_variables: &known }).findings;
            let ignored = ignored(&lines, run.line);
            findings.retain(|finding| !ignored.contains(&finding.code));
            tally.add(&run, verdicts.codes.get(&(run.file.to_owned(), run.line)).copied(), &findings);
        }
    }
    let Tally { same, all, theirs, found, codes, differences } = tally;
    for (code, [both, theirs, ours]) in &codes {
        println!("SC{code}: both {both}, hadolint only {theirs}, ours only {ours}");
    }
    let share = f64::from(same) / f64::from(all);
    println!(
        "{same} of {all} instructions agree ({:.1} %); {found} of hadolint's {theirs} codes are found",
        share * 100.0
    );
    let unexplained: Vec<String> = differences
        .iter()
        .filter(|(codes, places)| {
            let entry = DIFFERENCES.iter().find(|entry| (entry.0, entry.1) == **codes);
            places.len() > entry.map_or(0, |entry| entry.2)
        })
        .map(|((theirs, ours), places)| format!("hadolint {theirs:?}, ours {ours:?}: {places:#?}"))
        .collect();
    assert!(unexplained.is_empty(), "differences without an entry:\n{}", unexplained.join("\n"));
    assert!(share >= REQUIRED_SHARE, "{share}");
}

//! Our findings against those of hadolint and of BuildKit's own frontend, on the reference corpus, instruction by
//! instruction. Every difference belongs to a class with a reason; one without fails.
#![allow(clippy::print_stdout, reason = "the table of figures is what one runs this for")]

mod agreement {
    pub(crate) mod buildkit;
    pub(crate) mod hadolint;
}
mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use shipworthy::config::{Configuration, Profile, Request, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::rule::Peer;
use shipworthy::rules;
use shipworthy::syntax::dockerfile;
use shipworthy::text::Source;

/// A place and a code: the file, the instruction's first line (0 for the whole file), and the peer's id.
type Finding = (String, u32, String);

/// Who says something that the other does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The peer does.
    Theirs,
    /// We do.
    Ours,
}

/// A kind of difference that is meant, or that cannot be helped, with its reason.
pub(crate) struct Class {
    /// The codes it is about; empty for all.
    pub(crate) codes: &'static [&'static str],
    /// Who says something.
    pub(crate) side: Side,
    /// Why.
    pub(crate) reason: &'static str,
    /// Which differences belong to it, judged by the file and the instruction.
    pub(crate) holds: fn(&Difference<'_>) -> bool,
}

/// A difference, with what a class may look at.
pub(crate) struct Difference<'a> {
    /// The text of the instruction as written.
    pub(crate) instruction: &'a str,
    /// The whole file.
    pub(crate) file: &'a str,
}

/// What a comparison needs to know of a peer.
struct Comparison {
    peer: Peer,
    verdicts: &'static str,
    /// Number of the column with the code, from 0.
    code_column: usize,
    /// Codes that stand for a file that the peer could not read.
    unread: &'static [&'static str],
    /// Codes that are about the whole file, wherever they are reported.
    whole_file: &'static [&'static str],
    classes: &'static [Class],
    /// The least share of the union that has to be equal before explanations, in percent.
    at_least: f64,
}

#[test]
fn hadolint() {
    compare(&Comparison {
        peer: Peer::Hadolint,
        verdicts: "corpus/verdicts/hadolint.tsv",
        code_column: 2,
        unread: &["DL1000"],
        whole_file: &["DL3057", "DL3049", "DL3066"],
        classes: agreement::hadolint::CLASSES,
        at_least: 95.0,
    });
}

#[test]
fn buildkit() {
    compare(&Comparison {
        peer: Peer::Buildkit,
        verdicts: "corpus/verdicts/buildkit.tsv",
        code_column: 2,
        unread: &["error", "panic"],
        whole_file: &[],
        classes: agreement::buildkit::CLASSES,
        at_least: 99.0,
    });
}

fn compare(comparison: &Comparison) {
    let (Some(verdicts), Some(corpus)) = (support::shared(comparison.verdicts), support::shared("corpus")) else {
        return;
    };
    let rows = fs::read_to_string(verdicts).expect("UTF-8");
    let rows: Vec<Vec<&str>> = rows.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let code = |row: &Vec<&str>| row[comparison.code_column].to_owned();
    let unread: BTreeSet<&str> =
        rows.iter().filter(|row| comparison.unread.contains(&&*code(row))).map(|row| row[0]).collect();
    let known: BTreeSet<String> =
        rules::all().flat_map(|rule| rule.ids_at(comparison.peer)).map(ToOwned::to_owned).collect();

    let mut files = Files { corpus: &corpus, read: HashMap::new() };
    let mut theirs = BTreeSet::<Finding>::new();
    for row in rows.iter().filter(|row| known.contains(&code(row)) && !unread.contains(row[0])) {
        let line = row[1].parse().expect("a line number");
        let line =
            if comparison.whole_file.contains(&&*code(row)) { 0 } else { files.get(row[0]).instruction_at(line) };
        theirs.insert((row[0].to_owned(), line, code(row)));
    }
    let ours = our_findings(comparison, &mut files, &unread);
    report(comparison, &mut files, &theirs, &ours);
}

fn our_findings(comparison: &Comparison, files: &mut Files<'_>, unread: &BTreeSet<&str>) -> BTreeSet<Finding> {
    let mut request = Request::on(Date::from_days(20_779));
    request.profile = Some(Profile::Peer(comparison.peer));
    let settings = Settings::new(&request, &Configuration::default()).expect("a profile is a right request");
    let mut ours = BTreeSet::new();
    for path in dockerfiles(files.corpus).into_iter().filter(|path| !unread.contains(&**path)) {
        let file = files.get(&path);
        let outcome = engine::lint(&file.source, Language::Dockerfile, &settings, Measure::No);
        for finding in outcome.diagnostics {
            let line = file.source.position(finding.span.start).line;
            let Some(rule) = rules::by_id(finding.rule) else { panic!("{}: {}", path, finding.message) };
            for id in rule.ids_at(comparison.peer) {
                let line = if comparison.whole_file.contains(&id) { 0 } else { file.instruction_at(line) };
                ours.insert((path.clone(), line, id.to_owned()));
            }
        }
    }
    ours
}

fn report(comparison: &Comparison, files: &mut Files<'_>, theirs: &BTreeSet<Finding>, ours: &BTreeSet<Finding>) {
    let mut unexplained = Vec::new();
    let mut by_code = BTreeMap::<String, [usize; 3]>::new();
    let mut used = vec![0_usize; comparison.classes.len()];
    for finding in theirs | ours {
        let (path, line, code) = &finding;
        let (is_theirs, is_ours) = (theirs.contains(&finding), ours.contains(&finding));
        let counts = by_code.entry(code.clone()).or_default();
        counts[0] += usize::from(is_theirs && is_ours);
        counts[1] += usize::from(is_theirs && !is_ours);
        counts[2] += usize::from(is_ours && !is_theirs);
        if is_theirs && is_ours {
            continue;
        }
        let side = if is_theirs { Side::Theirs } else { Side::Ours };
        let file = files.get(path);
        let difference = Difference { instruction: file.instruction_text(*line), file: file.source.text() };
        let class = comparison.classes.iter().position(|class| {
            class.side == side
                && (class.codes.is_empty() || class.codes.contains(&&**code))
                && (class.holds)(&difference)
        });
        match class {
            Some(class) => used[class] += 1,
            None => unexplained.push(format!("{side:?} {code} {path}:{line}")),
        }
    }
    let equal = theirs.intersection(ours).count();
    let union = theirs.union(ours).count();
    let share = 100.0 * equal as f64 / union as f64;
    println!("{}: {equal} of {union} equal, {share:.2} %", comparison.peer.name());
    println!("code: both, only theirs, only ours");
    for (code, [both, only_theirs, only_ours]) in by_code {
        println!("{code}: {both}, {only_theirs}, {only_ours}");
    }
    for (class, count) in comparison.classes.iter().zip(&used) {
        println!("{count:5} {:?} {:?}: {}", class.side, class.codes, class.reason);
        assert!(*count > 0, "a class without a difference: {}", class.reason);
    }
    assert!(share >= comparison.at_least, "{share:.2} % of the union is equal, below {} %", comparison.at_least);
    assert!(unexplained.is_empty(), "{} without a reason:\n{}", unexplained.len(), unexplained.join("\n"));
}

/// The files of the corpus, read once.
struct Files<'a> {
    corpus: &'a Path,
    read: HashMap<String, File>,
}

struct File {
    source: Source,
    /// First and last line of each instruction.
    instructions: Vec<(u32, u32)>,
}

impl Files<'_> {
    fn get(&mut self, path: &str) -> &File {
        let corpus = self.corpus;
        self.read.entry(path.to_owned()).or_insert_with(|| {
            let text = fs::read_to_string(corpus.join(path)).expect("UTF-8 files");
            let source = Source::new(path, text).expect("small files");
            let tree = dockerfile::parse(source.text());
            let line = |offset| source.position(offset).line;
            let instructions = tree.instructions.iter().map(|i| (line(i.lines.start), line(i.lines.end))).collect();
            File { instructions, source }
        })
    }
}

impl File {
    /// The first line of the instruction that `line` belongs to; the line itself when it belongs to none.
    fn instruction_at(&self, line: u32) -> u32 {
        let instruction = self.instructions.iter().find(|(first, last)| (*first..=*last).contains(&line));
        instruction.map_or(line, |(first, _)| *first)
    }

    fn instruction_text(&self, line: u32) -> &str {
        let Some((first, last)) = self.instructions.iter().find(|(first, _)| *first == line) else { return "" };
        let (Some(start), Some(end)) = (self.source.line(*first), self.source.line(*last)) else { return "" };
        self.source.slice(start.cover(end))
    }
}

fn dockerfiles(corpus: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for owner in fs::read_dir(corpus.join("dockerfiles")).expect("the corpus").flatten() {
        for file in fs::read_dir(owner.path()).expect("a folder for each repository").flatten() {
            let path = format!("dockerfiles/{}/{}", owner.file_name().display(), file.file_name().display());
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

//! Owns every generated file. `UPDATE=1 cargo test --test generated` writes them; without it, a stale one fails.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use shipworthy::config::{Configuration, Request, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::manual::{self, Guide};
use shipworthy::report::{Format, LintedFile, Run, Summary, View, json};
use shipworthy::rule::Peer;
use shipworthy::rules;
use shipworthy::text::Source;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Compares the file at `path` with what it should be, or writes it.
fn own(path: &str, text: &str, stale: &mut Vec<String>) {
    let full = root().join(path);
    if fs::read_to_string(&full).is_ok_and(|current| current == text) {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(full.parent().expect("a folder")).expect("the folder can be made");
        fs::write(full, text).expect("the file can be written");
    }
    stale.push(path.to_owned());
}

fn finish(stale: &[String]) {
    if std::env::var_os("UPDATE").is_none() {
        assert!(stale.is_empty(), "stale, run UPDATE=1 cargo test --test generated: {stale:?}");
    }
}

/// The names of the rule files of a domain, sorted.
fn rule_files(domain: &str) -> Vec<String> {
    let folder = root().join("src/rules").join(domain);
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder for each domain")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().expect("a name").to_str().expect("ASCII").to_owned())
        .filter(|name| name != "mod")
        .collect();
    names.sort();
    names
}

#[test]
fn rule_lists() {
    let mut stale = Vec::new();
    for (domain, title) in [("dockerfile", "Dockerfile"), ("k8s", "Kubernetes"), ("meta", "Suppression")] {
        let names = rule_files(domain);
        let modules: String = names.iter().map(|name| format!("mod {name};\n")).collect();
        let entries: String = names.iter().map(|name| format!("    &{name}::RULE,\n")).collect();
        let text = format!(
            "//! {title} rules. Generated: `UPDATE=1 cargo test --test generated` writes this list.\n\n{modules}\n\
             use crate::rule::Rule;\n\n/// Every rule of this domain, by id.\n#[rustfmt::skip]\npub static RULES: &[&Rule] = &[\n{entries}];\n"
        );
        own(&format!("src/rules/{domain}/mod.rs"), &text, &mut stale);
    }
    finish(&stale);
}

/// The id of a rule is its folder and its file.
#[test]
fn ids_are_places() {
    for (domain, rules) in
        [("dockerfile", rules::dockerfile::RULES), ("k8s", rules::k8s::RULES), ("meta", rules::meta::RULES)]
    {
        let ids: Vec<_> = rules.iter().map(|rule| rule.id.to_owned()).collect();
        let places: Vec<_> =
            rule_files(domain).iter().map(|name| format!("{domain}/{}", name.replace('_', "-"))).collect();
        assert_eq!(ids, places);
    }
}

#[test]
fn rule_pages() {
    let mut stale = Vec::new();
    for page in manual::pages() {
        own(&format!("docs/{}", page.path), &page.text, &mut stale);
    }
    finish(&stale);
}

/// What `--format json` prints, for whoever reads it by a program.
#[test]
fn schema_of_the_json() {
    let mut stale = Vec::new();
    own("schemas/output.schema.json", &json::schema(), &mut stale);
    finish(&stale);
}

/// What may stand in `shipworthy.toml`, for editors.
#[test]
fn schema_of_the_configuration() {
    let mut stale = Vec::new();
    own("schemas/shipworthy.schema.json", &manual::configuration_schema(), &mut stale);
    finish(&stale);
}

/// The picture and the count of rules in the README.
#[test]
fn readme() {
    let path = root().join("README.md");
    let text = fs::read_to_string(path).expect("there is a README");
    let own_rules = |domain: &str| rules::all().filter(|rule| rule.domain() == domain).count();
    let count = format!(
        "- {} rules for [Dockerfiles](docs/rules/dockerfile.md), {} for [Kubernetes manifests](docs/rules/k8s.md), and {} of \
         [ShellCheck's codes](docs/rules/shell.md) in `RUN`.",
        own_rules("dockerfile"),
        own_rules("k8s"),
        own_rules("shell")
    );
    let text = between(&text, "picture", &format!("```text\n{}```", picture()));
    let text = between(&text, "rules", &count);
    let mut stale = Vec::new();
    own("README.md", &text, &mut stale);
    finish(&stale);
}

/// `text` with what stands between the marks of `name` replaced.
fn between(text: &str, name: &str, replacement: &str) -> String {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let start = text.find(&begin).expect("a mark") + begin.len();
    let stop = text.find(&end).expect("a mark");
    format!("{}{replacement}\n{}", &text[..start], &text[stop..])
}

/// What the README's first command prints.
fn picture() -> String {
    let files = ["Dockerfile", "deployment.yaml"].map(|name| {
        let path = format!("fixtures/classic/{name}");
        let text = fs::read_to_string(root().join(&path)).expect("a fixture");
        linted(&path, &text).files
    });
    let summary = Summary { files: files.len(), ..Summary::default() };
    written(&Run { files: files.into_iter().flatten().collect(), summary }, Format::Pretty)
}

/// A run over one file, on a day at which its findings stay as they are.
fn linted(path: &str, text: &str) -> Run {
    let source = Source::new(path, text).expect("a small file");
    let today = Date::from_calendar(2026, 11, 22).expect("the calendar has that day");
    let settings =
        Settings::new(&Request::on(today), &Configuration::default()).expect("no configuration is a right one");
    let language = Language::of_named(path, text).expect("a file that is linted");
    let diagnostics = engine::lint(&source, language, &settings, Measure::No).diagnostics;
    Run { files: vec![LintedFile { source, diagnostics }], summary: Summary { files: 1, ..Summary::default() } }
}

fn written(run: &Run, format: Format) -> String {
    let mut out = Vec::new();
    format.write(run, &View::PLAIN, &mut out).expect("memory takes all");
    let text = String::from_utf8(out).expect("UTF-8");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// What each format says of one finding.
#[test]
fn samples_of_formats() {
    let mut run = linted("Dockerfile", "FROM alpine:3.22\nADD server /bin/server\n");
    run.files[0].diagnostics.retain(|found| found.rule == "dockerfile/add-instead-of-copy");
    let part = |format, pointer| {
        let report: Value = serde_json::from_str(&written(&run, format)).expect("JSON");
        format!("{:#}\n", report.pointer(pointer).expect("a part"))
    };
    let mut text = fs::read_to_string(root().join("docs/formats.md")).expect("there is a page");
    for format in Format::ALL {
        let (language, sample) = match format {
            Format::Json => ("json", part(format, "/diagnostics/0")),
            Format::Sarif => ("json", part(format, "/runs/0/results/0")),
            Format::Gitlab => ("json", part(format, "")),
            Format::Junit | Format::Checkstyle => ("xml", written(&run, format)),
            Format::Pretty | Format::Concise | Format::Github => ("text", written(&run, format)),
        };
        text = between(&text, format.name(), &format!("```{language}\n{sample}```"));
    }
    let mut stale = Vec::new();
    own("docs/formats.md", &text, &mut stale);
    finish(&stale);
}

/// The guides that people write, in the order of the book. Those that are not there are left out.
const GUIDES: [&str; 9] = [
    "migrate-from-hadolint.md",
    "migrate-from-kube-linter.md",
    "configuration.md",
    "suppressions.md",
    "formats.md",
    "editors.md",
    "ci.md",
    "gitlab-ci.md",
    "benchmarks.md",
];

#[test]
fn table_of_contents() {
    let read = |path: &str| {
        let text = fs::read_to_string(root().join("docs").join(path)).ok()?;
        let title = text.lines().find_map(|line| line.strip_prefix("# ")).expect("a page has a heading").to_owned();
        Some(Guide { path: path.to_owned(), title })
    };
    let guides: Vec<_> = GUIDES.into_iter().filter_map(read).collect();
    let decisions: Vec<_> = pages_below("docs/decisions")
        .iter()
        .filter_map(|path| read(path.strip_prefix("docs/").expect("below it")))
        .collect();
    let summary = manual::summary(&read("README.md").expect("a first page"), &guides, &decisions);
    let mut stale = Vec::new();
    own(&format!("docs/{}", summary.path), &summary.text, &mut stale);
    finish(&stale);
}

/// The Markdown files in a folder and those below it, as paths from the root, sorted.
fn pages_below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("a folder of pages").flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_str().expect("ASCII"));
        if entry.path().is_dir() {
            found.extend(pages_below(&path));
        } else if path.ends_with(".md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The targets of the links of a page, without what leads elsewhere.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    let prose = text.lines().filter(move |line| {
        in_code ^= line.trim_start().starts_with("```");
        !in_code
    });
    let targets = prose.flat_map(|line| line.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://"))
}

/// `target` as seen from the page at `from`: a path from the root.
fn resolved(from: &str, target: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a heading is called in links: lower case, blanks as hyphens, no other marks.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    let mut pages = pages_below("docs");
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(ToOwned::to_owned));
    for page in pages {
        let text = fs::read_to_string(root().join(&page)).expect("UTF-8");
        for link in links(&text) {
            let (target, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if target.is_empty() { page.clone() } else { resolved(&page, target) };
            assert!(root().join(&target).exists(), "{page}: `{link}` leads nowhere");
            if !heading.is_empty() {
                let text = fs::read_to_string(root().join(&target)).expect("UTF-8");
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let is_there = headings.any(|line| anchor(line.trim_start_matches('#')) == heading);
                assert!(is_there, "{page}: `{target}` has no heading `{heading}`");
            }
        }
    }
}

/// The book has every page, and every page that it names is there; mdBook refuses a book otherwise.
#[test]
fn every_page_is_in_the_book() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).expect("there is one");
    let listed: HashSet<_> = links(&summary).map(|link| format!("docs/{link}")).collect();
    let mut there: HashSet<_> = pages_below("docs").into_iter().collect();
    there.remove("docs/SUMMARY.md");
    let mut stale: Vec<_> = listed.symmetric_difference(&there).cloned().collect();
    stale.sort();
    finish(&stale);
}

#[test]
fn pages_belong_to_what_they_are_about() {
    let generated: HashSet<_> = manual::pages().map(|page| format!("docs/{}", page.path)).collect();
    for page in ["docs/rules", "docs/peers"].into_iter().flat_map(pages_below) {
        assert!(generated.contains(&page), "{page} belongs to no rule, domain or peer");
    }
}

/// An id that a rule gives to a peer is one of the peer's.
#[test]
fn ids_of_peers_exist() {
    for peer in Peer::ALL {
        let known = manual::peer_ids(peer);
        for rule in rules::all().filter(|rule| rule.domain() != "shell") {
            for id in rule.ids_at(peer).filter(|_| peer != Peer::Tally) {
                assert!(known.iter().any(|(known, _)| *known == id), "{}: {} has no id `{id}`", rule.id, peer.name());
            }
        }
        for (id, about) in known {
            let is_answered = !rules::of_peer(peer, id).is_empty();
            assert!(is_answered || !about.is_empty(), "nothing says what {}'s `{id}` is about", peer.name());
        }
    }
}

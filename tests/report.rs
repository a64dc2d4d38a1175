//! Reports: what people see of findings of every shape, and the contract of the JSON.

mod support;

use serde_json::{Value, json};
use shipworthy::diagnostic::{Diagnostic, Fix, Level, ObjectId, Safety};
use shipworthy::report::{Format, Run, Summary, View, json as report_json};
use shipworthy::text::{Edit, Span};

use support::findings::{File, RULE, full, run, written};

fn pretty(run: &Run) -> String {
    written(run, Format::Pretty, &View::PLAIN)
}

#[test]
fn a_finding_with_everything() {
    insta::assert_snapshot!("full", pretty(&full()));
}

#[test]
fn the_same_in_colour() {
    let view = View { color: true, ..View::PLAIN };
    insta::assert_snapshot!("full_colour", written(&full(), Format::Pretty, &view).replace('\u{1b}', "ESC"));
}

#[test]
fn the_same_in_ascii() {
    let view = View { unicode: false, ..View::PLAIN };
    let text = written(&full(), Format::Pretty, &view);
    assert!(text.is_ascii(), "{text}");
    insta::assert_snapshot!("full_ascii", text);
}

#[test]
fn concise_is_a_line_for_each_finding() {
    insta::assert_snapshot!(written(&full(), Format::Concise, &View::PLAIN), @r"
    deploy/web.yaml:3:9: error[dockerfile/add-instead-of-copy] the image `web` runs as root
    web/Dockerfile:2:1: info[dockerfile/add-instead-of-copy] `root` is the default
    ");
}

/// Places that overlap, that span lines, that are empty, at the end and beyond.
#[test]
fn places_of_every_shape() {
    let text = "FROM alpine:3.22 AS base\nRUN apk add \\\n    curl \\\n    git\n\nCMD true\nCOPY a b";
    let mut file = File::new("Dockerfile", text);
    let (image, stage, line, git) =
        (file.span("alpine:3.22"), file.span("base"), file.span("FROM alpine:3.22 AS base"), file.span("git"));
    file.find(Level::Warning, "FROM alpine:3.22 AS base", "labels within the place")
        .label(image, "the image")
        .label(stage, "the stage");
    file.find(Level::Warning, "alpine:3.22", "the place within a label").label(line, "the whole line");
    file.find(Level::Warning, "alpine:3.22", "a label in the same place").label(image, "the same");
    file.find(Level::Warning, "RUN apk add \\\n    curl \\\n    git\n", "three lines").label(git, "the last");
    let (apk, add, curl) = (file.span("apk"), file.span("add"), file.span("curl"));
    let found = file.find(Level::Warning, "RUN", "the same said of many");
    found
        .label(apk, "this too")
        .label(add, "this too")
        .label(curl, "this too")
        .label(curl, "this too")
        .label(curl, "that");
    let end = text.len() as u32;
    for (span, message) in [
        (Span::empty(0), "nothing at the start"),
        (Span::empty(end), "nothing at the end"),
        (Span::new(end - 1, end + 9), "beyond the end"),
        (Span::empty(file.span("\n\nCMD").start + 1), "an empty line"),
    ] {
        file.diagnostics.push(Diagnostic::new(RULE, Level::Info, span, message));
    }
    insta::assert_snapshot!("shapes", pretty(&run([file])));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let words: Vec<_> = (0..3_000).map(|number| format!("\"key{number}\":{{\"image\":\"a\"}}")).collect();
    let text = format!("{{{}}}\n", words.join(","));
    let mut file = File::new("all.json", &text);
    let (near, far) = (file.span("\"key1499\""), file.span("\"key2990\""));
    let edit = Edit::replace(file.span("\"key1501\""), "\"other\"");
    let found = file.find(Level::Error, "\"key1500\":{\"image\":\"a\"}", "in the middle");
    found.label(near, "near").label(far, "far").fix(Fix::new(Safety::Safe, "rename the key", [edit]));
    file.find(Level::Error, "{\"key0\"", "at the start");
    file.find(Level::Error, "\"a\"}}\n", "at the end");
    let run = run([file]);
    insta::assert_snapshot!("long_lines", pretty(&run));
    for width in [60, 80, 120] {
        let text = written(&run, Format::Pretty, &View { width, ..View::PLAIN });
        // What is said of a mark at the edge has to go beyond it.
        let lines = text.lines().filter(|line| !line.contains("╰──"));
        let longest = lines.map(|line| line.chars().count()).max();
        assert!(longest <= Some(width), "{longest:?} columns of {width}:\n{text}");
    }
}

#[test]
fn long_places_are_shown_by_their_first_line() {
    let body: String = (0..500).map(|number| format!("    step{number} && \\\n")).collect();
    let mut file = File::new("Dockerfile", &format!("FROM a\nRUN {body}    end\n"));
    let all = Span::new(7, file.source.text().len() as u32);
    let fix = Fix::new(Safety::Manual, "write a script", [Edit::replace(all, "RUN ./script\n")]);
    file.diagnostics.push(Diagnostic::new(RULE, Level::Warning, all, "a long command"));
    file.diagnostics[0].fix(fix);
    insta::assert_snapshot!("long_places", pretty(&run([file])));
}

#[test]
fn help_that_is_the_fix_is_said_once() {
    let mut file = File::new("Dockerfile", "ADD a b\n");
    let edit = Edit::replace(file.span("ADD"), "COPY");
    file.find(Level::Info, "ADD", "m").help("use `COPY`").fix(Fix::new(Safety::Safe, "use `COPY`", [edit]));
    assert_eq!(pretty(&run([file])).matches("use `COPY`").count(), 1);
}

#[test]
fn of_many_places_some_are_shown() {
    let mut file = File::new("Dockerfile", &"RUN x\n".repeat(20_000));
    let more = |count: u32| (1..=count).map(|line| (Span::new(line * 6, line * 6 + 3), line.to_string()));
    for count in [8, 9, 19_999] {
        let found = file.find(Level::Info, "RUN", "again and again");
        for (span, message) in more(count) {
            found.label(span, message);
        }
    }
    let text = pretty(&run([file]));
    assert_eq!(text.matches("╰── ").count(), 3 * 8);
    let notes: Vec<_> = text.lines().filter(|line| line.contains("  and: ")).collect();
    assert_eq!(notes, ["  and: 1 more place", "  and: 19991 more places"]);
}

#[test]
fn a_finding_in_an_empty_file_has_no_excerpt() {
    let mut file = File::new("Dockerfile", "");
    file.find(Level::Error, "", "there is nothing");
    insta::assert_snapshot!(pretty(&run([file])), @r"
      error[dockerfile/add-instead-of-copy]: there is nothing
       ╭─[Dockerfile]

    found 1 error in 1 file
    ");
}

#[test]
fn the_last_words_count() {
    let closing = |summary, levels: &[Level]| {
        let mut file = File::new("f", "x");
        for level in levels {
            file.find(*level, "x", "m");
        }
        let mut run = run([file]);
        run.summary = summary;
        let mut out = Vec::new();
        shipworthy::report::write_closing(&run, &View::PLAIN, &mut out).expect("memory can be written to");
        String::from_utf8(out).expect("text")
    };
    let files = |files| Summary { files, ..Summary::default() };
    assert_eq!(closing(files(1), &[]), "no findings in 1 file\n");
    assert_eq!(closing(Summary { suppressed: 3, ..files(2) }, &[]), "no findings in 2 files, 3 suppressed\n");
    let time = Some(std::time::Duration::from_micros(12_345));
    assert_eq!(closing(Summary { time, ..files(0) }, &[]), "no findings in 0 files (12 ms)\n");
    assert_eq!(closing(files(1), &[Level::Info]), "found 1 info in 1 file\n");
    let levels = [Level::Error, Level::Warning, Level::Warning, Level::Info, Level::Info];
    assert_eq!(closing(files(9), &levels), "found 1 error, 2 warnings, 2 infos in 1 of 9 files\n");
}

/// Text that would clear a screen, recolour, start a line of a log, or turn letters around.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}1m\r::error::\u{202e}\u{2066}\u{2028}\u{7f}\u{0}\u{e0041}";

#[test]
fn nothing_hostile_is_written_as_it_is() {
    let mut file = File::new(&format!("a\n{HOSTILE}"), &format!("FROM {HOSTILE}\nRUN x{HOSTILE}x\n"));
    let label = file.span("RUN");
    let fix = Fix::new(Safety::Safe, HOSTILE, [Edit::replace(file.span("RUN"), HOSTILE)]);
    let found = file.find(Level::Error, HOSTILE, &format!("message {HOSTILE}"));
    found.help(HOSTILE).label(label, HOSTILE).fix(fix);
    found.object = Some(Box::new(ObjectId {
        api_version: HOSTILE.into(),
        kind: HOSTILE.into(),
        namespace: Some(HOSTILE.into()),
        name: Some(HOSTILE.into()),
    }));
    let run = run([file]);
    for format in Format::ALL {
        let text = written(&run, format, &View::PLAIN);
        let harmful = |c: char| c != '\n' && (c.is_control() || HOSTILE.contains(c) && !c.is_ascii());
        assert!(!text.contains(harmful), "{}: {text:?}", format.name());
        assert!(!text.contains("\n::error"), "{}: {text:?}", format.name());
    }
    let report: Value = serde_json::from_str(&written(&run, Format::Json, &View::PLAIN)).expect("JSON");
    assert_eq!(report["diagnostics"][0]["help"], HOSTILE, "what programs read is unchanged");
}

#[test]
fn the_json_is_the_contract() {
    let report: Value = serde_json::from_str(&written(&full(), Format::Json, &View::PLAIN)).expect("JSON");
    let position = |offset, line, column| json!({ "offset": offset, "line": line, "column": column });
    assert_eq!(
        report["diagnostics"][0],
        json!({
            "rule": RULE,
            "also": ["hadolint:DL3020", "tally:DL3020", "trivy:DS-0005", "checkov:CKV_DOCKER_4"],
            "level": "error",
            "message": "the image `web` runs as root",
            "help": "name a user in the Dockerfile, or set `runAsUser`",
            "url": null,
            "path": "deploy/web.yaml",
            "span": { "start": position(35, 3, 9), "end": position(39, 4, 1) },
            "labels": [
                {
                    "message": "the workload",
                    "path": "deploy/web.yaml",
                    "span": { "start": position(29, 3, 3), "end": position(38, 3, 12) },
                },
                {
                    "message": "its kind",
                    "path": "deploy/web.yaml",
                    "span": { "start": position(0, 1, 1), "end": position(4, 1, 5) },
                },
                {
                    "message": "root is set here",
                    "path": "web/Dockerfile",
                    "span": { "start": position(16, 1, 17), "end": position(25, 2, 9) },
                },
            ],
            "object": { "apiVersion": "apps/v1", "kind": "Deployment", "namespace": "shop", "name": "web" },
            "fix": {
                "title": "set a user",
                "safety": "unsafe",
                "edits": [{
                    "span": { "start": position(57, 5, 13), "end": position(57, 5, 13) },
                    "text": "\n  runAsUser: 1000",
                }],
            },
            "fingerprint": report["diagnostics"][0]["fingerprint"],
        })
    );
    assert_eq!(report["version"], 1);
    assert_eq!(report["tool"], json!({ "name": "shipworthy", "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(
        report["summary"],
        json!({ "files": 5, "error": 1, "warning": 0, "info": 1, "suppressed": 2, "known": 1, "templates": 3, "withoutSchema": 12 })
    );
}

#[test]
fn the_schema_takes_what_is_written() {
    let schema: Value = serde_json::from_str(&report_json::schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut report: Value = serde_json::from_str(&written(&full(), Format::Json, &View::PLAIN)).expect("JSON");
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    report["diagnostics"][0]["level"] = json!("loud");
    assert!(!validator.is_valid(&report), "the schema is not empty");
}

//! The formats that other programs read: what they say of ordinary findings, and that hostile ones stay text in all of them.

mod support;

use serde_json::{Value, json};
use shipworthy::diagnostic::{Diagnostic, Fix, Level, ObjectId, Safety};
use shipworthy::report::{Format, Run, View, printable};
use shipworthy::text::{Edit, Source, Span};

use support::findings::{File, RULE, full, run, written};

/// Names of files that end a property, start a command, close an attribute, or lead elsewhere.
const PATHS: [&str; 11] = [
    "%0A::error::x/Dockerfile",
    "../up/Dockerfile",
    "/srv/absolute/Dockerfile",
    "::error::x/Dockerfile",
    "<&>'\"/web.yaml",
    "[x](y)|`z`/*Dockerfile*",
    "a b,line=1,title=c:d/Dockerfile",
    "c:/Dockerfile",
    "häfen/漢\u{202e}.yaml",
    "line\r\n::error::break/Dockerfile",
    "\u{1b}[31mred\u{9b}\0/Dockerfile",
];

/// What a message, or the source that it quotes, may hold.
const TEXTS: [&str; 6] = [
    "`]]>` ends <![CDATA[ and <b a='\"'> begins &amp; stays",
    "::error::x\r\n::warning file=a,line=1::y%0A%25",
    "[a link](https://example.com) | *bold* `code` | {0} \\",
    "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}1m\0\u{7f}\u{202e}\u{2066}\u{2028}\u{e0041}\u{ffff}\tend",
    "##[set-output name=x]y ##vso[task.setvariable variable=x]y ###teamcity[x]",
    "häfen 漢 👍",
];

/// For each path a file with a finding that has one of the texts wherever it can, and files that the run failed at.
fn hostile() -> Run {
    let mut files = Vec::new();
    for ((path, text), level) in PATHS.into_iter().zip(TEXTS.into_iter().cycle()).zip(Level::ALL.into_iter().cycle()) {
        let mut file = File::new(path, &format!("FROM {text}\n\tRUN ä\n"));
        let (quoted, label) = (file.span(text), file.span("ä\n"));
        let found = file.find(level, "RUN ä", text);
        found.help(text).label(label, text).label(quoted, text);
        found.fix(Fix::new(Safety::Unsafe, text, [Edit::replace(label, text)]));
        found.object = Some(Box::new(ObjectId {
            api_version: text.into(),
            kind: text.into(),
            namespace: None,
            name: Some(text.into()),
        }));
        files.push(file);
    }
    for (path, rule) in [("gone/Dockerfile", "file/unreadable"), ("odd/Dockerfile", "internal/rule-panic")] {
        let mut file = File::new(path, "");
        file.diagnostics.push(Diagnostic::new(rule, Level::Error, Span::empty(0), TEXTS[0]));
        files.push(file);
    }
    run(files)
}

fn plain(run: &Run, format: Format) -> String {
    written(run, format, &View::PLAIN)
}

fn read(run: &Run, format: Format) -> Value {
    serde_json::from_str(&plain(run, format)).expect("JSON")
}

/// How many findings a reader of the format sees.
fn findings(run: &Run, format: Format) -> usize {
    let text = plain(run, format);
    let list = |pointer: &str| read(run, format).pointer(pointer).and_then(Value::as_array).expect("a list").len();
    match format {
        Format::Pretty => {
            let titles = Level::ALL.map(|level| format!("  {level}["));
            text.lines().filter(|line| titles.iter().any(|title| line.starts_with(title))).count()
        }
        Format::Concise | Format::Github => text.lines().count(),
        Format::Json => list("/diagnostics"),
        Format::Sarif => list("/runs/0/results"),
        Format::Gitlab => list(""),
        Format::Junit => elements(&text).iter().filter(|element| element.name == "failure").count(),
        Format::Checkstyle => elements(&text).iter().filter(|element| element.name == "error").count(),
    }
}

#[test]
fn each_format_tells_all_findings() {
    for run in [hostile(), full(), run([])] {
        let all = run.diagnostics().count();
        for format in Format::ALL {
            assert_eq!(findings(&run, format), all, "{}", format.name());
        }
    }
}

/// Characters that would steer a terminal are escaped, so that the snapshots can be read.
fn readable(text: &str) -> String {
    let shown = text.lines().map(printable).collect::<Vec<_>>();
    format!("{}\n", shown.join("\n"))
}

#[test]
fn hostile_findings_in_each_format() {
    let run = hostile();
    for format in Format::ALL {
        let text = match format {
            Format::Json | Format::Sarif | Format::Gitlab => {
                readable(&serde_json::to_string_pretty(&read(&run, format)).expect("JSON"))
            }
            _ => plain(&run, format),
        };
        insta::assert_snapshot!(format!("hostile_{}", format.name()), text);
    }
    let mut table = Vec::new();
    shipworthy::report::write_job_summary(&run, &mut table).expect("memory takes all");
    insta::assert_snapshot!("hostile_job_summary", String::from_utf8(table).expect("text"));
}

#[test]
fn no_format_lets_a_finding_out_of_its_place() {
    let run = hostile();
    for format in Format::ALL {
        let text = plain(&run, format);
        let is_steering =
            |line: &&str| line.contains(|c: char| c != '\t' && c.is_control()) || printable(line) != **line;
        assert_eq!(text.lines().find(is_steering), None, "{}", format.name());
        let is_command = |line: &&str| {
            line.trim_start().starts_with("::")
                || ["##[", "##vso", "##teamcity["].iter().any(|command| line.contains(command))
        };
        let commands = text.lines().filter(is_command).count();
        let expected = if format == Format::Github { run.diagnostics().count() } else { 0 };
        assert_eq!(commands, expected, "{}", format.name());
    }
}

/// The paths of all findings, as a reader of the format makes them out.
fn paths(run: &Run, format: Format) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let each = |value: &Value, path: &str| {
        let list = value.as_array().expect("a list").iter();
        list.map(|finding| text(finding.pointer(path).expect("a path"))).collect::<Vec<_>>()
    };
    match format {
        Format::Json => each(&read(run, format)["diagnostics"], "/path"),
        Format::Gitlab => each(&read(run, format), "/location/path"),
        Format::Sarif => {
            let uri = "/locations/0/physicalLocation/artifactLocation/uri";
            let uris = each(&read(run, format)["runs"][0]["results"], uri);
            uris.iter().map(|uri| percent_decoded(uri.strip_prefix("file://").unwrap_or(uri))).collect()
        }
        Format::Github => {
            let lines = plain(run, format);
            let file = |line: &str| line.split_once(" file=")?.1.split_once(',').map(|(file, _)| percent_decoded(file));
            lines.lines().map(|line| file(line).expect("a file")).collect()
        }
        Format::Junit | Format::Checkstyle => {
            let (element, attribute) = if format == Format::Junit { ("testcase", "file") } else { ("file", "name") };
            let text = plain(run, format);
            let elements = elements(&text).into_iter().filter(|found| found.name == element);
            elements.map(|found| found.attribute(attribute).expect("a path")).collect()
        }
        Format::Pretty | Format::Concise => Vec::new(),
    }
}

#[test]
fn readers_get_the_paths_that_files_have() {
    let run = hostile();
    let all: Vec<_> = run.files.iter().flat_map(|file| file.diagnostics.iter().map(|_| file.source.path())).collect();
    for format in [Format::Json, Format::Gitlab, Format::Sarif] {
        assert_eq!(paths(&run, format), all, "{}", format.name());
    }
    // What has no form there, or would steer a terminal, is shown as an escape.
    let nearly = |path: &str| path.replace('\0', "\\u{0}").replace('\u{1b}', "\\u{1b}");
    assert_eq!(paths(&run, Format::Junit), all.iter().map(|path| nearly(path)).collect::<Vec<_>>());
    let files: Vec<_> = run.files.iter().map(|file| nearly(file.source.path())).collect();
    assert_eq!(paths(&run, Format::Checkstyle), files);
    let shown = |path: &&str| path.split("\r\n").map(printable).collect::<Vec<_>>().join("\r\n");
    assert_eq!(paths(&run, Format::Github), all.iter().map(shown).collect::<Vec<_>>());
}

fn percent_decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A tag that begins an element.
struct Element<'t> {
    name: &'t str,
    attributes: &'t str,
}

impl Element<'_> {
    /// The value of an attribute, as a parser gives it.
    fn attribute(&self, name: &str) -> Option<String> {
        let (_, rest) = self.attributes.split_once(&format!(" {name}=\""))?;
        let mut pieces = rest.split('"').next()?.split('&');
        let mut value = pieces.next()?.to_owned();
        for piece in pieces {
            let (reference, text) = piece.split_once(';')?;
            value.push(match reference {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                number => char::from_u32(u32::from_str_radix(number.strip_prefix("#x")?, 16).ok()?)?,
            });
            value.push_str(text);
        }
        Some(value)
    }
}

/// The elements of an XML document, in order.
///
/// # Panics
/// When it is not well-formed.
fn elements(text: &str) -> Vec<Element<'_>> {
    let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration");
    let mut open = Vec::new();
    let mut elements = Vec::new();
    let mut pieces = body.split('<');
    assert_eq!(pieces.next(), Some(""), "nothing before the first element");
    for piece in pieces {
        let (tag, content) = piece.split_once('>').expect("each tag ends");
        assert!(!content.contains('>') && !tag.contains('\n'), "{piece:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (inner, is_empty) = tag.strip_suffix('/').map_or((tag, false), |inner| (inner, true));
        let end = inner.find(' ').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        assert_eq!(attributes.matches('"').count() % 2, 0, "{tag}");
        elements.push(Element { name, attributes });
        if !is_empty {
            open.push(name);
        }
    }
    assert_eq!(open, [""; 0], "all elements are closed");
    elements
}

#[test]
fn the_sarif_fits_its_schema() {
    let Some(path) = support::shared("output-schemas/sarif-2.1.0.json") else { return };
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("text")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for run in [hostile(), full(), run([])] {
        let mut log = read(&run, Format::Sarif);
        let errors: Vec<_> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        log["runs"][0]["columnKind"] = json!("bytes");
        assert!(!validator.is_valid(&log), "the schema is not empty");
    }
}

#[test]
fn a_sarif_result_says_all_that_a_finding_has() {
    let log = read(&full(), Format::Sarif);
    let log = &log["runs"][0];
    let region = |start: [u32; 3], end: [u32; 3]| {
        json!({
            "startLine": start[1], "startColumn": start[2], "endLine": end[1], "endColumn": end[2],
            "byteOffset": start[0], "byteLength": end[0] - start[0],
        })
    };
    let file = |uri| json!({ "uri": uri, "uriBaseId": "SRCROOT" });
    let place = |uri, region: &Value| json!({ "artifactLocation": file(uri), "region": region });
    let (web, dockerfile) = ("deploy/web.yaml", "web/Dockerfile");
    let related = |id, message, uri, region| json!({ "id": id, "message": { "text": message }, "physicalLocation": place(uri, &region) });
    assert_eq!(
        log["results"][0],
        json!({
            "ruleId": RULE,
            "ruleIndex": 0,
            "level": "error",
            "message": {
                "text": "the image `web` runs as root\nhelp: name a user in the Dockerfile, or set `runAsUser`",
            },
            "locations": [{
                "physicalLocation": place(web, &region([35, 3, 9], [39, 4, 1])),
                "logicalLocations": [
                    { "name": "web", "fullyQualifiedName": "apps/v1/Deployment/shop/web", "kind": "resource" },
                ],
            }],
            "relatedLocations": [
                related(1, "the workload", web, region([29, 3, 3], [38, 3, 12])),
                related(2, "its kind", web, region([0, 1, 1], [4, 1, 5])),
                related(3, "root is set here", dockerfile, region([16, 1, 17], [25, 2, 9])),
            ],
            "partialFingerprints": log["results"][0]["partialFingerprints"],
            "fixes": [{
                "description": { "text": "set a user" },
                "artifactChanges": [{
                    "artifactLocation": file(web),
                    "replacements": [{
                        "deletedRegion": region([57, 5, 13], [57, 5, 13]),
                        "insertedContent": { "text": "\n  runAsUser: 1000" },
                    }],
                }],
                "properties": { "safety": "unsafe" },
            }],
        })
    );
    let fingerprint = &read(&full(), Format::Json)["diagnostics"][0]["fingerprint"];
    assert_eq!(log["results"][0]["partialFingerprints"], json!({ "shipworthyFinding/v1": fingerprint }));
    assert_eq!(log["results"][1]["level"], "note");
    let rules = log["tool"]["driver"]["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), 1, "rules without findings are not told");
    let rule = &rules[0];
    assert_eq!((&rule["id"], &rule["name"]), (&json!(RULE), &json!("AddInsteadOfCopy")));
    assert_eq!(rule["shortDescription"]["text"], "`ADD` copies a plain local path.");
    assert_eq!(rule["defaultConfiguration"], json!({ "level": "warning" }));
    assert_eq!(rule["properties"]["tags"], json!(["clarity"]));
    assert_eq!(rule["helpUri"], Value::Null, "there is no documentation to lead to yet");
    assert_eq!(log["invocations"], json!([{ "executionSuccessful": true, "toolExecutionNotifications": [] }]));
}

#[test]
fn sarif_tells_what_the_run_could_not_do() {
    let log = read(&hostile(), Format::Sarif);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false, "a defect of ours may have cost findings");
    let notifications = invocation["toolExecutionNotifications"].as_array().expect("a list");
    let told: Vec<_> = notifications.iter().map(|told| (&told["descriptor"]["id"], &told["level"])).collect();
    let expected = [(json!("file/unreadable"), json!("warning")), (json!("internal/rule-panic"), json!("error"))];
    assert_eq!(told, expected.iter().map(|(id, level)| (id, level)).collect::<Vec<_>>());

    let mut file = File::new("gone/Dockerfile", "");
    file.diagnostics.push(Diagnostic::new("file/unreadable", Level::Error, Span::empty(0), "cannot be read: gone"));
    let log = read(&run([file]), Format::Sarif);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true, "the other files were checked");
}

/// GitHub refuses a report with a result of more than a thousand locations.
#[test]
fn sarif_tells_of_many_labels_some() {
    let mut file = File::new("Dockerfile", "FROM a\n");
    let span = file.span("a");
    let found = file.find(Level::Info, "FROM", "m");
    for _ in 0..1_001 {
        found.label(span, "again");
    }
    let log = read(&run([file]), Format::Sarif);
    assert_eq!(log["runs"][0]["results"][0]["relatedLocations"].as_array().map(Vec::len), Some(100));
}

#[test]
fn ordinary_findings_in_each_format() {
    insta::assert_snapshot!(plain(&full(), Format::Github), @r#"
    ::error file=deploy/web.yaml,line=3,endLine=3,col=9,endColumn=13,title=dockerfile/add-instead-of-copy::the image `web` runs as root%0Ahelp: name a user in the Dockerfile, or set `runAsUser`
    ::notice file=web/Dockerfile,line=2,endLine=2,col=1,endColumn=5,title=dockerfile/add-instead-of-copy::`root` is the default
    "#);
    insta::assert_snapshot!(plain(&full(), Format::Checkstyle), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
      <file name="deploy/web.yaml">
        <error line="3" column="9" severity="error" message="the image `web` runs as root" source="dockerfile/add-instead-of-copy"/>
      </file>
      <file name="web/Dockerfile">
        <error line="2" column="1" severity="info" message="`root` is the default" source="dockerfile/add-instead-of-copy"/>
      </file>
    </checkstyle>
    "#);
    insta::assert_snapshot!(plain(&full(), Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="shipworthy" tests="2" failures="2">
      <testsuite name="deploy/web.yaml" tests="1" failures="1">
        <testcase name="dockerfile/add-instead-of-copy at 3:9" classname="deploy/web.yaml" file="deploy/web.yaml">
          <failure type="error" message="the image `web` runs as root">deploy/web.yaml:3:9: the image `web` runs as root&#xa;help: name a user in the Dockerfile, or set `runAsUser`</failure>
        </testcase>
      </testsuite>
      <testsuite name="web/Dockerfile" tests="1" failures="1">
        <testcase name="dockerfile/add-instead-of-copy at 2:1" classname="web/Dockerfile" file="web/Dockerfile">
          <failure type="info" message="`root` is the default">web/Dockerfile:2:1: `root` is the default</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    insta::assert_snapshot!(plain(&run([]), Format::Junit), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="shipworthy" tests="1" failures="0">
      <testsuite name="shipworthy" tests="1" failures="0">
        <testcase name="no findings" classname="shipworthy"/>
      </testsuite>
    </testsuites>
    "#);
    let gitlab = read(&full(), Format::Gitlab);
    let fingerprint = gitlab[0]["fingerprint"].as_str().expect("text");
    assert_eq!(fingerprint.len(), 32);
    assert_eq!(
        gitlab[0],
        json!({
            "description": "the image `web` runs as root",
            "check_name": RULE,
            "fingerprint": fingerprint,
            "severity": "critical",
            "location": { "path": "deploy/web.yaml", "lines": { "begin": 3 } },
        })
    );
}

/// GitLab shows one of those with the same fingerprint.
#[test]
fn fingerprints_for_gitlab_are_unique() {
    let text = "RUN ä\n".repeat(3);
    let files = ["a/Dockerfile", "b/Dockerfile"].map(|path| {
        let source = Source::new(path, &*text).expect("a small text");
        let at = |line: u32| Diagnostic::new(RULE, Level::Info, Span::new(line * 7, line * 7 + 3), "m");
        File { source, diagnostics: (0..3).map(at).collect() }
    });
    let report = read(&run(files), Format::Gitlab);
    let prints: std::collections::BTreeSet<_> =
        report.as_array().expect("a list").iter().map(|found| found["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), 6);
}

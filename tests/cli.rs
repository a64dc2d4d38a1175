//! The program as people and other programs run it: arguments, exit codes, streams, odd files and hostile names.

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A Dockerfile with one warning, which has a fix.
const WARNING: &str = "FROM alpine:3.22\nADD server /bin/server\n";
/// A Dockerfile that BuildKit refuses.
const ERROR: &str = "FROM alpine:3.22\nCOPYY server /bin/server\n";
const CLEAN: &str = "FROM alpine:3.22\nCOPY server /bin/server\n";
/// The rules that the files here are written for, so that others may come and go.
const RULES: &str = "dockerfile/invalid-syntax,dockerfile/add-instead-of-copy";

/// A folder for one test, in which the program runs.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shipworthy"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "LC_CTYPE", "TERM"] {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().expect("the program runs"))
    }

    /// Checks with [`RULES`] only.
    fn check(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["check", "--select", RULES], arguments].concat())
    }

    fn with_stdin(&self, arguments: &[&str], stdin: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(stdin).expect("it is read");
        Ran::of(&child.wait_with_output().expect("it ends"))
    }
}

/// What came of a run.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("all output is UTF-8");
        Self { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// `path rule` of each finding.
    fn found(&self) -> Vec<String> {
        let report = self.json();
        let findings = report["diagnostics"].as_array().expect("a list");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        findings.iter().map(|found| format!("{} {}", text(&found["path"]), text(&found["rule"]))).collect()
    }
}

fn folder() -> Folder {
    Folder::new(&[("a/Dockerfile", WARNING), ("b/Dockerfile", ERROR), ("c/Dockerfile", CLEAN), ("c/main.rs", "")])
}

const JSON: [&str; 2] = ["--format", "json"];

#[test]
fn the_exit_code_says_how_bad_it_is() {
    let folder = folder();
    let code = |arguments: &[&str]| folder.check(arguments).code;
    assert_eq!(code(&["c"]), Some(0));
    assert_eq!(code(&["a"]), Some(1));
    assert_eq!(code(&["a", "--fail-on", "error"]), Some(0));
    assert_eq!(code(&["b", "--fail-on", "error"]), Some(1));
    assert_eq!(code(&["b", "--fail-on", "never"]), Some(0));
    assert_eq!(code(&["a", "--kubernetes-version", "1.34", "--today", "2026-01-01", "--strict", "--quiet"]), Some(1));
    assert_eq!(code(&["missing"]), Some(2));
    assert_eq!(code(&["--no-such-option"]), Some(2));
}

#[test]
fn check_is_the_default_command() {
    let folder = folder();
    let arguments = ["--select", RULES, "--format", "json"];
    let named = folder.run(&[&["check"], &arguments[..], &["a"]].concat());
    assert_eq!(folder.run(&[&["a"], &arguments[..]].concat()), named);
    let all = ["a/Dockerfile dockerfile/add-instead-of-copy", "b/Dockerfile dockerfile/invalid-syntax"];
    assert_eq!(folder.run(&arguments).found(), all, "without a path, the current folder");
}

#[test]
fn paths_are_shown_as_reached_from_the_working_folder() {
    let folder = folder();
    let all = ["a/Dockerfile dockerfile/add-instead-of-copy", "b/Dockerfile dockerfile/invalid-syntax"];
    let absolute = folder.path().canonicalize().expect("a folder");
    let absolute = absolute.to_str().expect("ASCII");
    for paths in [&["."][..], &["./"], &["a", "b/"], &["./b", ".//a"], &["a", ".", "a/Dockerfile"], &[absolute]] {
        assert_eq!(folder.check(&[paths, &JSON].concat()).found(), all, "{paths:?}");
    }
    let mut command = folder.command(&["check", "--select", RULES, "--format", "json", "../a", "../b"]);
    let above = Ran::of(&command.current_dir(folder.path().join("c")).output().expect("the program runs"));
    assert_eq!(above.found(), all.map(|found| format!("../{found}")));
}

#[test]
fn globs_stand_for_what_they_match() {
    let folder = folder();
    folder.write("a/notes.txt", WARNING.as_bytes());
    let found = |glob: &str| folder.check(&[glob, "--format", "json"]).found();
    let (a, b) = ("a/Dockerfile dockerfile/add-instead-of-copy", "b/Dockerfile dockerfile/invalid-syntax");
    assert_eq!(found("*/Dockerfile"), [a, b]);
    assert_eq!(found("**/D*file"), [a, b]);
    assert_eq!(found("[ac]"), [a], "a folder that matches is searched");
    assert_eq!(
        found("./{a,b}/*"),
        [a, "a/notes.txt dockerfile/add-instead-of-copy", b],
        "a file that matches is named"
    );
    let none = folder.check(&["*/Containerfile"]);
    assert_eq!((none.code, &*none.stderr), (Some(2), "error: no file or folder matches `*/Containerfile`\n"));
}

#[test]
fn named_files_are_what_they_say_and_found_ones_what_they_are_called() {
    let folder = Folder::new(&[("build.txt", WARNING), ("readme.md", "# Title\n")]);
    assert_eq!(folder.check(&["build.txt", "--format", "concise"]).stdout.lines().count(), 1);
    let nothing = Ran {
        code: Some(0),
        stdout: String::new(),
        stderr: "nothing to check: no Dockerfile and no Kubernetes manifest was found\n".to_owned(),
    };
    assert_eq!(folder.check(&["."]), nothing);
    assert_eq!(folder.check(&["readme.md"]), nothing);
}

#[test]
fn ignored_files_are_left_out_unless_they_are_named() {
    let folder = Folder::new(&[
        (".gitignore", "out/\n"),
        ("out/Dockerfile", WARNING),
        (".git/Dockerfile", WARNING),
        (".devcontainer/Dockerfile", WARNING),
    ]);
    let found = |paths: &[&str]| folder.check(&[paths, &JSON].concat()).found();
    assert_eq!(found(&["."]), [".devcontainer/Dockerfile dockerfile/add-instead-of-copy"]);
    assert_eq!(found(&["out/Dockerfile"]), ["out/Dockerfile dockerfile/add-instead-of-copy"]);
}

#[test]
fn standard_input_is_a_file_of_the_name_it_is_given() {
    let folder = Folder::new(&[("api/shipworthy.toml", "ignore = ['DL3020']\n")]);
    let check = |arguments: &[&str]| {
        let arguments = [&["check", "--select", RULES, "--format", "concise", "--quiet"], arguments].concat();
        folder.with_stdin(&arguments, WARNING.as_bytes()).stdout
    };
    let finding = "2:1: warning[dockerfile/add-instead-of-copy] `ADD` copies a plain local path\n";
    assert_eq!(check(&["-"]), format!("<stdin>:{finding}"));
    assert_eq!(check(&["-", "--stdin-filename", "web/Dockerfile"]), format!("web/Dockerfile:{finding}"));
    assert_eq!(check(&["--stdin-filename", "./web/Dockerfile"]), format!("web/Dockerfile:{finding}"));
    assert_eq!(check(&["-", "--stdin-filename", "api/Dockerfile"]), "", "the configuration beside that name counts");
    let contradiction = folder.check(&[".", "--stdin-filename", "Dockerfile"]);
    assert_eq!(contradiction.code, Some(2));
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let folder = folder();
    // So many that folders are walked in parallel.
    for number in 0..700 {
        folder.write(&format!("many/{number}/Dockerfile"), if number % 3 == 0 { ERROR } else { WARNING }.as_bytes());
    }
    for format in ["pretty", "concise", "json"] {
        let ran = |threads| folder.check(&["--format", format, "--threads", threads]);
        let one = ran("1");
        assert_eq!(one.code, Some(1));
        assert_eq!(ran("2"), one, "{format}");
        assert_eq!(ran("7"), one, "{format}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = Folder::new(&[]);
    let text = format!("FROM alpine:3.22\n{}", "ADD server /bin/server\n".repeat(3_000));
    folder.write("Dockerfile", text.as_bytes());
    for format in ["pretty", "concise", "json"] {
        let mut command = folder.command(&["check", "--select", RULES, "--quiet", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), &*output.stderr), (Some(1), &b""[..]), "{format}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() {
    let folder = folder();
    let mut command = folder.command(&["check", "a"]);
    let full = fs::File::options().write(true).open("/dev/full").expect("a device");
    let ran = Ran::of(&command.stdout(full).output().expect("the program runs"));
    let message = "error: standard output cannot be written: no space left on device\n";
    assert_eq!((ran.code, &*ran.stderr), (Some(2), message));
}

#[test]
fn reports_go_to_files_beside_standard_output() {
    let folder = folder();
    folder.write("reports/report.json", b"old");
    let ran =
        folder.check(&["--format", "json=reports/report.json", "--format", "concise=new.txt", "--format", "json"]);
    let file = |name| fs::read_to_string(folder.path().join(name)).expect("it was written");
    assert_eq!(file("reports/report.json"), ran.stdout);
    assert_eq!(file("new.txt").lines().count(), 2);
    assert_eq!(fs::read_dir(folder.path().join("reports")).expect("a folder").count(), 1, "nothing is left beside it");

    let ran = folder.check(&["--format", "json=no/such/folder.json"]);
    let message = "error: `no/such/folder.json` cannot be written: no such file or directory\n";
    assert_eq!((ran.code, &*ran.stderr), (Some(2), message));

    let ran = folder.check(&["--format", "json", "--format", "pretty"]);
    let message = "error: both `json` and `pretty` would go to standard output\n  help: write one into a file, such as \
                   `--format json=report.txt`\n";
    assert_eq!((ran.code, &*ran.stderr), (Some(2), message));
}

#[test]
fn wrong_words_are_answered_with_the_right_ones() {
    let folder = folder();
    let says = |arguments: &[&str], message: &str| {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
    };
    says(&["missing"], "error: there is no file or folder `missing`\n");
    says(&["chekc"], "did you mean `shipworthy check`?");
    says(&["--quiet", "rules"], "a command comes before all else: `shipworthy rules …`");
    says(&["--select", "DL302"], "`DL302` names no rule, tag or tool; did you mean `DL3020`?");
    says(&["--format", "jsn"], "there is no format `jsn`; did you mean `json`?");
    says(&["--format", "json="], "a file name belongs behind `=`");
    says(&["--profile", "hadolnt"], "'hadolint'");
    says(&["--threads", "0"], "invalid value '0'");
    says(&["--today", "2026-13-01"], "not a day of the form YYYY-MM-DD");
    says(&["--config", "x.toml"], "error: `x.toml` cannot be read: no such file or directory\n");
    says(&["--config", "x.toml", "--no-config"], "cannot be used with");
    says(&["explain", "DL302"], "`DL302` names no rule, tag or tool; did you mean `DL3020`?");
    says(&["explain", "build"], "`build` is not the name of one rule");
    says(&["rules", "DL302"], "did you mean `DL3020`?");
}

#[test]
fn the_nearest_configuration_counts() {
    let folder = Folder::new(&[
        ("shipworthy.toml", "select = ['DL3020', 'DL1000']\n"),
        ("api/shipworthy.toml", "[rules]\nDL3020 = 'error'\n"),
        ("api/deep/down/Dockerfile", WARNING),
        ("web/Dockerfile", WARNING),
        ("web/off/shipworthy.toml", "ignore = ['DL3020']\n"),
        ("web/off/Dockerfile", WARNING),
    ]);
    let levels = |arguments: &[&str]| {
        let report = folder.run(&[arguments, &JSON].concat()).json();
        let findings = report["diagnostics"].as_array().expect("a list").clone();
        let mine = findings.iter().filter(|found| found["rule"] == "dockerfile/add-instead-of-copy");
        mine.map(|found| format!("{} {}", found["path"], found["level"]).replace('"', "")).collect::<Vec<_>>()
    };
    let nearest = ["api/deep/down/Dockerfile error", "web/Dockerfile warning"];
    assert_eq!(levels(&["."]), nearest);
    assert_eq!(levels(&["api/../web/Dockerfile"]), ["api/../web/Dockerfile warning"], "not what `api` says");
    let all = ["api/deep/down/Dockerfile error", "web/Dockerfile error", "web/off/Dockerfile error"];
    assert_eq!(levels(&["--config", "api/shipworthy.toml"]), all);
    assert_eq!(levels(&["--no-config"]), all.map(|found| found.replace("error", "warning")));
    assert_eq!(levels(&["--ignore", "DL3020"]), [""; 0], "the command line comes first");
}

#[test]
fn a_wrong_configuration_names_file_line_and_column() {
    let folder = Folder::new(&[("api/Dockerfile", CLEAN)]);
    let says = |text: &str, message: &str| {
        folder.write("api/shipworthy.toml", text.as_bytes());
        let ran = folder.run(&["api"]);
        let help = "  help: `shipworthy rules` lists the rules; --no-config goes on without a configuration\n";
        assert_eq!(ran.stderr, format!("error: api/shipworthy.toml:{message}\n{help}"));
        assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    };
    says("strict = true\nselct = []\n", "2:1: there is no key `selct`; did you mean `select`?");
    says("ignore = [\n  'DL302',\n]\n", "2:3: `DL302` names no rule, tag or tool; did you mean `DL3020`?");
    says("strict = \"yes\"", "1:10: invalid type: string \"yes\", expected a boolean");
    says("strict = tru", "1:10: invalid boolean, expected `true`");
    folder.write("api/shipworthy.toml", b"\xff");
    let message = "error: `api/shipworthy.toml` cannot be read: not UTF-8 text: byte 0 (line 1) does not belong to any character\n";
    assert_eq!(folder.run(&["api"]).stderr, message);
    assert_eq!(folder.run(&["api", "--no-config"]).code, Some(0));
}

#[test]
fn what_people_see() {
    let folder = Folder::new(&[
        ("Dockerfile", &format!("{WARNING}CMD true # a comment\n")),
        ("api/Containerfile", "FROM alpine:3.22 AS\n"),
        (
            "web/Dockerfile",
            "FROM alpine:3.22\n# shipworthy: ignore[DL3020] the cache\nADD a /b\n# shipworthy: ignore[DL3020]\nCOPY a /b\n",
        ),
    ]);
    insta::assert_snapshot!("pretty", folder.check(&[]).stdout);
    let colour = folder.check(&["--color", "always"]).stdout;
    insta::assert_snapshot!("pretty_colour", colour.replace('\u{1b}', "ESC"));
    let concise = folder.check(&["--format", "concise"]);
    insta::assert_snapshot!("concise", format!("{}--- standard error\n{}", concise.stdout, concise.stderr));
    let quiet = folder.check(&["--format", "concise", "--quiet"]);
    assert_eq!((quiet.stdout, &*quiet.stderr), (concise.stdout, ""));
    assert_eq!(folder.run(&["--select", "DL1000", "Dockerfile"]).stdout, "no findings in 1 file\n");
}

#[test]
fn colours_follow_the_environment() {
    let folder = folder();
    let ran = |variables: &[(&str, &str)]| {
        let mut command = folder.command(&["check", "--select", RULES, "a"]);
        Ran::of(&command.envs(variables.iter().copied()).output().expect("the program runs")).stdout
    };
    let plain = ran(&[]);
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colours");
    assert!(ran(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert_eq!(ran(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), plain);
    assert!(ran(&[("LC_ALL", "C")]).is_ascii());
    assert!(!plain.is_ascii());
}

/// Files that cannot be read are told, each once, and the others are checked.
#[test]
#[cfg(unix)]
fn odd_files_are_told_and_the_run_goes_on() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    folder.write("bytes/Dockerfile", b"FROM alpine:3.22\nRUN echo \xff\xfe\n");
    folder.write("bytes/dockerfile.png", b"\x89PNG\xff");
    folder.write("empty/Dockerfile", b"");
    symlink("loop2", at("loop1")).expect("a link");
    symlink("Dockerfile.loop", at("Dockerfile.loop")).expect("a link");
    symlink("..", at("a/up")).expect("a link");
    symlink("../b/Dockerfile", at("a/Dockerfile.link")).expect("a link");
    let _listener = UnixListener::bind(at("Dockerfile.socket")).expect("a socket");
    let made = Command::new("mkfifo").arg(at("Dockerfile.pipe")).status().expect("mkfifo runs");
    assert!(made.success());

    let ran = folder.check(&["--format", "concise", "--quiet"]);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!("odd_files", ran.stdout);

    let report = folder.check(&JSON).json();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/report.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).expect("it is checked in")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");

    let named = folder.check(&["Dockerfile.socket", "Dockerfile.loop", "a/Dockerfile.link", "--format", "json"]);
    let unreadable = "file/unreadable";
    assert_eq!(
        named.found(),
        [
            format!("Dockerfile.loop {unreadable}"),
            format!("Dockerfile.socket {unreadable}"),
            "a/Dockerfile.link dockerfile/invalid-syntax".to_owned(),
        ]
    );
    assert_eq!((named.code, &*named.stderr), (Some(1), ""));
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder();
    let forbid = |name: &str| {
        let path = folder.path().join(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
        path
    };
    let (file, shut) = (forbid("a/Dockerfile"), forbid("b"));
    if fs::read(&file).is_ok() {
        eprintln!("not run: this user may read everything");
    } else {
        let ran = folder.check(&JSON);
        assert_eq!(ran.found(), ["a/Dockerfile file/unreadable", "b file/unreadable"]);
        assert_eq!(ran.json()["diagnostics"][0]["message"], "cannot be read: permission denied");
    }
    fs::set_permissions(shut, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

/// A link in a folder is followed where the walk would not come across what it leads to.
#[test]
#[cfg(unix)]
fn links_out_of_the_folder_are_followed() {
    let folder = Folder::new(&[("elsewhere/Dockerfile", WARNING), ("here/prod.txt", WARNING)]);
    for (name, target) in [("Dockerfile", "../elsewhere/Dockerfile"), ("Dockerfile.prod", "prod.txt")] {
        std::os::unix::fs::symlink(target, folder.path().join("here").join(name)).expect("a link");
    }
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("here/folder")).expect("a link");
    let rule = "dockerfile/add-instead-of-copy";
    let expected = [format!("here/Dockerfile {rule}"), format!("here/Dockerfile.prod {rule}")];
    assert_eq!(folder.check(&["here", "--format", "json"]).found(), expected);
}

/// Names and contents that would steer a terminal or start a line of their own.
#[test]
#[cfg(unix)]
fn hostile_names_and_contents_stay_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = Folder::new(&[]);
    let names: [&[u8]; 3] =
        [b"Dockerfile.\x1b[31m\x9b1m\n::error::x", "Dockerfile.\u{202e}txt\r".as_bytes(), b"Dockerfile.\xff"];
    for name in names {
        let text = "FROM alpine:3.22\nCOPYY \u{1b}]0;title\u{7}\u{9b}2J\u{2066}\rx\nADD \u{1b}[1m /b\n";
        fs::write(folder.path().join(OsStr::from_bytes(name)), text).expect("a file");
    }
    for format in ["pretty", "concise", "json"] {
        let ran = folder.check(&["--format", format]);
        assert_eq!(ran.code, Some(1));
        for text in [&ran.stdout, &ran.stderr] {
            let harmful = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202e}' | '\u{2066}'));
            assert!(!text.contains(harmful), "{format}: {text:?}");
            assert!(!text.contains("\n::error"), "{format}: {text:?}");
        }
    }
    insta::assert_snapshot!("hostile", folder.check(&["--quiet"]).stdout);
    let missing = folder.run(&["no\u{1b}[31m\nsuch"]);
    assert_eq!(missing.stderr, "error: there is no file or folder `no\\u{1b}[31m\\u{a}such`\n");
}

#[test]
fn timings_go_to_standard_error() {
    let folder = folder();
    let ran = folder.check(&["--timings", "--format", "json"]);
    assert_eq!(ran.json()["summary"]["files"], 3);
    for what in ["(parse)", "(find files)", "(report)", "dockerfile/add-instead-of-copy"] {
        assert!(ran.stderr.lines().any(|line| line.ends_with(what)), "{what}: {}", ran.stderr);
    }
}

/// A definition of sites, and a site that it does not fit.
const SITES: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  group: example.com\n  names: {kind: Site}\n  versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}]\n";
const SITE: &str = "apiVersion: example.com/v1\nkind: Site\nmetadata: {name: web}\nspec: {a: 5}\n";

#[test]
fn custom_resources_are_checked_by_the_schemas_at_hand() {
    const SELECT: [&str; 4] = ["--select", "k8s/unknown-field", "--format", "concise"];
    let unknown = "site.yaml:4:8: error[k8s/unknown-field] `spec` has no field `a`\n";
    let folder = Folder::new(&[("run/site.yaml", SITE), ("schemas/crd/sites.yaml", SITES)]);
    let check = |arguments: &[&str]| folder.run(&[&["check"], arguments, &SELECT].concat());
    let ran = check(&["run"]);
    assert_eq!((&*ran.stdout, &*ran.stderr), ("", "no findings in 1 file, 1 object of kinds without a schema\n"));
    assert_eq!(check(&["run", "--schema", "schemas"]).stdout, format!("run/{unknown}"));
    assert_eq!(check(&["run", "--schema", "schemas/crd/sites.yaml"]).stdout, format!("run/{unknown}"));
    assert_eq!(check(&["run", "schemas"]).stdout, format!("run/{unknown}"), "definitions of the run itself");
    let both = format!("{SITES}---\n{SITE}");
    let piped = folder.with_stdin(&[&["check", "-"], &SELECT[..]].concat(), both.as_bytes());
    assert!(piped.stdout.contains("has no field `a`"), "{piped:?}");

    for (path, reason) in [
        ("nowhere", "no such file or directory"),
        ("run/site.yaml", "it defines no custom resource, and its name is not that of a JSON Schema for a kind"),
    ] {
        let ran = check(&["run", "--schema", path]);
        assert_eq!(ran.stderr, format!("error: `{path}` is no schema to check by: {reason}\n"));
        assert_eq!(ran.code, Some(2));
    }

    let named = r#"{"properties": {"spec": {"additionalProperties": false}}}"#;
    folder.write("run/shipworthy.toml", b"schemas = [\"../named\"]\n");
    folder.write("named/site-example-v1.json", named.as_bytes());
    folder.write("named/other-example-v1.json", b"{");
    assert_eq!(check(&["run"]).stdout, format!("run/{unknown}"), "named in the configuration");
    folder.write("named/site-example-v1.json", b"{");
    let ran = check(&["run"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.starts_with("the schema in `"), "{}", ran.stderr);
}

#[test]
fn templates_are_counted() {
    let folder = Folder::new(&[
        ("chart/Chart.yaml", "apiVersion: v2\nname: a\n"),
        ("chart/templates/plain.yaml", "apiVersion: v1\nkind: Pod\nspecc: 5\n"),
        ("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ name }}\n"),
    ]);
    let ran = folder.run(&["check", "--select", "k8s/unknown-field"]);
    assert_eq!(ran.stdout, "no findings in 0 files, 2 templates and patches left alone\n");
    assert_eq!(folder.run(&["check", "--format", "json"]).json()["summary"]["templates"], 2);
}

#[test]
fn rules_are_listed() {
    let folder = Folder::new(&[]);
    let json = folder.run(&["rules", "--format", "json"]).json();
    let rules = json.as_array().expect("a list");
    let rule = |id: &str| rules.iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("{id}"));
    let expected = serde_json::json!({
        "id": "dockerfile/add-instead-of-copy",
        "title": "`ADD` copies a plain local path.",
        "level": "warning",
        "group": "default",
        "tags": ["clarity"],
        "also": ["hadolint:DL3020", "tally:DL3020", "trivy:DS-0005", "checkov:CKV_DOCKER_4"],
        "fix": "safe",
        "since": "0.1.0",
        "url": null,
        "options": null,
    });
    assert_eq!(rule("dockerfile/add-instead-of-copy"), &expected);
    assert_eq!(rule("shell/SC2086")["tags"], serde_json::json!(["shell"]));
    let named = folder.run(&["rules", "DL3020,SC2086", "--format", "json"]).json();
    assert_eq!(named.as_array().map(Vec::len), Some(2));

    let table = folder.run(&["rules"]).stdout;
    assert!(rules.iter().all(|rule| table.contains(rule["id"].as_str().expect("text"))));
    let longest = table.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "{longest:?}");
    insta::assert_snapshot!("rules", folder.run(&["rules", "DL3020", "DL1000"]).stdout);
}

#[test]
fn rules_are_explained_by_any_name() {
    let folder = Folder::new(&[]);
    let own = folder.run(&["explain", "dockerfile/add-instead-of-copy"]);
    assert_eq!(own.code, Some(0));
    for name in ["add-instead-of-copy", "DL3020", "hadolint:DL3020", "CKV_DOCKER_4"] {
        assert_eq!(folder.run(&["explain", name]), own, "{name}");
    }
    insta::assert_snapshot!("explain", own.stdout);
    assert!(folder.run(&["explain", "file/unreadable"]).stdout.starts_with("file/unreadable\n"));
    let two = folder.run(&["explain", "DL3020", "DL1000"]).stdout;
    assert!(two.starts_with(&own.stdout) && two.contains("\n\ndockerfile/invalid-syntax\n"), "{two}");
}

#[test]
fn real_files_are_read_without_a_failure() {
    let Some(corpus) = support::shared("corpus") else { return };
    let folder = Folder(tempfile::tempdir().expect("a folder"));
    let mut command = folder.command(&["check", "--no-config", "--format", "json", "dockerfiles"]);
    let ran = Ran::of(&command.current_dir(corpus).output().expect("the program runs"));
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.stderr);
    let internal = ran.found().into_iter().filter(|found| found.contains(" internal/")).collect::<Vec<_>>();
    assert_eq!(internal, [""; 0]);
}

//! What a run meets in the world: files that cannot be read, readers that go away, disks that fill up, signals, hostile names.
#![allow(clippy::print_stderr, reason = "a test that did not run says so")]
#![cfg_attr(not(unix), allow(unused, reason = "most of it is arranged by means of Unix"))]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use shipworthy::report::Format;

use support::program::{ERROR, Folder, JSON, RULES, Ran, WARNING, folder};

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = Folder::new(&[("Dockerfile", &many_findings(3_000))]);
    for format in Format::ALL.map(Format::name) {
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
    for format in Format::ALL.map(Format::name) {
        let mut command = folder.command(&["check", "a", "--format", format]);
        let full = fs::File::options().write(true).open("/dev/full").expect("a device");
        let ran = Ran::of(&command.stdout(full).output().expect("the program runs"));
        let message = "error: standard output cannot be written: no space left on device\n";
        assert_eq!((ran.code, &*ran.stderr), (Some(2), message), "{format}");
        let ran = folder.check(&["--format", &format!("{format}=/dev/full")]);
        let message = "error: `/dev/full` cannot be written: no space left on device\n";
        assert_eq!((ran.code, &*ran.stderr), (Some(2), message), "{format}");
    }
}

/// The names of the files in `folder` itself.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("a folder");
    let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name().display().to_string()).collect();
    names.sort();
    names
}

/// A limit on the size of files stands for a disk that fills up while a report is written.
#[test]
#[cfg(target_os = "linux")]
fn a_report_that_cannot_be_written_whole_leaves_the_old_one() {
    let folder = Folder::new(&[("Dockerfile", &many_findings(200)), ("report", "old")]);
    for format in Format::ALL.map(Format::name) {
        let script = r#"trap '' XFSZ; ulimit -f 1; exec "$0" "$@""#;
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_shipworthy"), "check", "--select", RULES]);
        command.args(["--format", &format!("{format}=report")]).current_dir(folder.path());
        let ran = Ran::of(&command.output().expect("the program runs"));
        let message = "error: `report` cannot be written: file too large\n";
        assert_eq!((ran.code, &*ran.stderr), (Some(2), message), "{format}");
        assert_eq!(fs::read_to_string(folder.path().join("report")).ok().as_deref(), Some("old"), "{format}");
        assert_eq!(names(&folder), ["Dockerfile", "report"], "{format}");
    }
}

/// A Dockerfile with `count` findings.
fn many_findings(count: usize) -> String {
    format!("FROM alpine:3.22\n{}", "ADD server /bin/server\n".repeat(count))
}

fn send(signal: &str, process: &Child) {
    let sent = Command::new("kill").args([signal, &process.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
}

fn named_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_leaves_the_old_report() {
    let folder = Folder::new(&[("Dockerfile", &many_findings(10)), ("report.json", "old")]);
    named_pipe(&folder.path().join("pipe"));
    let mut command = folder.command(&["Dockerfile", "pipe", "--format", "json=report.json"]);
    let mut child = command.spawn().expect("the program runs");
    // It opens once somebody reads, and until it is closed the run goes on.
    let pipe = fs::File::options().write(true).open(folder.path().join("pipe")).expect("a pipe");
    send("-INT", &child);
    // For where the shell that started the tests lets its children ignore that.
    send("-KILL", &child);
    assert_eq!(child.wait().expect("it ends").code(), None, "the signal ends it");
    drop(pipe);
    assert_eq!(fs::read_to_string(folder.path().join("report.json")).ok().as_deref(), Some("old"));
    assert_eq!(names(&folder), ["Dockerfile", "pipe", "report.json"]);
}

/// Whenever a run is killed, its report is the old one or the new one.
#[test]
#[cfg(unix)]
fn a_report_appears_whole_or_not_at_all() {
    let folder = Folder::new(&[("Dockerfile", &many_findings(2_000))]);
    let report = folder.path().join("report.json");
    for milliseconds in (0..200).step_by(10) {
        fs::write(&report, "\"old\"").expect("a file");
        let mut command = folder.command(&["check", "--select", RULES, "--format", "json=report.json"]);
        let mut child = command.spawn().expect("the program runs");
        std::thread::sleep(Duration::from_millis(milliseconds));
        send("-KILL", &child);
        child.wait().expect("it ends");
        let text = fs::read_to_string(&report).expect("it is always there");
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{milliseconds} ms: {error}"));
        assert!(value == "old" || value["diagnostics"].as_array().map(Vec::len) == Some(2_000), "{milliseconds} ms");
    }
    let ran = folder.check(&["--format", "json=report.json", "--quiet"]);
    assert_eq!((ran.code, &*ran.stderr), (Some(1), ""), "what killed runs left behind is in nobody's way");
}

/// It is there when folders are searched, and gone when it is its turn.
#[test]
#[cfg(unix)]
fn a_file_that_vanishes_is_told() {
    let folder = Folder::new(&[("b/Dockerfile", WARNING), ("c/Dockerfile", WARNING)]);
    named_pipe(&folder.path().join("a"));
    let arguments = ["check", "--select", RULES, "--threads", "1", "--format", "json", "a", "b", "c"];
    let mut command = folder.command(&arguments);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut pipe = fs::File::options().write(true).open(folder.path().join("a")).expect("a pipe");
    fs::remove_file(folder.path().join("b/Dockerfile")).expect("it is there");
    pipe.write_all(ERROR.as_bytes()).expect("it is read");
    drop(pipe);
    let ran = Ran::of(&child.wait_with_output().expect("it ends"));
    let rule = "dockerfile/add-instead-of-copy";
    let found = ["a dockerfile/invalid-syntax", "b/Dockerfile file/unreadable", &format!("c/Dockerfile {rule}")];
    assert_eq!(ran.found(), found);
    assert_eq!(ran.json()["diagnostics"][1]["message"], "cannot be read: no such file or directory");
    assert_eq!((ran.code, &*ran.stderr), (Some(1), ""));
}

#[test]
fn many_files_are_told_in_order_and_without_a_word_more() {
    let folder = Folder::new(&[]);
    let paths: Vec<_> = (0..10_050).map(|number| format!("{:02}/{number:05}/Dockerfile", number % 50)).collect();
    for path in &paths {
        folder.write(path, WARNING.as_bytes());
    }
    let ran = folder.check(&["--format", "sarif=report.sarif", "--format", "json"]);
    assert_eq!((ran.code, &*ran.stderr), (Some(1), ""), "nobody sees a progress bar here");
    let mut expected: Vec<_> = paths.iter().map(|path| format!("{path} dockerfile/add-instead-of-copy")).collect();
    expected.sort();
    assert!(ran.found() == expected);
    let log = fs::read_to_string(folder.path().join("report.sarif")).expect("it was written");
    let log: Value = serde_json::from_str(&log).expect("JSON");
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(paths.len()));
}

/// On a terminal, which `script` of util-linux lends; everywhere else the other tests want standard error empty.
#[test]
#[cfg(target_os = "linux")]
fn whoever_waits_at_a_terminal_sees_a_bar() {
    let is_there = Command::new("script").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("not run: there is no `script` to lend a terminal");
        return;
    }
    let folder = Folder::new(&[("b/Dockerfile", WARNING), ("c/Dockerfile", WARNING)]);
    named_pipe(&folder.path().join("a"));
    let seen = |quiet: &str| {
        let program = env!("CARGO_BIN_EXE_shipworthy");
        let line = format!("'{program}' check --threads 1 --format json=report.json {quiet} a b c");
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).env("TERM", "xterm").current_dir(folder.path());
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("script runs");
        let mut pipe = fs::File::options().write(true).open(folder.path().join("a")).expect("a pipe");
        std::thread::sleep(Duration::from_millis(600));
        pipe.write_all(ERROR.as_bytes()).expect("it is read");
        drop(pipe);
        let output = child.wait_with_output().expect("it ends");
        String::from_utf8(output.stdout).expect("text")
    };
    let bar = seen("");
    assert!(bar.contains("] 1 of 3 files"), "{bar:?}");
    let behind = bar.rsplit("\r\u{1b}[2K").next();
    assert!(behind.is_some_and(|behind| behind.starts_with("found ")), "nothing is left of it: {bar:?}");
    assert_eq!(seen("--quiet"), "");
}

#[test]
fn neither_home_nor_any_variable_is_needed() {
    let folder = folder();
    let usual = folder.check(&JSON);
    let mut command = folder.command(&["check", "--select", RULES, "--format", "json"]);
    assert_eq!(Ran::of(&command.env_clear().output().expect("the program runs")), usual);
    for home in ["", "/dev/null", "no/such/folder"] {
        let mut command = folder.command(&["check", "--select", RULES, "--format", "json"]);
        command.env("HOME", home).env("XDG_CONFIG_HOME", home);
        assert_eq!(Ran::of(&command.output().expect("the program runs")), usual, "{home}");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_to_is_checked_all_the_same() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder();
    let usual = folder.check(&JSON);
    let allow = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).expect("it is ours");
    allow(0o555);
    if fs::write(folder.path().join("probe"), "").is_ok() {
        eprintln!("not run: this user may write everywhere");
    } else {
        assert_eq!(folder.check(&JSON), usual);
        let ran = folder.check(&["--format", "json=report.json"]);
        let message = "error: `report.json` cannot be written: permission denied\n";
        assert_eq!((ran.code, &*ran.stderr), (Some(2), message));
    }
    allow(0o755);
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
    named_pipe(&at("Dockerfile.pipe"));

    let ran = folder.check(&["--format", "concise", "--quiet"]);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!("odd_files", ran.stdout);

    let report = folder.check(&JSON).json();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/output.schema.json");
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
    for format in Format::ALL {
        let ran = folder.check(&["--format", format.name()]);
        assert_eq!(ran.code, Some(1));
        for text in [&ran.stdout, &ran.stderr] {
            let harmful = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202e}' | '\u{2066}'));
            assert!(!text.contains(harmful), "{format:?}: {text:?}");
            let commands = text.lines().filter(|line| line.starts_with("::") && !line.contains("title=dockerfile/"));
            assert_eq!(commands.count(), 0, "{format:?}: {text:?}");
        }
    }
    insta::assert_snapshot!("hostile", folder.check(&["--quiet"]).stdout);
    let missing = folder.run(&["no\u{1b}[31m\nsuch"]);
    assert_eq!(missing.stderr, "error: there is no file or folder `no\\u{1b}[31m\\u{a}such`\n");
}

/// A configuration lies among the files, and its errors quote it.
#[test]
fn a_hostile_configuration_stays_text() {
    let hostile = r#""\u001b[31m##[x]\n::error::y""#;
    let folder = folder();
    for line in ["KEY = 1", "select = [KEY]", "[rules]\nKEY = 'error'", "kubernetes-version = KEY", "strict = KEY"] {
        folder.write("shipworthy.toml", line.replace("KEY", hostile).as_bytes());
        let ran = folder.run(&["a"]);
        assert_eq!((ran.code, ran.stderr.lines().count()), (Some(2), 2), "{line}: {}", ran.stderr);
        assert!(!ran.stderr.contains(['\u{1b}']) && !ran.stderr.contains("##["), "{line}: {}", ran.stderr);
    }
}

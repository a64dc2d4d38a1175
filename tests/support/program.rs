//! The program, as a test runs it in a folder of its own.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A Dockerfile with one warning, which has a fix.
pub const WARNING: &str = "FROM alpine:3.22\nADD server /bin/server\n";
/// A Dockerfile that BuildKit refuses.
pub const ERROR: &str = "FROM alpine:3.22\nCOPYY server /bin/server\n";
pub const CLEAN: &str = "FROM alpine:3.22\nCOPY server /bin/server\n";
/// The rules that the files here are written for, so that others may come and go.
pub const RULES: &str = "dockerfile/invalid-syntax,dockerfile/add-instead-of-copy";

/// A folder for one test, in which the program runs.
pub struct Folder(TempDir);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shipworthy"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        for name in
            ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "LC_CTYPE", "TERM", "GITHUB_STEP_SUMMARY"]
        {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().expect("the program runs"))
    }

    /// Checks with [`RULES`] only.
    pub fn check(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["check", "--select", RULES], arguments].concat())
    }

    pub fn with_stdin(&self, arguments: &[&str], stdin: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(stdin).expect("it is read");
        Ran::of(&child.wait_with_output().expect("it ends"))
    }
}

/// What came of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("all output is UTF-8");
        Self { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// `path rule` of each finding.
    pub fn found(&self) -> Vec<String> {
        let report = self.json();
        let findings = report["diagnostics"].as_array().expect("a list");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        findings.iter().map(|found| format!("{} {}", text(&found["path"]), text(&found["rule"]))).collect()
    }
}

pub fn folder() -> Folder {
    Folder::new(&[("a/Dockerfile", WARNING), ("b/Dockerfile", ERROR), ("c/Dockerfile", CLEAN), ("c/main.rs", "")])
}

pub const JSON: [&str; 2] = ["--format", "json"];

//! What a team lives with: suppressions, baselines, and looking only at what was changed.

mod support;

use std::path::Path;
use std::process::Command;

use support::program::{CLEAN, Folder, JSON, WARNING};

const SECOND: &str = "FROM alpine:3.22\nADD server /bin/server\nADD client /bin/client\n";

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    assert_eq!(folder.check(&["."]).code, Some(1));
    let written = folder.check(&["--write-baseline", "."]);
    assert_eq!((written.code, &*written.stderr), (Some(0), "1 finding written to `shipworthy-baseline.json`\n"));
    let with = ["--baseline", "shipworthy-baseline.json"];
    assert_eq!(folder.check(&with).code, Some(0));

    folder.write("Dockerfile", SECOND.as_bytes());
    let ran = folder.check(&[&with[..], &["--format", "concise"]].concat());
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.stdout.lines().next().map(|line| line.starts_with("Dockerfile:3:1: ")), Some(true), "{ran:?}");
    assert!(ran.stderr.contains("1 in the baseline"), "{ran:?}");

    // What is fixed goes with the next write.
    folder.write("Dockerfile", CLEAN.as_bytes());
    folder.check(&["--write-baseline", "."]);
    folder.write("Dockerfile", WARNING.as_bytes());
    assert_eq!(folder.check(&with).code, Some(1));
}

#[test]
fn a_baseline_follows_a_file_that_moves() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    folder.check(&["--write-baseline", "--baseline", "known.json", "."]);
    std::fs::create_dir(folder.path().join("api")).expect("the folder is ours");
    std::fs::rename(folder.path().join("Dockerfile"), folder.path().join("api/Dockerfile")).expect("the file is ours");
    assert_eq!(folder.check(&["--baseline", "known.json"]).code, Some(0));
}

#[test]
fn a_baseline_that_cannot_be_read_is_a_failure() {
    let folder = Folder::new(&[("Dockerfile", WARNING), ("broken.json", "{\n")]);
    for (name, what) in [("none.json", "no such file"), ("broken.json", "line 2, column 0")] {
        let ran = folder.check(&["--baseline", name]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains(name) && ran.stderr.contains(what), "{ran:?}");
    }
}

/// Runs git in `folder`; `false` when there is none.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let settings = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
    Command::new("git")
        .args(settings)
        .args(arguments)
        .current_dir(folder)
        .output()
        .is_ok_and(|ran| ran.status.success())
}

#[test]
fn only_changed_lines_are_looked_at() {
    let folder = Folder::new(&[("a b/Dockerfile", WARNING), ("same/Dockerfile", WARNING)]);
    if !git(folder.path(), &["init"]) {
        println!("there is no git, so nothing is tried");
        return;
    }
    assert!(git(folder.path(), &["add", "."]) && git(folder.path(), &["commit", "-m", "first"]));
    let since = [&JSON[..], &["--diff-base", "HEAD"]].concat();
    assert_eq!(folder.check(&since).found(), [""; 0]);
    folder.write("a b/Dockerfile", SECOND.as_bytes());
    folder.write("new/Dockerfile", WARNING.as_bytes());
    let rule = "dockerfile/add-instead-of-copy";
    assert_eq!(
        folder.check(&since).found(),
        [format!("a b/Dockerfile {rule}"), format!("new/Dockerfile {rule}")],
        "one of two in the changed file, all in the new one"
    );
    let ran = folder.check(&["--diff-base", "no-such-branch"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("there is no revision `no-such-branch`"), "{ran:?}");
}

#[test]
fn outside_of_a_repository_there_are_no_changed_lines() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let ran = folder.check(&["--diff-base", "HEAD"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.starts_with("error: git cannot tell what was changed: "), "{ran:?}");
}

const SUPPRESSED: &str = "FROM alpine:3.22\n\
    # shipworthy: ignore[add-instead-of-copy] until=2030-01-31 the archive comes later\n\
    ADD server /bin/server\n\
    # shipworthy: ignore[add-instead-of-copy]\n\
    COPY client /bin/client\n\
    # shipworthy: ignore[add-instead-of-copy] until=2020-01-31 soon\n\
    ADD tool /bin/tool\n\
    # hadolint ignore=DL9999\n\
    RUN make\n";

#[test]
fn suppressions_are_listed_with_what_they_are_good_for() {
    let folder = Folder::new(&[("Dockerfile", SUPPRESSED)]);
    let ran = folder.run(&["suppressions", "--today", "2026-11-22"]);
    assert_eq!(ran.code, Some(0));
    insta::assert_snapshot!("suppressions", ran.stdout);
}

#[test]
fn suppressions_can_be_left_out_of_account() {
    let folder = Folder::new(&[("Dockerfile", SUPPRESSED)]);
    let lines = |arguments: &[&str]| {
        folder.check(&[&["--format", "concise", "--today", "2026-11-22"], arguments].concat()).stdout.lines().count()
    };
    assert_eq!(lines(&[]), 1, "the one that expired");
    assert_eq!(lines(&["--no-suppressions"]), 2);
}

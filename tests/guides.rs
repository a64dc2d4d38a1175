//! The guides are true: their files are written and their sessions are run, and the program prints what they show.
//! `UPDATE=1 cargo test --test guides` writes what it prints.
//!
//! A fence with a path behind its language is a file; each section has a folder of its own. In a `console` fence, lines behind
//! `$ ` are commands, and the others what they print.
#![cfg(unix)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::program::Folder;

/// The day on which the program runs, unless a guide says another: what is out of support stays so.
const TODAY: &str = "2026-11-22";

const GUIDES: [&str; 4] = ["README.md", "suppressions.md", "migrate-from-hadolint.md", "migrate-from-kube-linter.md"];

#[test]
fn guides_show_what_is_printed() {
    let mut stale = Vec::new();
    for guide in GUIDES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(guide);
        let text = fs::read_to_string(&path).expect("UTF-8");
        let real = with_real_output(&text);
        if real == text {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(path, real).expect("the page can be written");
        } else {
            stale.push((guide, first_difference(&text, &real)));
        }
    }
    assert!(stale.is_empty(), "not what is printed, run UPDATE=1 cargo test --test guides: {stale:#?}");
}

fn first_difference(text: &str, real: &str) -> Option<(String, String)> {
    let mut lines = text.lines().zip(real.lines());
    lines.find(|(told, real)| told != real).map(|(told, real)| (told.to_owned(), real.to_owned()))
}

/// `text` with what its commands print in the place of what it says they do.
fn with_real_output(text: &str) -> String {
    let mut folder = Folder::new(&[]);
    let mut written = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        written.push_str(line);
        written.push('\n');
        if line.starts_with("## ") {
            folder = Folder::new(&[]);
        }
        let Some(fence) = line.strip_prefix("```") else { continue };
        let body: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        if fence == "console" {
            for command in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
                written.push_str(&format!("$ {command}\n{}", printed(&folder, command)));
            }
        } else {
            let body: String = body.iter().map(|line| format!("{line}\n")).collect();
            if let Some((_, path)) = fence.split_once(' ') {
                folder.write(path, body.as_bytes());
            }
            written.push_str(&body);
        }
        written.push_str("```\n");
    }
    written
}

/// What a command prints on both its streams.
fn printed(folder: &Folder, command: &str) -> String {
    let has_no_day = ["--today", "shipworthy explain", "shipworthy rules", "shipworthy init"]
        .iter()
        .any(|word| command.contains(word));
    let day =
        if command.starts_with("shipworthy") && !has_no_day { format!(" --today {TODAY}") } else { String::new() };
    let program = Path::new(env!("CARGO_BIN_EXE_shipworthy")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("exec 2>&1\n{command}{day}")]).current_dir(folder.path()).env("PATH", path);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "LC_CTYPE", "TERM"] {
        shell.env_remove(name);
    }
    let git = ["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), format!("GIT_{who}_EMAIL")));
    for (name, address) in &git {
        shell.env(name, "you").env(address, "you@example.com");
    }
    shell.env("LANG", "C.UTF-8").env("HOME", folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    let output = shell.output().expect("there is a shell");
    String::from_utf8(output.stdout).expect("all output is UTF-8")
}

//! What packages need of the program, and what they say of it.

mod support;

use std::fs;
use std::path::Path;

use support::program::folder;

/// The commands that `--help` names.
fn commands(help: &str) -> Vec<&str> {
    let (_, list) = help.split_once("\nCommands:\n").expect("a list of commands");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names: Vec<_> = lines.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"check"), "{names:?}");
    names
}

/// The long options that `--help` names.
fn long_options(help: &str) -> Vec<&str> {
    let words = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let options = words.flat_map(str::split_whitespace).filter(|word| word.starts_with("--"));
    options.map(|word| word.trim_end_matches(',')).collect()
}

#[test]
fn completions_know_every_command_and_option() {
    let folder = folder();
    let help = folder.run(&["--help"]).stdout;
    let options = long_options(&help);
    assert!(options.len() > 15, "{options:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{shell}");
        // Fish writes an option's name without its hyphens.
        let names = options.iter().map(|option| option.trim_start_matches('-')).chain(commands(&help));
        for name in names {
            assert!(ran.stdout.contains(name), "{shell}: {name}");
        }
    }
    // Without a command, paths are meant.
    let zsh = folder.run(&["completions", "zsh"]).stdout;
    assert!(zsh.contains("{ _shipworthy_commands; _files }"), "{zsh}");
    let ran = folder.run(&["completions", "tcsh"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
}

#[test]
fn manual_pages_say_what_the_help_says() {
    let folder = folder();
    let help = folder.run(&["--help"]).stdout;
    let whole = folder.run(&["manual-page"]).stdout;
    // A hyphen that may be typed is written with a backslash.
    for option in long_options(&help) {
        assert!(whole.contains(&option.replace('-', "\\-")), "{option}");
    }
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES"] {
        let heading = [format!(".SH {section}\n"), format!(".SH \"{section}\"\n")];
        assert!(heading.iter().any(|heading| whole.contains(heading)), "{section}");
    }
    for command in commands(&help) {
        let page = folder.run(&["manual-page", command]).stdout;
        assert!(page.contains(&format!(".TH shipworthy-{command} 1")), "{command}: {page}");
        assert!(whole.contains(&format!("shipworthy\\-{command}(1)")), "{command}");
    }
}

#[test]
fn version() {
    let folder = folder();
    let short = format!("shipworthy {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run(&["--version"]).stdout, short);
    assert_eq!(folder.run(&["-V"]).stdout, short);
    let long = folder.run(&["--version", "--verbose"]).stdout;
    let details = long.strip_prefix(&short).expect("the same first line");
    for (line, word) in details.lines().zip(["platform", "kubernetes", "release dates", "rules"]) {
        assert!(line.starts_with(word), "{details}");
    }
    assert_eq!(details.lines().count(), 4, "{details}");
    assert_eq!(folder.run(&["--verbose"]).code, Some(2));
}

/// Packages and recipes ask for this version of the program.
#[test]
fn versions_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["pyproject.toml", "docs/ci.md", "docs/gitlab-ci.md"];
    for file in files {
        let text = fs::read_to_string(root.join(file)).expect(file);
        let mut places = 0;
        for before in ["shipworthy==", "OWNER/shipworthy@v", "OWNER/shipworthy:", "rev: v"] {
            for (at, _) in text.match_indices(before) {
                let behind = &text[at + before.len()..];
                let version: String = behind.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
                assert_eq!(version, env!("CARGO_PKG_VERSION"), "{file}: {before}");
                places += 1;
            }
        }
        assert!(places > 0, "{file} asks for no version");
    }
}

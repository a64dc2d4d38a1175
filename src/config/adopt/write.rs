//! Writes a configuration of ours that asks for what others were asked for, with comments on where each part comes from.

use std::fmt::{self, Write as _};

use super::super::FailOn;
use super::{Adopted, Named};

/// A configuration that means the same as `files`, each the path of a file and what it asks for.
#[must_use]
pub fn write(files: &[(String, Adopted)]) -> String {
    let mut out = String::new();
    compose(files, &mut out).expect("a string can be written to");
    out
}

fn compose(files: &[(String, Adopted)], out: &mut String) -> fmt::Result {
    writeln!(out, "# What applies to a file, and why: `shipworthy config FILE`. All keys: docs/configuration.md.")?;
    if !files.is_empty() {
        let paths: Vec<_> = files.iter().map(|(path, _)| &**path).collect();
        writeln!(out, "# Made from {}, by `shipworthy init`.", comment(&paths.join(", ")))?;
    }
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').map_or("", |(version, _)| version);
    writeln!(out, "\n# Rules that are younger stay off, so that an upgrade finds nothing new.")?;
    writeln!(out, "rules-version = {}", quoted(version))?;
    if files.is_empty() {
        return out.write_str(STARTER);
    }
    let all = |adopted: fn(&Adopted) -> bool| files.iter().filter(move |(_, file)| adopted(file));
    // Of several, the one that lets least pass.
    if let Some(fail_on) =
        FailOn::ALL.into_iter().find(|level| files.iter().any(|(_, file)| file.fail_on == Some(*level)))
    {
        writeln!(out, "\nfail-on = {}", quoted(fail_on.name()))?;
    }
    if all(|file| file.no_suppressions).next().is_some() {
        writeln!(out, "\n# The comments of all tools, not of one alone.\nsuppressions = false")?;
    }
    if all(|file| !file.select.is_empty()).next().is_some() {
        writeln!(out, "\n# `default` is what is on without a selection.\nselect = [\n  \"default\",")?;
        lists(files, |file| &file.select, out)?;
    }
    if all(|file| !file.ignore.is_empty()).next().is_some() {
        writeln!(out, "\nignore = [")?;
        lists(files, |file| &file.ignore, out)?;
    }
    texts("exclude", files, |file| &file.exclude, out)?;
    texts("trusted-registries", files, |file| &file.trusted_registries, out)?;
    if all(|file| file.strict_labels).next().is_some() {
        writeln!(out, "\nstrict-labels = true")?;
    }
    for (path, file) in all(|file| !file.label_schema.is_empty()) {
        writeln!(out, "\n# {}\n[label-schema]", comment(path))?;
        for (label, kind) in &file.label_schema {
            writeln!(out, "{} = {}", quoted(label), quoted(kind.name()))?;
        }
    }
    levels(files, out)?;
    for (path, file) in files {
        for (globs, rules) in &file.ignore_in {
            let globs: Vec<_> = globs.iter().map(|glob| quoted(glob)).collect();
            writeln!(out, "\n# {}\n[[overrides]]\npaths = [{}]\nignore = [", comment(path), globs.join(", "))?;
            list(rules, out)?;
            writeln!(out, "]")?;
        }
    }
    let mut left = files.iter().flat_map(|(path, file)| file.left.iter().map(move |left| (path, left))).peekable();
    if left.peek().is_some() {
        writeln!(out, "\n# What has no equivalent:")?;
    }
    for (path, left) in left {
        writeln!(out, "# - {}: {}", comment(path), comment(left))?;
    }
    Ok(())
}

/// The lists of all files, below the path of each, and the bracket that ends them.
fn lists(files: &[(String, Adopted)], of: fn(&Adopted) -> &Vec<Named>, out: &mut String) -> fmt::Result {
    for (path, file) in files.iter().filter(|(_, file)| !of(file).is_empty()) {
        writeln!(out, "  # {}", comment(path))?;
        list(of(file), out)?;
    }
    writeln!(out, "]")
}

fn list(named: &[Named], out: &mut String) -> fmt::Result {
    for Named { word, remark } in named {
        writeln!(out, "  {}, # {}", quoted(word), comment(remark))?;
    }
    Ok(())
}

fn texts(key: &str, files: &[(String, Adopted)], of: fn(&Adopted) -> &Vec<String>, out: &mut String) -> fmt::Result {
    if files.iter().all(|(_, file)| of(file).is_empty()) {
        return Ok(());
    }
    writeln!(out, "\n{key} = [")?;
    for (path, file) in files {
        for text in of(file) {
            writeln!(out, "  {}, # {}", quoted(text), comment(path))?;
        }
    }
    writeln!(out, "]")
}

fn levels(files: &[(String, Adopted)], out: &mut String) -> fmt::Result {
    if files.iter().all(|(_, file)| file.levels.is_empty()) {
        return Ok(());
    }
    writeln!(out, "\n[rules]")?;
    let mut said = std::collections::HashSet::new();
    for (path, file) in files {
        for (Named { word, remark }, level) in &file.levels {
            // TOML has no key twice.
            if said.insert(word) {
                writeln!(out, "{} = {} # {}: {}", quoted(word), quoted(level.name()), comment(path), comment(remark))?;
            }
        }
    }
    Ok(())
}

/// `text` as a TOML string on one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `text` as a part of a comment.
fn comment(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect()
}

/// Whether `c` is a control character, or one that turns the direction of what follows.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What may be wanted first, for those who come from nowhere.
const STARTER: &str = "
# Rules that are off: our ids, or those of hadolint, ShellCheck, kube-linter, Trivy, Checkov and others; tags; globs.
# ignore = [\"DL3008\", \"dockerfile/missing-user\"]

# Files that are not checked when they are found in a folder.
# exclude = [\"vendor/\", \"**/testdata/**\"]

# The releases of Kubernetes that manifests are for; the newest that is known, unless you say so.
# kubernetes-version = \"1.31..1.34\"

# Images come from anywhere, unless you say from where.
# trusted-registries = [\"docker.io/library\", \"ghcr.io/example\"]

# Levels (off, info, warning, error) and options.
# [rules]
# \"dockerfile/latest-tag\" = \"error\"

# What is different for some files.
# [[overrides]]
# paths = [\"legacy/**\"]
# ignore = [\"strict\"]
";

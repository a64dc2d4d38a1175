//! Who may import whom, as data.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate and what it may name beside itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("date", &[]),
    ("diagnostic", &["text"]),
    ("syntax", &["text", "diagnostic"]),
    ("schema", &["text"]),
    ("model", &["text", "diagnostic", "date", "syntax", "schema"]),
    ("rule", &["text", "date", "diagnostic", "syntax", "schema", "model"]),
    ("rules", &["rule", "model", "schema", "syntax"]),
    ("config", &["text", "date", "diagnostic", "syntax", "schema", "model", "rule", "rules"]),
    ("engine", &["text", "date", "diagnostic", "syntax", "schema", "model", "rule", "rules", "config"]),
    ("report", &["text", "diagnostic", "rule", "rules"]),
    ("manual", &["text", "date", "diagnostic", "model", "rule", "rules", "config", "engine", "report"]),
    (
        "cli",
        &["text", "date", "diagnostic", "model", "rule", "rules", "config", "engine", "report", "manual", "schema"],
    ),
    (
        "lib",
        &[
            "text",
            "date",
            "diagnostic",
            "syntax",
            "schema",
            "model",
            "rule",
            "rules",
            "config",
            "engine",
            "report",
            "manual",
            "cli",
        ],
    ),
    ("main", &[]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").to_str().expect("ASCII").to_owned();
            (name, fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect()
}

fn module(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The modules that a text names by `crate::…`.
fn imports(text: &str) -> BTreeSet<&str> {
    let end = |rest: &str| rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
    text.split("crate::").skip(1).map(|rest| &rest[..end(rest)]).filter(|name| !name.is_empty()).collect()
}

#[test]
fn modules_import_what_they_may() {
    let mut faults = Vec::new();
    for (file, text) in files() {
        let own = module(&file);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == own) else {
            faults.push(format!("{file}: `{own}` is not in the table"));
            continue;
        };
        for import in imports(&text).into_iter().filter(|import| *import != own && !allowed.contains(import)) {
            faults.push(format!("{file}: `{own}` may not import `{import}`"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A rule sees the prelude and the tables of facts that the model keeps, and no other rule.
#[test]
fn rules_import_the_prelude_only() {
    for (file, text) in
        files().into_iter().filter(|(file, _)| file.starts_with("rules/") && file.matches('/').count() == 2)
    {
        if file.ends_with("/mod.rs") {
            continue;
        }
        for line in text.lines().filter(|line| line.starts_with("use ")) {
            let allowed = [
                "use crate::rule::prelude::",
                "use crate::model::",
                "use crate::schema::",
                "use crate::syntax::yaml",
                "use std::",
                "use serde::",
                "use schemars::",
            ];
            assert!(allowed.iter().any(|prefix| line.starts_with(prefix)), "{file}: {line}");
        }
    }
}

#[test]
fn modules_are_introduced_and_of_a_size() {
    let mut faults = Vec::new();
    for (file, text) in files() {
        let is_rule = file.starts_with("rules/") && !file.ends_with("/mod.rs");
        if !is_rule && !text.starts_with("//!") {
            faults.push(format!("{file} does not say what it is for"));
        }
        if text.lines().count() > 600 {
            faults.push(format!("{file} has {} lines", text.lines().count()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The crates that stand behind an adapter are named in it only.
#[test]
fn adapters_hide_their_crates() {
    for (krate, home) in [("shuck_", "syntax/shell/"), ("jsonschema::", "model/k8s/custom/")] {
        for (file, text) in files() {
            assert!(file.starts_with(home) || !text.contains(krate), "{file} names {krate}…");
        }
    }
}

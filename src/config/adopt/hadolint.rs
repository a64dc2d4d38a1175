//! hadolint's configuration, as its README lists the keys.

use super::yaml::{is_true, keys, mapping, root, text, texts};
use super::{Adopted, FailOn};
use crate::diagnostic::Level;
use crate::model::dockerfile::LabelType;
use crate::rule::Peer;
use crate::syntax::yaml::{Mapping, Tree};

pub(super) fn read(source: &str) -> Adopted {
    let mut adopted = Adopted::default();
    let tree = Tree::parse(source);
    let Some(root) = root(&tree, &mut adopted) else { return adopted };
    for id in texts(root, "ignored") {
        adopted.ignore(Peer::Hadolint, &id);
    }
    if let Some(levels) = mapping(root, "override") {
        // There is no milder level here than `info`.
        for (key, level) in
            [("error", Level::Error), ("warning", Level::Warning), ("info", Level::Info), ("style", Level::Info)]
        {
            for id in texts(levels, key) {
                adopted.level(Peer::Hadolint, &id, level);
            }
        }
    }
    adopted.trusted_registries = texts(root, "trustedRegistries");
    read_labels(root, &mut adopted);
    adopted.strict_labels = is_true(root, "strict-labels");
    adopted.no_suppressions = is_true(root, "disable-ignore-pragma");
    adopted.fail_on = match text(root, "failure-threshold").as_deref() {
        _ if is_true(root, "no-fail") => Some(FailOn::Never),
        Some("error") => Some(FailOn::Error),
        Some("warning") => Some(FailOn::Warning),
        Some("info" | "style") => Some(FailOn::Info),
        Some(other) => {
            adopted.left.push(format!("`failure-threshold: {other}`: there is no such level here"));
            None
        }
        None => {
            adopted.left.push(
                "without `failure-threshold`, hadolint fails on `info` too, as `fail-on = \"info\"` does".to_owned(),
            );
            None
        }
    };
    if let Some(format) = text(root, "format") {
        adopted.left.push(format!("`format: {format}`: {}", format_here(&format)));
    }
    let known = [
        "ignored",
        "override",
        "trustedRegistries",
        "label-schema",
        "strict-labels",
        "disable-ignore-pragma",
        "failure-threshold",
        "no-fail",
        "format",
    ];
    for key in keys(root).into_iter().filter(|key| !known.contains(&&**key)) {
        adopted.left.push(match &*key {
            "no-color" => "`no-color`: set NO_COLOR, or write `--color never`".to_owned(),
            _ => format!("`{key}` is no key that is known"),
        });
    }
    adopted
}

fn read_labels(root: Mapping<'_>, adopted: &mut Adopted) {
    let Some(labels) = mapping(root, "label-schema") else { return };
    for label in keys(labels) {
        let name = text(labels, &label).unwrap_or_default().to_ascii_lowercase();
        let kind = LabelType::ALL.into_iter().find(|kind| kind.name() == name);
        match kind.or_else(|| name.is_empty().then_some(LabelType::Text)) {
            Some(kind) => adopted.label_schema.push((label, kind)),
            None => adopted.left.push(format!("`label-schema`: `{label}` has the type `{name}`, which is none")),
        }
    }
}

/// How to have one of hadolint's formats here.
fn format_here(format: &str) -> String {
    match format {
        "json" | "sarif" | "checkstyle" | "junit" => format!("write `--format {format}` on the command line"),
        "gitlab_codeclimate" | "codeclimate" => "write `--format gitlab` on the command line".to_owned(),
        "gnu" | "tty" => "`--format concise` is near to it".to_owned(),
        _ => "there is no such format here".to_owned(),
    }
}

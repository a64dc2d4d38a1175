//! kube-linter's configuration, as its documentation lists the keys.

use super::yaml::{is_true, items, keys, mapping, root, text, texts};
use super::{Adopted, Named};
use crate::rule::{Group, Peer};
use crate::rules;
use crate::syntax::yaml::{Node, Tree};

pub(super) fn read(source: &str) -> Adopted {
    let mut adopted = Adopted::default();
    let tree = Tree::parse(source);
    let Some(root) = root(&tree, &mut adopted) else { return adopted };
    if let Some(checks) = mapping(root, "checks") {
        let all = is_true(checks, "addAllBuiltIn");
        if all {
            let remark = "addAllBuiltIn: all of its checks that are here".to_owned();
            adopted.select.push(Named { word: "kube-linter:*".to_owned(), remark });
        }
        let include = texts(checks, "include");
        for id in &include {
            if let Some(named) = adopted.named(Peer::KubeLinter, id).filter(|_| !all) {
                adopted.select.push(named);
            }
        }
        let exclude = texts(checks, "exclude");
        for id in &exclude {
            adopted.ignore(Peer::KubeLinter, id);
        }
        if is_true(checks, "doNotAutoAddDefaults") && !all {
            leave_out_defaults(&include, &exclude, &mut adopted);
        }
        for path in texts(checks, "ignorePaths") {
            adopt_path(path, &mut adopted);
        }
        let known = ["addAllBuiltIn", "doNotAutoAddDefaults", "include", "exclude", "ignorePaths"];
        for key in keys(checks).into_iter().filter(|key| !known.contains(&&**key)) {
            adopted.left.push(format!("`checks.{key}` is no key that is known"));
        }
    }
    for check in items(root, "customChecks").into_iter().filter_map(Node::as_mapping) {
        adopted.left.push(format!("the custom check `{}`", text(check, "name").unwrap_or_default()));
    }
    for key in keys(root).into_iter().filter(|key| !["checks", "customChecks"].contains(&&**key)) {
        adopted.left.push(format!("`{key}` is no key that is known"));
    }
    adopted
}

/// Takes out the default rules that are checks of kube-linter's, but not among those it includes.
fn leave_out_defaults(include: &[String], exclude: &[String], adopted: &mut Adopted) {
    let defaults = rules::all().filter(|rule| rule.group == Group::Default);
    for rule in defaults {
        let mut ids = rule.ids_at(Peer::KubeLinter).peekable();
        let Some(first) = ids.peek().copied() else { continue };
        let is_said = |id: &str| include.iter().chain(exclude).any(|said| said == id);
        if !ids.any(is_said) {
            let remark = format!("{}, doNotAutoAddDefaults", rule.id);
            adopted.ignore.push(Named { word: format!("kube-linter:{first}"), remark });
        }
    }
    adopted.ignore.dedup_by(|later, earlier| later.word == earlier.word);
}

/// Its globs are paths from the working folder; here, one without a slash would mean any folder.
fn adopt_path(path: String, adopted: &mut Adopted) {
    if path.starts_with(['~', '/']) || path.starts_with("..") {
        adopted.left.push(format!("`ignorePaths`: `{path}` is outside of this folder"));
        return;
    }
    let path = path.strip_prefix("./").map(ToOwned::to_owned).unwrap_or(path);
    adopted.exclude.push(if path.contains('/') { path } else { format!("/{path}") });
}

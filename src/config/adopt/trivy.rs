//! What Trivy is told to ignore: a list of ids, or YAML with paths and reasons.

use super::yaml::{items, keys, root, text, texts};
use super::{Adopted, Named};
use crate::rule::Peer;
use crate::syntax::yaml::{Node, Tree};

pub(super) fn read_list(source: &str) -> Adopted {
    let mut adopted = Adopted::default();
    for line in source.lines() {
        let mut words = line.split('#').next().unwrap_or_default().split_whitespace();
        let Some(id) = words.next() else { continue };
        let until = words.find_map(|word| word.strip_prefix("exp:"));
        if let Some(named) = misconfiguration(id, until, None, &mut adopted) {
            adopted.ignore.push(named);
        }
    }
    adopted
}

pub(super) fn read_yaml(source: &str) -> Adopted {
    let mut adopted = Adopted::default();
    let tree = Tree::parse(source);
    let Some(root) = root(&tree, &mut adopted) else { return adopted };
    for entry in items(root, "misconfigurations").into_iter().filter_map(Node::as_mapping) {
        let Some(id) = text(entry, "id") else { continue };
        let (until, statement) = (text(entry, "expired_at"), text(entry, "statement"));
        let Some(named) = misconfiguration(&id, until.as_deref(), statement.as_deref(), &mut adopted) else { continue };
        let paths = texts(entry, "paths");
        if paths.is_empty() {
            adopted.ignore.push(named);
        } else {
            adopted.ignore_in.push((paths.iter().map(|path| anchored(path)).collect(), vec![named]));
        }
    }
    for key in keys(root).into_iter().filter(|key| key != "misconfigurations") {
        adopted.left.push(format!("`{key}` has no equivalent: only configuration is looked at"));
    }
    adopted
}

fn misconfiguration(id: &str, until: Option<&str>, statement: Option<&str>, adopted: &mut Adopted) -> Option<Named> {
    if id.starts_with("CVE-") || id.starts_with("GHSA-") {
        adopted.left.push(format!("`{id}` is a vulnerability: packages in images are not looked at"));
        return None;
    }
    let mut named = adopted.named(Peer::Trivy, id)?;
    for more in [until.map(|day| format!("until {day}")), statement.map(ToOwned::to_owned)].into_iter().flatten() {
        named.remark.push_str(&format!("; {more}"));
    }
    Some(named)
}

/// Its globs are paths from the folder that is scanned; here, one without a slash would mean any folder.
fn anchored(path: &str) -> String {
    let path = path.trim_start_matches("./");
    if path.starts_with("**/") || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

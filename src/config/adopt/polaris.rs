//! Polaris' configuration: how bad each check is.

use super::Adopted;
use super::yaml::{items, keys, mapping, root, text};
use crate::diagnostic::Level;
use crate::rule::Peer;
use crate::syntax::yaml::Tree;

pub(super) fn read(source: &str) -> Adopted {
    let mut adopted = Adopted::default();
    let tree = Tree::parse(source);
    let Some(root) = root(&tree, &mut adopted) else { return adopted };
    if let Some(checks) = mapping(root, "checks") {
        for id in keys(checks) {
            match text(checks, &id).as_deref() {
                Some("danger") => adopted.level(Peer::Polaris, &id, Level::Error),
                Some("warning") => adopted.level(Peer::Polaris, &id, Level::Warning),
                Some("ignore") => adopted.ignore(Peer::Polaris, &id),
                _ => adopted.left.push(format!("`checks.{id}` has no level that is known")),
            }
        }
    }
    let exemptions = items(root, "exemptions").len();
    if exemptions > 0 {
        let plural = if exemptions == 1 { "" } else { "s" };
        adopted.left.push(format!(
            "{exemptions} exemption{plural}: write `polaris.fairwinds.com/…-exempt` annotations on the objects, which count here too"
        ));
    }
    if let Some(custom) = mapping(root, "customChecks") {
        adopted.left.extend(keys(custom).into_iter().map(|name| format!("the custom check `{name}`")));
    }
    for key in keys(root).into_iter().filter(|key| !["checks", "exemptions", "customChecks"].contains(&&**key)) {
        adopted.left.push(format!("`{key}` has no equivalent"));
    }
    adopted
}

//! Checkov's configuration: its command line as YAML.

use super::yaml::{is_true, keys, root, texts};
use super::{Adopted, FailOn};
use crate::rule::Peer;
use crate::syntax::yaml::Tree;

pub(super) fn read(source: &str) -> Adopted {
    let mut adopted = Adopted::default();
    let tree = Tree::parse(source);
    let Some(root) = root(&tree, &mut adopted) else { return adopted };
    for id in texts(root, "skip-check") {
        // Checks of other languages are no loss.
        if id.starts_with("CKV_K8S_") || id.starts_with("CKV_DOCKER_") || id.starts_with("CKV2_") {
            adopted.ignore(Peer::Checkov, &id);
        } else {
            adopted.left.push(format!("`skip-check`: `{id}` is not about Dockerfiles or manifests"));
        }
    }
    for path in texts(root, "skip-path") {
        // Checkov's are regular expressions.
        if path.contains(['*', '?', '[', '(', '|', '^', '$', '\\', '+']) {
            adopted.left.push(format!("`skip-path`: `{path}` is a regular expression, and globs are wanted here"));
        } else {
            adopted.exclude.push(path);
        }
    }
    if is_true(root, "soft-fail") {
        adopted.fail_on = Some(FailOn::Never);
    }
    // What says where to look and how to tell is for the command line.
    let known =
        ["skip-check", "skip-path", "soft-fail", "directory", "file", "framework", "compact", "quiet", "output"];
    for key in keys(root).into_iter().filter(|key| !known.contains(&&**key)) {
        adopted.left.push(format!("`{key}` has no equivalent"));
    }
    adopted
}

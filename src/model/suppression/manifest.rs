//! Suppressions of a manifest: comments for the line they end, the node they stand above, the object or the file; and the
//! annotations of peers.
//!
//! Sources: the documentation of kube-linter, kube-score, Polaris and Checkov on annotations.

use super::own::{self, Reach};
use super::{Dialect, Names, Suppression, note_removals, of_scanners, part};
use crate::model::k8s::{Manifest, Metadata, Object, PodTemplate};
use crate::syntax::yaml;
use crate::text::{Span, Spanned};

/// Our own annotation, for objects whose comments a template engine drops.
const OWN_ANNOTATION: &str = "shipworthy/ignore";

/// The suppressions of a manifest, in no particular order.
#[must_use]
pub fn of_manifest(model: &Manifest<'_>) -> Vec<Suppression> {
    let tree = model.tree();
    let source = tree.text();
    let file = Span::of(0..source.len());
    let mut found = Vec::new();
    for comment in tree.comments() {
        let text = comment.text();
        if !text.contains(':') {
            continue;
        }
        let here = || if comment.is_alone() { below(tree, comment.span()) } else { line_of(source, comment.span()) };
        if text.contains("skip=") || text.starts_with("trivy:") {
            of_scanners(source, text, comment.span(), here(), file, &mut found);
        }
        let Some(own) = own::read(source, text) else { continue };
        found.push(match own.reach {
            Reach::Here => own.covering(comment.span(), here()),
            Reach::File => own.covering(comment.span(), file),
            Reach::Object => match object_at(model, comment.span()) {
                Some(object) => own.covering(comment.span(), object),
                None => own.out_of_place(comment.span(), "it stands in no object"),
            },
            Reach::Stage => {
                own.out_of_place(comment.span(), "a manifest has objects, not stages: write `ignore-object`")
            }
        });
    }
    for &object in model.objects() {
        of_annotations(source, object, &mut found);
    }
    note_removals(source, &mut found);
    found
}

/// Where the object stands that holds `place`, or that begins next after it in the same document.
fn object_at(model: &Manifest<'_>, place: Span) -> Option<Span> {
    let at = model.objects().partition_point(|object| object.span().end <= place.start);
    let object = model.objects().get(at)?;
    let document = object.document();
    (object.span().contains_offset(place.start) || document.span().contains_offset(place.start)).then(|| object.span())
}

fn of_annotations(source: &str, object: Object<'_>, found: &mut Vec<Suppression>) {
    let scope = object.span();
    let metadata = object.metadata();
    for (key, value) in metadata.annotations() {
        let place = key.span.cover(value.span);
        let named = |name: &str, within: Span| Names::Some(vec![locate(source, name, within)]);
        let mut add = |names, dialect, reason: &str| {
            found.push(Suppression::new(place, names, scope, dialect).because(reason));
        };
        if let Some(check) = key.value.strip_prefix("ignore-check.kube-linter.io/") {
            add(named(check, key.span), Dialect::KubeLinter, &value.value);
        } else if key.value == "kube-linter.io/ignore-all" {
            add(Names::All, Dialect::KubeLinter, &value.value);
        } else if let Some(check) = key.value.strip_prefix("polaris.fairwinds.com/")
            && value.value.eq_ignore_ascii_case("true")
        {
            match check.strip_suffix("-exempt") {
                Some(check) => add(named(check, key.span), Dialect::Polaris, ""),
                None if check == "exempt" => add(Names::All, Dialect::Polaris, ""),
                None => {}
            }
        } else if ["checkov.io/skip", "bridgecrew.io/skip", "cortex.io/skip"]
            .iter()
            .any(|skip| key.value.contains(skip))
        {
            let (id, reason) = value.value.split_once('=').unwrap_or((&value.value, ""));
            add(named(id.trim(), value.span), Dialect::Checkov, reason);
        } else if key.value == OWN_ANNOTATION {
            // What is cooked has no place of its own; what is written plainly does.
            let raw = value.span.slice(source);
            let inner = raw.trim_matches(['"', '\'']);
            let own = own::read_list(source, inner, Reach::Object);
            found.push(own.covering(place, scope));
        }
    }
    // kube-score asks the pods' template first.
    let template = object.pod_template().map(PodTemplate::metadata);
    for metadata in [Some(metadata), template].into_iter().flatten() {
        of_kube_score(source, metadata, scope, found);
    }
}

fn of_kube_score(source: &str, metadata: Metadata<'_>, scope: Span, found: &mut Vec<Suppression>) {
    let Some(ids) = metadata.annotation("kube-score/ignore") else { return };
    let list = ids.value.split(',').map(str::trim).filter(|id| !id.is_empty());
    let names = Names::Some(list.map(|id| locate(source, id, ids.span)).collect());
    let suppression = Suppression::new(ids.span, names, scope, Dialect::KubeScore);
    if !found.contains(&suppression) {
        found.push(suppression);
    }
}

/// `name` with its place in the text `within`; all of that when it is written with escapes.
fn locate(source: &str, name: &str, within: Span) -> Spanned<Box<str>> {
    let text = within.slice(source);
    let found = text.find(name).map(|at| part(source, &text[at..at + name.len()]));
    Spanned::new(name.into(), found.unwrap_or(within))
}

/// The line up to a place.
fn line_of(text: &str, place: Span) -> Span {
    let start = text[..place.start as usize].rfind('\n').map_or(0, |at| at + 1);
    Span::new(start as u32, place.start)
}

/// What begins on the next line of content below a place: an item, an object when it is its first line, else an entry with
/// its value.
fn below(tree: &yaml::Tree<'_>, place: Span) -> Span {
    let text = tree.text();
    let rest = &text[place.end as usize..];
    let is_content = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && line != "---"
    };
    let Some(line) = rest.split_inclusive('\n').skip(1).find(is_content) else { return Span::empty(place.end) };
    let content = line.trim_start();
    let start = part(text, content).start;
    let item = content.starts_with("- ");
    let Some(node) = tree.node_at(if item { start + 2 } else { start }) else { return Span::empty(start) };
    let Some(parent) = node.parent().filter(|parent| parent.span().start == node.span().start) else {
        return entry_of(node).cover(Span::empty(start));
    };
    let whole = item || parent.parent().is_none();
    let covered = if whole { parent.full_span() } else { entry_of(node) };
    covered.cover(Span::empty(start))
}

/// The entry that `node` is the key of; `node` itself when it is none.
fn entry_of(node: yaml::Node<'_>) -> Span {
    let mapping = node.parent().and_then(yaml::Node::as_mapping);
    let entry = mapping.and_then(|mapping| mapping.entries().find(|entry| entry.key == node));
    entry.map_or_else(|| node.full_span(), yaml::Entry::span)
}

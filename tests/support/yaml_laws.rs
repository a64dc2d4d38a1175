//! What holds for every text that is read as YAML; for tests and for the fuzzer.

use shipworthy::syntax::yaml::{Kind, Node, Tree, looks_templated};
use shipworthy::text::Span;

/// Reads `text` and checks all laws.
pub fn check(text: &str) {
    let tree = Tree::parse(text);
    check_documents(&tree);
    check_nodes(&tree);
    check_lists(&tree);
    let again = Tree::parse(text);
    assert_eq!(again.nodes().len(), tree.nodes().len());
    assert_eq!(again.errors(), tree.errors());
    let _ = looks_templated(text);
}

/// What holds for the documents of a tree.
pub fn check_documents(tree: &Tree<'_>) {
    let mut end = 0;
    let mut nodes = 0;
    for document in tree.documents() {
        let span = document.span();
        assert_eq!(span.start, end, "documents lie side by side");
        end = span.end;
        for marker in [document.start_marker(), document.end_marker()].into_iter().flatten() {
            assert!(span.contains(marker));
            assert!(["---", "..."].contains(&marker.slice(tree.text())));
        }
        assert!(span.contains(document.root().full_span()), "a root lies in its document");
        assert!(document.root().parent().is_none());
        nodes += document.nodes().count();
        for directive in document.directives() {
            assert!(directive.span().slice(tree.text()).starts_with('%'));
        }
        assert!(document.errors().len() <= tree.errors().len());
    }
    assert_eq!(nodes, tree.nodes().len(), "every node belongs to one document");
    if tree.documents().len() > 0 {
        assert_eq!(end as usize, tree.text().len(), "the documents cover the text");
    }
}

fn check_nodes(tree: &Tree<'_>) {
    let mut start = 0;
    for node in tree.nodes() {
        let span = node.span();
        assert!(span.start >= start, "nodes ascend: {node:?}");
        start = span.start;
        assert_eq!(node.text().len(), span.len() as usize);
        assert!(node.full_span().contains(span));
        check_children(node);
        if let Some(parent) = node.parent() {
            assert!(parent.children().any(|child| child == node));
            assert!(parent.span().contains(node.full_span()), "{node:?} lies in {parent:?}");
        }
        match node.kind() {
            Kind::Scalar(scalar) => {
                assert!(scalar.span().contains(scalar.content_span()));
                let value = scalar.value();
                assert!(scalar.is(&value));
                let _ = scalar.resolve_1_1();
                let _ = scalar.resolve_1_2();
                assert!(scalar.header().is_none_or(|header| scalar.span().contains(header)));
            }
            Kind::Alias(alias) => {
                assert!(node.text().starts_with('*'));
                if let Some(target) = alias.target() {
                    assert!(target.id() < node.id());
                    assert_eq!(target.anchor().map(|anchor| anchor.value), Some(alias.name()));
                }
            }
            Kind::Mapping(mapping) => {
                assert_eq!(node.children().count() % 2, 0, "keys have values");
                for name in ["k0", "k3", "image", "<<", ""] {
                    let _ = mapping.get(name);
                    let _ = mapping.get_merged(name);
                }
            }
            Kind::Sequence(_) => {}
            Kind::Error => assert!(node.is_broken()),
        }
    }
    if let Some(last) = tree.nodes().next_back() {
        assert!(last.path().0.len() <= 512);
    }
}

fn check_children(node: Node<'_>) {
    let mut end = node.span().start;
    let mut count = 1;
    for child in node.children() {
        assert!(child.full_span().start >= end, "siblings do not overlap: {child:?} in {node:?}");
        end = child.full_span().end;
        count += child.descendants().count();
    }
    assert_eq!(count, node.descendants().count(), "skip links add up: {node:?}");
}

/// What holds for the comments and mistakes of a tree.
pub fn check_lists(tree: &Tree<'_>) {
    let text = tree.text();
    let mut end = 0;
    for comment in tree.comments() {
        assert!(comment.span().start >= end, "comments ascend");
        end = comment.span().end;
        assert!(comment.span().slice(text).starts_with('#'));
        assert!(!comment.span().slice(text).contains('\n'));
        let _ = tree.comments_above(comment.span().start);
        assert!(tree.comment_trailing(comment.span().start) == Some(comment));
    }
    let mut place = Span::default();
    assert!(tree.errors().len() <= 1000);
    for error in tree.errors() {
        assert!(error.span >= place, "errors ascend");
        place = error.span;
        let _ = error.span.slice(text);
        assert!(!error.to_string().is_empty());
        assert!(error.help().is_none_or(|help| !help.is_empty()));
        if let Some(label) = error.label() {
            let _ = label.span.slice(text);
        }
    }
    let has_error_nodes = tree.nodes().any(|node| matches!(node.kind(), Kind::Error));
    assert!(!has_error_nodes || !tree.errors().is_empty(), "what is left out is reported");
}

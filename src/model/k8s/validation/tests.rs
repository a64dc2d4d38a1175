//! What the walk finds, and what it lets pass, on small objects.

use super::*;
use crate::model::k8s::Manifest;
use crate::schema::Version;
use crate::syntax::yaml::Tree;

/// Every problem as `text under the span: problem`, for the releases of `versions`.
fn found_in(versions: &str, text: &str) -> Vec<String> {
    let tree = Tree::parse(text);
    let manifest = Manifest::new(&tree);
    let wanted = versions.parse().expect("covered releases");
    let found = manifest.objects().iter().flat_map(|&object| problems(object, &CustomSchemas::default(), wanted));
    found.map(|problem| format!("{}: {}", problem.span.slice(text), told(&problem))).collect()
}

fn found(text: &str) -> Vec<String> {
    found_in(&Version::NEWEST.to_string(), text)
}

fn told(problem: &Problem<'_>) -> String {
    let place = &problem.place;
    match &problem.kind {
        ProblemKind::UnknownField { meant: None, .. } => format!("unknown in {place}"),
        ProblemKind::UnknownField { meant: Some(Meant::Field { name, .. }), .. } => format!("{name}?"),
        ProblemKind::UnknownField { meant: Some(Meant::Outward { place }), .. } => format!("out to {place}?"),
        ProblemKind::UnknownField { meant: Some(Meant::Elsewhere { path }), .. } => format!("into {path}?"),
        ProblemKind::MissingField { field } => format!("{place} lacks {field} in {}", problem.versions),
        ProblemKind::WrongType { wanted, found } => format!("{wanted}, not {found}"),
        other => format!("{other:?}"),
    }
}

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";

fn pod(spec: &str) -> Vec<String> {
    found(&format!("{POD}spec:\n{spec}"))
}

#[test]
fn keys_are_sought_where_they_belong() {
    assert_eq!(
        pod("  Containers: []\n  containers:\n  - {name: a, nam: b, image: c}\n"),
        ["Containers: unknown in `spec`", "nam: unknown in an item of `containers`"],
        "what is there already was not meant"
    );
    assert_eq!(
        pod("  container:\n  - {name: a}\n"),
        ["spec: `spec` lacks containers in 1.37", "container: containers?"]
    );
    let a = "  containers:\n  - name: a\n";
    assert_eq!(pod(&format!("{a}    hostNetwork: true\n")), ["hostNetwork: out to `spec`?"]);
    assert_eq!(pod(&format!("{a}    labels: {{a: b}}\n")), ["labels: into metadata?"]);
    assert_eq!(pod(&format!("{a}    runAsNonRoot: true\n")), ["runAsNonRoot: into securityContext?"]);
    assert_eq!(pod(&format!("  port: 80\n{a}")), ["port: unknown in `spec`"], "many places are none");
    assert_eq!(pod(&format!("  image: a\n{a}")), ["image: into containers[]?"]);
}

#[test]
fn types_are_those_that_kubectl_sends() {
    let a = "  containers:\n  - name: a\n";
    for good in
        ["priority: 5.0", "priority: 0x10", "hostNetwork: on", "priority:", "nodeName: \"5\"", "nodeName: 12:30"]
    {
        assert_eq!(pod(&format!("{a}  {good}\n")), [""; 0], "{good}");
    }
    for (bad, what) in [
        ("priority: \"5\"", "\"5\": an integer, not a string"),
        ("hostNetwork: 1", "1: a boolean, not an integer"),
        ("nodeName: on", "on: a string, not a boolean"),
        ("nodeName: {a: b}", "nodeName: a string, not a mapping"),
        ("nodeSelector: [a]", "nodeSelector: a mapping, not a list"),
        ("priority: 1.5", "1.5: Fraction"),
        ("priority: 3000000000", "3000000000: OutOfRange { format: Int32 }"),
        ("priority: 1e30", "1e30: OutOfRange { format: Int32 }"),
        ("activeDeadlineSeconds: 9223372036854775808", "9223372036854775808: OutOfRange { format: Int64 }"),
    ] {
        assert_eq!(pod(&format!("{a}  {bad}\n")), [what], "{bad}");
    }
}

#[test]
fn null_is_absent() {
    assert_eq!(pod("  containers: ~\n"), ["containers: `spec` lacks containers in 1.37"]);
    assert_eq!(pod("  containers:\n  - name:\n    image: a\n"), ["name: an item of `containers` lacks name in 1.37"]);
}

#[test]
fn the_status_is_only_decoded() {
    let spec = "  containers: [{name: a}]\n";
    assert_eq!(pod(&format!("{spec}status: {{phase: Lost, conditions: [{{type: Ready}}]}}\n")), [""; 0]);
    assert_eq!(pod(&format!("{spec}status: {{phase: 5}}\n")), ["5: a string, not an integer"]);
}

#[test]
fn aliases_and_merges_are_looked_at_where_they_stand() {
    let text = "  containers:\n  - &base\n    name: a\n    tty: 5\n  - <<: *base\n    name: b\n  - {<<: *base, name: c, tty: true}\n";
    assert_eq!(pod(text), ["5: a boolean, not an integer"], "once, and not where it is replaced");
    let text = "  nodeSelector: &map {a: b}\n  containers:\n  - name: a\n    image: *map\n";
    assert_eq!(pod(text), ["image: a string, not a mapping"]);
}

#[test]
fn items_with_keys_do_not_repeat() {
    let two = "  containers:\n  - {name: a}\n  - {name: b, volumeMounts: [{name: v, mountPath: /x}, {name: w, mountPath: /x}]}\n";
    assert_eq!(pod(two).len(), 1);
    assert_eq!(pod("  containers:\n  - {name: a, env: [{name: A}, {name: A}]}\n"), [""; 0], "the server only warns");
}

#[test]
fn releases_are_told_apart() {
    let spec = format!("{POD}spec:\n  resources: {{}}\n  containers: [{{name: a}}]\n");
    let tree = Tree::parse(&spec);
    let manifest = Manifest::new(&tree);
    let found = problems(manifest.objects()[0], &CustomSchemas::default(), "1.29..1.33".parse().expect("covered"));
    let [problem] = &found[..] else { panic!("one problem, not {found:?}") };
    assert_eq!(problem.versions.to_string(), "1.29..1.31");
    assert!(matches!(problem.kind, ProblemKind::UnknownField { known, .. } if known.since().is_some()));
}

#[test]
fn what_could_not_be_read_is_not_missed() {
    assert_eq!(
        pod("  containers:\n  - nam\n  - image: a\n    name b\n").iter().filter(|t| t.contains("lacks")).count(),
        0
    );
}

/// Two aliases in each of forty schemas are 2^40 ways through; a schema in a schema is as deep as the text is long.
#[test]
fn neither_aliases_nor_depth_hurt() {
    let head = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  versions:\n  - schema:\n";
    let mut bomb = format!("{head}      openAPIV3Schema:\n        properties:\n          a0: &a0 {{type: 5}}\n");
    for n in 1..40 {
        let last = n - 1;
        bomb.push_str(&format!("          a{n}: &a{n} {{properties: {{x: *a{last}, y: *a{last}}}}}\n"));
    }
    assert_eq!(found(&bomb).iter().filter(|told| told.starts_with('5')).count(), 1);
    let depth = 100;
    let deep = format!("{head}      openAPIV3Schema: {}type: 5{}\n", "{not: {".repeat(depth), "}}".repeat(depth));
    assert!(!found(&deep).is_empty());
}

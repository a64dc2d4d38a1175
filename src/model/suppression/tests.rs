//! Each dialect is read as its own tool reads it, and every name stands where its place says.

use super::dockerfile::hadolint as read_hadolint;
use super::*;
use crate::model::dockerfile::Dockerfile;
use crate::model::k8s::Manifest;
use crate::syntax::{dockerfile, yaml};

fn in_dockerfile(text: &str) -> Vec<Suppression> {
    let tree = dockerfile::parse(text);
    let model = Dockerfile::new(&tree);
    of_dockerfile(&model)
}

fn in_manifest(text: &str) -> Vec<Suppression> {
    let tree = yaml::Tree::parse(text);
    of_manifest(&Manifest::new(&tree))
}

/// The names of a suppression, each checked to stand where its place says.
fn names(suppression: &Suppression, text: &str) -> String {
    match &suppression.names {
        Names::All => "all".to_owned(),
        Names::Unreadable(what) => format!("unreadable: {what}"),
        Names::Some(names) => {
            for name in names {
                assert!(name.span.slice(text).contains(&*name.value), "{name:?}");
            }
            names.iter().map(|name| &*name.value).collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn hadolints_list_is_strict() {
    let hadolint = |line: &str| {
        let comment = line.trim_start_matches('#').trim();
        match read_hadolint(line, comment, "ignore")? {
            Names::Some(names) => Some(names.into_iter().map(|name| name.value.into_string()).collect::<Vec<_>>()),
            _ => None,
        }
    };
    assert_eq!(hadolint("# hadolint ignore=DL3006,SC2086"), Some(vec!["DL3006".into(), "SC2086".into()]));
    assert_eq!(hadolint("#hadolint ignore = DL3006 , DL3008 # why"), Some(vec!["DL3006".into(), "DL3008".into()]));
    for void in
        ["# hadolint ignore=DL3006,", "# hadolint ignore=DL3006 why", "# Hadolint ignore=DL3006", "# hadolint ignore="]
    {
        assert_eq!(hadolint(void), None, "{void}");
    }
}

#[test]
fn scopes_are_those_of_each_dialect() {
    let scopes = |text: &str| -> Vec<String> {
        in_dockerfile(text).iter().map(|suppression| suppression.scope.slice(text).to_owned()).collect()
    };
    assert_eq!(scopes("FROM a\n# hadolint ignore=DL3006\nRUN x\n"), ["RUN x"]);
    assert_eq!(scopes("FROM a\n# hadolint ignore=DL3006\n\nRUN x\n"), [""; 0], "not right above");
    assert_eq!(scopes("FROM a\n# hadolint ignore=DL3006\n# note\nRUN x\n"), [""; 0], "not right above");
    assert_eq!(scopes("# hadolint stage ignore=DL3002\nFROM a\nRUN x\nFROM b\n"), ["FROM a\nRUN x"]);
    assert_eq!(scopes("FROM a\n# check=skip=JSONArgsRecommended why\n\n# note\nRUN x\n"), ["RUN x"]);
    assert_eq!(scopes("FROM a\n# shipworthy: ignore[k, l] why\n# note\nRUN x \\\n y\n"), ["RUN x \\\n y"]);
    assert_eq!(
        scopes("FROM a\nRUN x\n# shipworthy: ignore-stage[k]\nRUN y\nFROM b\n"),
        ["FROM a\nRUN x\n# shipworthy: ignore-stage[k]\nRUN y"]
    );
    assert_eq!(scopes("FROM a\n# Tally Ignore=max-lines;reason=long\n# trivy:ignore:DS-0001\nRUN x\n"), ["RUN x"; 2]);
    let whole = "# check=skip=all;error=true\n# shipworthy: ignore-file[x]\nFROM a\n# hadolint global ignore=DL3006\n# checkov:skip=CKV_DOCKER_2:why\n";
    assert_eq!(scopes(whole), [whole; 4]);
}

#[test]
fn reasons_and_days_are_read() {
    let text = "FROM a\n# shipworthy: ignore[DL3008, shell/*] until=2027-03-01 the mirror is  pinned\nRUN x\n";
    let found = &in_dockerfile(text)[0];
    assert_eq!(names(found, text), "DL3008 shell/*");
    assert_eq!(found.reason.as_deref(), Some("the mirror is pinned"));
    assert_eq!(found.until, Date::from_calendar(2027, 3, 1));
    let text = "FROM a\n# trivy:ignore:AVD-DS-0002:exp:2027-03-01 trivy:ignore:DS-0026\nRUN x\n";
    let found = &in_dockerfile(text)[0];
    assert_eq!((&*names(found, text), found.until), ("AVD-DS-0002 DS-0026", Date::from_calendar(2027, 3, 1)));
}

#[test]
fn what_is_meant_for_us_is_never_dropped_in_silence() {
    for comment in ["ignore DL3008", "ignore[]", "disable[x]", "ignore[x] until=soon", "ignore-object[x]"] {
        let text = format!("FROM a\n# shipworthy: {comment}\nRUN x\n");
        let found = in_dockerfile(&text);
        assert!(matches!(found[0].names, Names::Unreadable(_)), "{comment}: {found:?}");
    }
    assert_eq!(in_dockerfile("FROM a\n# shipworthy is a linter\nRUN x\n"), []);
}

#[test]
fn comments_of_manifests_cover_their_line_or_what_is_below() {
    let text = "# shipworthy: ignore[a] whole object\nkind: A\nspec:\n  # shipworthy: ignore[b]\n  x:\n    y: 1\n  l:\n  # shipworthy: ignore[c]\n  - k: 1 # shipworthy: ignore[d]\n    m: 2\n";
    let found = in_manifest(text);
    let scopes: Vec<_> = found.iter().map(|suppression| suppression.scope.slice(text)).collect();
    assert_eq!(scopes[0], &text[37..text.len() - 1]);
    assert_eq!(scopes[1..], ["x:\n    y: 1", "- k: 1 # shipworthy: ignore[d]\n    m: 2", "  - k: 1 "]);
}

#[test]
fn an_object_may_be_covered_from_within() {
    let text =
        "apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\nspec:\n  # shipworthy: ignore-object[x]\n  y: 1\n";
    assert_eq!(in_manifest(text)[0].scope.slice(text), &text[27..text.len() - 1]);
}

#[test]
fn annotations_of_peers_are_read() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  annotations:\n    \"ignore-check.kube-linter.io/run-as-non-root\": legacy\n    \
        kube-linter.io/ignore-all: ''\n    polaris.fairwinds.com/hostIPCSet-exempt: \"True\"\n    polaris.fairwinds.com/exempt: \"false\"\n    \
        checkov.io/skip1: CKV_K8S_20=needed\n    kube-score/ignore: 'a, b'\n    shipworthy/ignore: '[k8s/x] until=2027-01-01 why'\n\
        spec:\n  template:\n    metadata:\n      annotations:\n        kube-score/ignore: pod-networkpolicy\n    spec: {}\n";
    let found: Vec<_> = in_manifest(text)
        .iter()
        .map(|found| format!("{:?} {}: {}", found.dialect, names(found, text), found.reason.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(
        found,
        [
            "KubeLinter run-as-non-root: legacy",
            "KubeLinter all: -",
            "Polaris hostIPCSet: -",
            "Checkov CKV_K8S_20: needed",
            "Own k8s/x: why",
            "KubeScore a b: -",
            "KubeScore pod-networkpolicy: -",
        ]
    );
}

//! Rules that are chosen by a tool's own ids answer as the tool does, and look at what it looks at; chosen in another way too,
//! they answer as ever.

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure};
use shipworthy::text::Source;

const ROLLOUT: &str = "\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: nginx
";

const PATCH: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          tty: true
";

/// How often the rules that `select` names, with `configuration`, say something of `text`.
fn found_with(select: &[&str], configuration: &str, text: &str) -> usize {
    let configuration: Configuration = toml::from_str(configuration).expect("a configuration");
    let mut request = Request::on(Date::from_calendar(2026, 11, 22).expect("the calendar has that day"));
    request.select = select.iter().map(|word| Selector::read(word).expect("it names rules")).collect();
    let settings = Settings::new(&request, &configuration).expect("a right request");
    let source = Source::new("web.yaml", text).expect("a small file");
    engine::lint(&source, Language::Manifest, &settings, Measure::No).diagnostics.len()
}

fn found(select: &[&str], text: &str) -> usize {
    found_with(select, "", text)
}

#[test]
fn kinds_that_a_tool_does_not_judge_are_passed_over_for_it() {
    assert_eq!(found(&["k8s/missing-image-tag"], ROLLOUT), 1);
    assert_eq!(found(&["kube-linter:latest-tag"], ROLLOUT), 0);
    assert_eq!(found(&["kube-linter:*"], ROLLOUT), found(&["kube-linter:sorted-keys"], ROLLOUT));
    assert_eq!(found(&["polaris:tagNotSpecified"], ROLLOUT), 1);
}

#[test]
fn what_is_chosen_in_another_way_too_answers_as_ever() {
    assert_eq!(found(&["kube-linter:latest-tag", "k8s/missing-image-tag"], ROLLOUT), 1);
    assert_eq!(found(&["kube-linter:latest-tag", "polaris:tagNotSpecified"], ROLLOUT), 1);
    assert_eq!(found(&["latest-tag"], ROLLOUT), 1);
    let strict = "strict = true\nselect = ['kube-linter:latest-tag']\nignore = ['all']\n";
    assert_eq!(found_with(&[], strict, ROLLOUT), 0);
}

#[test]
fn a_tool_is_answered_for_as_it_answers() {
    assert_eq!(found(&["k8s/missing-image-tag"], PATCH), 0);
    assert_eq!(found(&["kube-linter:latest-tag"], PATCH), 1);
    assert_eq!(found_with(&[], "select = ['kube-linter:latest-tag']", PATCH), 1);
}

#[test]
fn what_is_ignored_by_a_tools_id_is_ignored_wherever_it_is_found() {
    assert_eq!(found_with(&["k8s/missing-image-tag"], "ignore = ['kube-linter:latest-tag']", ROLLOUT), 0);
}

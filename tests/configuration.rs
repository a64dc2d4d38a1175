//! `shipworthy.toml` as people meet it: what it changes, what is said of mistakes in it, how it is shown and made.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use shipworthy::config::{Configuration, Request, Settings};
use shipworthy::date::Date;
use support::program::{Folder, JSON, Ran, WARNING};

const RULE: &str = "dockerfile/add-instead-of-copy";

/// `path level` of the findings of one rule.
fn levels(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let report = folder.run(&[arguments, &JSON].concat()).json();
    let findings = report["diagnostics"].as_array().expect("a list");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mine = findings.iter().filter(|found| found["rule"] == RULE);
    mine.map(|found| format!("{} {}", text(&found["path"]), text(&found["level"]))).collect()
}

#[test]
fn overrides_are_for_some_files_and_the_later_one_comes_first() {
    let folder = Folder::new(&[
        (
            "shipworthy.toml",
            "ignore = ['DL3020']\n\
             [[overrides]]\npaths = ['api/**', '*.prod']\nselect = ['DL3020']\n\
             [[overrides]]\npaths = ['api/loud']\nrules.DL3020 = 'error'\n\
             [[overrides]]\npaths = ['api/off/Dockerfile']\nrules.'dockerfile/*' = 'off'\n",
        ),
        ("Dockerfile", WARNING),
        ("web/Dockerfile.prod", WARNING),
        ("api/Dockerfile", WARNING),
        ("api/loud/Dockerfile", WARNING),
        ("api/off/Dockerfile", WARNING),
    ]);
    let expected = ["api/Dockerfile warning", "api/loud/Dockerfile error", "web/Dockerfile.prod warning"];
    assert_eq!(levels(&folder, &["."]), expected);
    let named = ["api/Dockerfile", "api/loud/Dockerfile", "api/off/Dockerfile", "web/Dockerfile.prod", "Dockerfile"];
    assert_eq!(levels(&folder, &named), expected, "globs begin at the configuration, however a file is named");
    let mut command = folder.command(&[&["--format", "json"], &["../api"][..]].concat());
    let above = Ran::of(&command.current_dir(folder.path().join("web")).output().expect("the program runs"));
    assert_eq!(above.found().iter().filter(|found| found.ends_with(RULE)).count(), 2);
    assert_eq!(levels(&folder, &[".", "--ignore", "DL3020"]), [""; 0], "the command line comes first");
}

#[test]
fn overrides_may_be_for_another_kubernetes() {
    let manifest = "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: a\n";
    let folder = Folder::new(&[
        (
            "shipworthy.toml",
            "kubernetes-version = '1.34'\nselect = ['k8s/removed-api']\n[[overrides]]\npaths = ['old/']\nkubernetes-version = '1.25'\n",
        ),
        (
            "old/a.yaml",
            &manifest.replace("batch/v1beta1", "autoscaling/v2beta2").replace("CronJob", "HorizontalPodAutoscaler"),
        ),
        ("new/a.yaml", manifest),
    ]);
    assert_eq!(folder.run(&[&["."], &JSON[..]].concat()).found(), ["new/a.yaml k8s/removed-api"]);
    let forced = folder.run(&[&[".", "--kubernetes-version", "1.34"], &JSON[..]].concat());
    assert_eq!(forced.found(), ["new/a.yaml k8s/removed-api", "old/a.yaml k8s/removed-api"]);
}

#[test]
fn excluded_files_are_left_out_unless_they_are_named() {
    let folder = Folder::new(&[
        ("shipworthy.toml", "select = ['DL3020']\nexclude = ['vendor/', '*.old', '/Dockerfile']\n"),
        ("Dockerfile", WARNING),
        ("a/Dockerfile", WARNING),
        ("a/Dockerfile.old", WARNING),
        ("a/vendor/b/Dockerfile", WARNING),
    ]);
    let found = |paths: &[&str]| folder.run(&[paths, &JSON].concat()).found();
    assert_eq!(found(&["."]), [format!("a/Dockerfile {RULE}")]);
    assert_eq!(found(&["a/vendor/b"]), [""; 0], "a folder that is named is searched, and what is excluded left out");
    assert_eq!(found(&["a/vendor/b/Dockerfile"]), [format!("a/vendor/b/Dockerfile {RULE}")]);
    assert_eq!(found(&[".", "--no-config"]).iter().filter(|found| found.ends_with(RULE)).count(), 4);
}

#[test]
fn globs_of_a_named_configuration_begin_at_the_working_folder() {
    let folder = Folder::new(&[
        ("ci/shipworthy.toml", "select = ['DL3020']\nexclude = ['/a']\n"),
        ("a/Dockerfile", WARNING),
        ("ci/a/Dockerfile", WARNING),
    ]);
    let found = folder.run(&[&[".", "--config", "ci/shipworthy.toml"], &JSON[..]].concat()).found();
    assert_eq!(found, [format!("ci/a/Dockerfile {RULE}")]);
}

#[test]
fn each_file_fails_as_its_own_configuration_says() {
    let folder = Folder::new(&[
        ("lax/shipworthy.toml", "select = ['DL3020']\nfail-on = 'error'\n"),
        ("lax/Dockerfile", WARNING),
        ("tight/shipworthy.toml", "select = ['DL3020']\n"),
        ("tight/Dockerfile", WARNING),
    ]);
    let code = |arguments: &[&str]| folder.run(arguments).code;
    assert_eq!(code(&["lax"]), Some(0));
    assert_eq!(code(&["lax", "tight"]), Some(1));
    assert_eq!(code(&["lax", "tight", "--fail-on", "error"]), Some(0));
    assert_eq!(code(&["lax", "--fail-on", "info"]), Some(1));
}

#[test]
fn a_pinned_version_keeps_younger_rules_off_unless_they_are_named() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let found = |configuration: &str| {
        folder.write("shipworthy.toml", configuration.as_bytes());
        levels(&folder, &["."])
    };
    let finding = ["Dockerfile warning"];
    assert_eq!(found("rules-version = '0.1'"), finding);
    assert_eq!(found("rules-version = '0.0'"), [""; 0]);
    assert_eq!(found("rules-version = '0.0'\nselect = ['dockerfile/*']"), [""; 0]);
    assert_eq!(found("rules-version = '0.0'\nprofile = 'hadolint'"), [""; 0]);
    assert_eq!(found("rules-version = '0.0'\nselect = ['DL3020']"), finding);
    assert_eq!(found("rules-version = '0.0'\nrules.DL3020 = 'warning'"), finding);
}

#[test]
fn a_selection_on_the_command_line_is_the_whole_of_it() {
    let folder = Folder::new(&[
        ("shipworthy.toml", "strict = true\nrules.'dockerfile/missing-user' = 'error'\n"),
        ("Dockerfile", WARNING),
    ]);
    let found = folder.run(&[&["--select", "DL3020"], &JSON[..]].concat()).found();
    assert_eq!(found, [format!("Dockerfile {RULE}")]);
}

#[test]
fn comments_count_unless_the_configuration_says_otherwise() {
    let text = "FROM alpine:3.22\n# shipworthy: ignore[DL3020] the cache\nADD a /b\n";
    let folder = Folder::new(&[("shipworthy.toml", "select = ['DL3020']\n"), ("Dockerfile", text)]);
    assert_eq!(levels(&folder, &["."]), [""; 0]);
    folder.write("shipworthy.toml", b"select = ['DL3020']\nsuppressions = false\n");
    assert_eq!(levels(&folder, &["."]), ["Dockerfile warning"]);
}

#[test]
fn facts_at_the_top_are_shared_by_rules() {
    let folder = Folder::new(&[
        (
            "shipworthy.toml",
            "select = ['labels', 'dockerfile/untrusted-registry']\ntrusted-registries = ['ghcr.io/team']\nstrict-labels = true\n\
             [label-schema]\nversion = 'semver'\nteam = 'text'\n",
        ),
        ("Dockerfile", "FROM quay.io/a/b:1\nLABEL version=v1 taem=web\n"),
    ]);
    let rules = || {
        let found = folder.run(&JSON).found();
        found.iter().map(|found| found.replace("Dockerfile dockerfile/", "")).collect::<Vec<_>>()
    };
    assert_eq!(
        rules(),
        ["missing-label", "untrusted-registry", "invalid-label-value", "unexpected-label"].map(String::from)
    );
    folder.write(
        "shipworthy.toml",
        b"select = ['dockerfile/untrusted-registry']\ntrusted-registries = ['ghcr.io/team']\n\
          rules.'dockerfile/untrusted-registry' = { registries = ['quay.io'] }\n",
    );
    assert_eq!(rules(), [""; 0], "a rule's own option comes first");
    folder.write("shipworthy.toml", b"profile = 'hadolint'\n[label-schema]\nteam = 'text'\n");
    assert!(rules().contains(&"missing-label".to_owned()), "as hadolint, whose rule is on once there is a schema");
}

#[test]
fn objects_that_are_elsewhere_are_not_missed() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  serviceAccountName: web\n  containers:\n  - name: a\n    image: a:1\n";
    let service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  selector: {app: b}\n  ports: [{port: 80}]\n";
    let folder = Folder::new(&[("pod.yaml", pod), ("service.yaml", service)]);
    let found = |known: &str| {
        let select = "select = ['k8s/unknown-service-account', 'k8s/dangling-service']";
        folder.write("shipworthy.toml", format!("{select}\nknown-objects = [{known}]\n").as_bytes());
        folder.run(&JSON).found()
    };
    let (account, service) = ("pod.yaml k8s/unknown-service-account", "service.yaml k8s/dangling-service");
    assert_eq!(found(""), [account, service]);
    assert_eq!(found("'v1/ServiceAccount/shop/web'"), [service]);
    assert_eq!(found("'ServiceAccount/other/web', 'apps/v1/ServiceAccount/shop/web'"), [account, service]);
    assert_eq!(found("'ServiceAccount/w*', 'Deployment/shop/*'"), [""; 0]);
}

/// What is said of each mistake.
#[test]
fn mistakes_are_told_with_their_place_and_what_may_be_meant() {
    let folder = Folder::new(&[("Dockerfile", WARNING)]);
    let mut said = String::new();
    for text in [
        "selct = []",
        "strict = 'yes'",
        "strict = tru",
        "fail-on = 'warn'",
        "profile = 'hadolnt'",
        "rules-version = 'new'",
        "rules-version = '99.0'",
        "kubernetes-version = 'x'",
        "kubernetes-version = '1.99'",
        "select = ['DL302']",
        "ignore = ['no-such-rule-at-all']",
        "exclude = ['a', '[']",
        "known-objects = ['web']",
        "label-schema = { team = 'sem' }",
        "trusted-registries = 'docker.io'",
        "rules = { 'dockerfile/add-instead-of-cpy' = 'off' }",
        "rules = { DL3020 = 'loud' }",
        "rules = { DL3020 = { level = 'warn' } }",
        "rules = { DL3020 = { x = 1 } }",
        "[rules.'dockerfile/untrusted-registry']\nregistry = []",
        "[rules.'dockerfile/untrusted-registry']\nregistries = 1",
        "[[overrides]]\nselect = []",
        "[[overrides]]\npaths = []",
        "[[overrides]]\npaths = ['a']\nselect = ['no-such-rule']",
        "[[overrides]]\npaths = ['a']\nexclude = ['b']",
        "[[overrides]]\npaths = ['a{']",
    ] {
        folder.write("shipworthy.toml", text.as_bytes());
        let ran = folder.run(&["."]);
        assert_eq!((ran.code, &*ran.stdout), (Some(2), ""), "{text}");
        said.push_str(&format!("{text}\n    {}\n", ran.stderr.lines().next().unwrap_or_default()));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn config_shows_what_applies_and_who_said_so() {
    let folder = Folder::new(&[
        (
            "shipworthy.toml",
            "rules-version = '0.1'\nfail-on = 'error'\nselect = ['DL3020', 'DL3026']\ntrusted-registries = ['docker.io']\n\n\
             [rules]\nDL3020 = 'info'\n\n[[overrides]]\npaths = ['legacy/**']\nrules.DL3020 = 'off'\ndefault-namespace = 'old'\n",
        ),
        ("Dockerfile", WARNING),
        ("legacy/Dockerfile", WARNING),
    ]);
    let shown = |arguments: &[&str]| {
        let ran = folder.run(&[&["config"], arguments].concat());
        assert_eq!((ran.code, &*ran.stderr), (Some(0), ""));
        // The list of what is off by default is long, and changes with each rule.
        ran.stdout.lines().filter(|line| !line.ends_with("\"off\"  # default")).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!("config_of_a_file", shown(&["legacy/Dockerfile", "--kubernetes-version", "1.31"]));
    insta::assert_snapshot!("config_of_a_folder", shown(&[]));
    assert!(shown(&["--no-config"]).starts_with("# What applies to `.`:\n# There is no configuration.\n"));

    let selected = shown(&["--select", "DL3007,DL3026", "--ignore", "DL3026"]);
    assert!(selected.contains("\"dockerfile/latest-tag\" = \"warning\"  # command line"), "{selected}");
    assert!(selected.contains(
        "\"dockerfile/untrusted-registry\" = { level = \"off\", registries = [\"docker.io\"] }  # command line"
    ));

    let json = folder.run(&["config", "legacy/Dockerfile", "--format", "json"]).json();
    let rule =
        json["rules"].as_array().expect("a list").iter().find(|shown| shown["rule"] == RULE).expect("it is there");
    let expected = serde_json::json!({
        "rule": RULE, "level": "off", "options": {}, "from": "configuration", "line": 11, "override": 1,
    });
    assert_eq!(rule, &expected);
    assert_eq!(json["configuration"], "shipworthy.toml");

    folder.write("Dockerfile.x", WARNING.as_bytes());
    let file = folder.run(&["config", "Dockerfile"]).stdout;
    folder.write("copy.toml", file.as_bytes());
    let copied = folder.run(&["config", "Dockerfile", "--config", "copy.toml"]).stdout;
    let bare = |text: &str| {
        text.lines().map(|line| line.split("  # ").next().unwrap_or_default().to_owned()).skip(2).collect::<Vec<_>>()
    };
    assert_eq!(bare(&copied), bare(&file), "what is shown is a configuration that means the same");
}

#[test]
fn init_adopts_what_other_tools_are_told() {
    let folder = Folder::new(&[
        (
            ".hadolint.yaml",
            "ignored:\n  - DL3008\n  - DL9999\noverride:\n  error:\n    - DL3020\ntrustedRegistries:\n  - docker.io\nfailure-threshold: error\n\
             label-schema:\n  team: text\nformat: sarif\n",
        ),
        ("hadolint.yml", "ignored: [DL3020]\n"),
        (
            ".kube-linter.yaml",
            "checks:\n  exclude: [dangling-service]\n  include: [non-existent-service-account]\n  ignorePaths: [vendor/**]\ncustomChecks:\n- name: ours\n",
        ),
        (".trivyignore", "AVD-DS-0026\nCVE-2024-1\n"),
        ("Dockerfile", &format!("# check=skip=JSONArgsRecommended\n{WARNING}")),
        ("vendor/Dockerfile", WARNING),
    ]);
    let shown = folder.run(&["init", "--stdout"]);
    assert_eq!(shown.code, Some(0));
    assert!(!folder.path().join("shipworthy.toml").exists(), "--stdout writes no file");
    insta::assert_snapshot!("init", shown.stdout);
    insta::assert_snapshot!("init_says", folder.run(&["init"]).stderr);
    let written = fs::read_to_string(folder.path().join("shipworthy.toml")).expect("it was written");
    assert_eq!(written, shown.stdout);
    assert_eq!(levels(&folder, &["."]), ["Dockerfile error"], "it is a configuration, and applies");
    assert_eq!(folder.run(&["config"]).code, Some(0));

    folder.write("shipworthy.toml", b"# mine\n");
    let refused = folder.run(&["init"]);
    let message = "error: `shipworthy.toml` is there already\n  help: --stdout shows what would be written, --force writes over what is there\n";
    assert_eq!((refused.code, &*refused.stderr), (Some(2), message));
    assert_eq!(fs::read_to_string(folder.path().join("shipworthy.toml")).expect("it is there"), "# mine\n");
    assert_eq!(folder.run(&["init", "--force"]).code, Some(0));
}

#[test]
fn init_writes_a_start_where_there_is_nothing_to_adopt() {
    let folder = Folder::new(&[("api/Dockerfile", WARNING)]);
    let ran = folder.run(&["init", "api"]);
    assert_eq!(ran.stderr, "no configuration of another tool was found\nwrote `api/shipworthy.toml`\n");
    assert_eq!(levels(&folder, &["."]), ["api/Dockerfile warning"]);
    // Each line that is commented out is a right one.
    let text = fs::read_to_string(folder.path().join("api/shipworthy.toml")).expect("it was written");
    let bare: String = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|rest| rest.contains(" = ") || rest.starts_with('[')).unwrap_or(line)
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let configuration = Configuration::read(&bare).expect("a configuration");
    assert!(Settings::new(&Request::on(Date::from_days(20_000)), &configuration).is_ok());
    assert_eq!(configuration.overrides.len(), 1, "{bare}");
    assert_eq!(folder.run(&["init", "no-such"]).stderr, "error: `no-such` is no folder\n");
}

/// Every block of TOML on the page is a configuration, for the program and for its JSON Schema.
#[test]
fn the_page_on_configuration_is_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/configuration.md")).expect("there is a page");
    let schema = fs::read_to_string(root.join("schemas/shipworthy.schema.json")).expect("there is a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut unseen: Vec<_> = schema["properties"].as_object().expect("keys").keys().cloned().collect();
    for block in page.split("```toml\n").skip(1) {
        let text = block.split("```").next().expect("a block ends");
        let configuration = Configuration::read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let settings = Settings::new(&Request::on(Date::from_days(20_000)), &configuration);
        assert!(settings.is_ok(), "{:?}\n{text}", settings.err());
        let value: Value = toml::from_str(text).expect("TOML");
        let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
        unseen.retain(|key| value.get(key).is_none());
    }
    assert!(unseen.is_empty(), "the page shows no example of {unseen:?}");
}

#[test]
fn the_schema_knows_rules_and_their_options() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/shipworthy.schema.json"));
    let schema: Value = serde_json::from_str(&schema.expect("there is a schema")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let is_valid = |text: &str| validator.is_valid(&toml::from_str(text).expect("TOML"));
    assert!(is_valid("[rules]\n'dockerfile/untrusted-registry' = { level = 'error', registries = ['a'] }"));
    assert!(is_valid("[rules]\nDL3020 = 'off'\n'k8s/*' = { level = 'info' }"));
    assert!(is_valid("select = ['DL3020']\nlabel-schema = { team = 'text' }\nfail-on = 'never'"));
    assert!(!is_valid("[rules]\n'dockerfile/untrusted-registry' = { registry = ['a'] }"));
    assert!(!is_valid("[rules]\n'dockerfile/untrusted-registry' = { registries = 'a' }"));
    assert!(!is_valid("[rules]\n'dockerfile/latest-tag' = 'loud'"));
    assert!(!is_valid("selct = []"));
    assert!(!is_valid("profile = 'hadolnt'"));
    assert!(!is_valid("label-schema = { team = 'sem' }"));
    assert!(!is_valid("[[overrides]]\nselect = []"));
}

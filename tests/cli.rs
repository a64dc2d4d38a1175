//! The program as people and other programs run it: arguments, exit codes, streams, odd files and hostile names.

mod support;

use std::fs;

use support::program::{CLEAN, ERROR, Folder, JSON, RULES, Ran, WARNING, folder};

#[test]
fn the_exit_code_says_how_bad_it_is() {
    let folder = folder();
    let code = |arguments: &[&str]| folder.check(arguments).code;
    assert_eq!(code(&["c"]), Some(0));
    assert_eq!(code(&["a"]), Some(1));
    assert_eq!(code(&["a", "--fail-on", "error"]), Some(0));
    assert_eq!(code(&["b", "--fail-on", "error"]), Some(1));
    assert_eq!(code(&["b", "--fail-on", "never"]), Some(0));
    assert_eq!(code(&["a", "--kubernetes-version", "1.34", "--today", "2026-01-01", "--strict", "--quiet"]), Some(1));
    assert_eq!(code(&["missing"]), Some(2));
    assert_eq!(code(&["--no-such-option"]), Some(2));
}

#[test]
fn check_is_the_default_command() {
    let folder = folder();
    let arguments = ["--select", RULES, "--format", "json"];
    let named = folder.run(&[&["check"], &arguments[..], &["a"]].concat());
    assert_eq!(folder.run(&[&["a"], &arguments[..]].concat()), named);
    let all = ["a/Dockerfile dockerfile/add-instead-of-copy", "b/Dockerfile dockerfile/invalid-syntax"];
    assert_eq!(folder.run(&arguments).found(), all, "without a path, the current folder");
}

#[test]
fn paths_are_shown_as_reached_from_the_working_folder() {
    let folder = folder();
    let all = ["a/Dockerfile dockerfile/add-instead-of-copy", "b/Dockerfile dockerfile/invalid-syntax"];
    let absolute = folder.path().canonicalize().expect("a folder");
    let absolute = absolute.to_str().expect("ASCII");
    for paths in [&["."][..], &["./"], &["a", "b/"], &["./b", ".//a"], &["a", ".", "a/Dockerfile"], &[absolute]] {
        assert_eq!(folder.check(&[paths, &JSON].concat()).found(), all, "{paths:?}");
    }
    let mut command = folder.command(&["check", "--select", RULES, "--format", "json", "../a", "../b"]);
    let above = Ran::of(&command.current_dir(folder.path().join("c")).output().expect("the program runs"));
    assert_eq!(above.found(), all.map(|found| format!("../{found}")));
}

#[test]
fn globs_stand_for_what_they_match() {
    let folder = folder();
    folder.write("a/notes.txt", WARNING.as_bytes());
    let found = |glob: &str| folder.check(&[glob, "--format", "json"]).found();
    let (a, b) = ("a/Dockerfile dockerfile/add-instead-of-copy", "b/Dockerfile dockerfile/invalid-syntax");
    assert_eq!(found("*/Dockerfile"), [a, b]);
    assert_eq!(found("**/D*file"), [a, b]);
    assert_eq!(found("[ac]"), [a], "a folder that matches is searched");
    assert_eq!(
        found("./{a,b}/*"),
        [a, "a/notes.txt dockerfile/add-instead-of-copy", b],
        "a file that matches is named"
    );
    let none = folder.check(&["*/Containerfile"]);
    assert_eq!((none.code, &*none.stderr), (Some(2), "error: no file or folder matches `*/Containerfile`\n"));
}

#[test]
fn named_files_are_what_they_say_and_found_ones_what_they_are_called() {
    let folder = Folder::new(&[("build.txt", WARNING), ("readme.md", "# Title\n")]);
    assert_eq!(folder.check(&["build.txt", "--format", "concise"]).stdout.lines().count(), 1);
    let nothing = Ran {
        code: Some(0),
        stdout: String::new(),
        stderr: "nothing to check: no Dockerfile and no Kubernetes manifest was found\n".to_owned(),
    };
    assert_eq!(folder.check(&["."]), nothing);
    assert_eq!(folder.check(&["readme.md"]), nothing);
}

#[test]
fn ignored_files_are_left_out_unless_they_are_named() {
    let folder = Folder::new(&[
        (".gitignore", "out/\n"),
        ("out/Dockerfile", WARNING),
        (".git/Dockerfile", WARNING),
        (".devcontainer/Dockerfile", WARNING),
    ]);
    let found = |paths: &[&str]| folder.check(&[paths, &JSON].concat()).found();
    assert_eq!(found(&["."]), [".devcontainer/Dockerfile dockerfile/add-instead-of-copy"]);
    assert_eq!(found(&["out/Dockerfile"]), ["out/Dockerfile dockerfile/add-instead-of-copy"]);
}

#[test]
fn standard_input_is_a_file_of_the_name_it_is_given() {
    let folder = Folder::new(&[("api/shipworthy.toml", "ignore = ['DL3020']\n")]);
    let check = |arguments: &[&str]| {
        let arguments = [&["check", "--select", RULES, "--format", "concise", "--quiet"], arguments].concat();
        folder.with_stdin(&arguments, WARNING.as_bytes()).stdout
    };
    let finding = "2:1: warning[dockerfile/add-instead-of-copy] `ADD` copies a plain local path\n";
    assert_eq!(check(&["-"]), format!("<stdin>:{finding}"));
    assert_eq!(check(&["-", "--stdin-filename", "web/Dockerfile"]), format!("web/Dockerfile:{finding}"));
    assert_eq!(check(&["--stdin-filename", "./web/Dockerfile"]), format!("web/Dockerfile:{finding}"));
    assert_eq!(check(&["-", "--stdin-filename", "api/Dockerfile"]), "", "the configuration beside that name counts");
    let contradiction = folder.check(&[".", "--stdin-filename", "Dockerfile"]);
    assert_eq!(contradiction.code, Some(2));
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let folder = folder();
    // So many that folders are walked in parallel.
    for number in 0..700 {
        folder.write(&format!("many/{number}/Dockerfile"), if number % 3 == 0 { ERROR } else { WARNING }.as_bytes());
    }
    for format in ["pretty", "concise", "json", "sarif"] {
        let ran = |threads| folder.check(&["--format", format, "--threads", threads]);
        let one = ran("1");
        assert_eq!(one.code, Some(1));
        assert_eq!(ran("2"), one, "{format}");
        assert_eq!(ran("7"), one, "{format}");
    }
}

#[test]
fn reports_go_to_files_beside_standard_output() {
    let folder = folder();
    folder.write("reports/report.json", b"old");
    let ran =
        folder.check(&["--format", "json=reports/report.json", "--format", "concise=new.txt", "--format", "json"]);
    let file = |name| fs::read_to_string(folder.path().join(name)).expect("it was written");
    assert_eq!(file("reports/report.json"), ran.stdout);
    assert_eq!(file("new.txt").lines().count(), 2);
    assert_eq!(fs::read_dir(folder.path().join("reports")).expect("a folder").count(), 1, "nothing is left beside it");

    let ran = folder.check(&["--format", "json=new.txt", "--format", "sarif=new.sarif"]);
    let counts = "found 1 error, 1 warning in 2 of 3 files\n1 with a fix\n";
    assert_eq!((&*ran.stdout, &*ran.stderr), ("", counts), "a log says why the exit code is what it is");
    assert_eq!(folder.check(&["--format", "json=new.txt", "--quiet"]).stderr, "");

    let ran = folder.check(&["--format", "json=no/such/folder.json"]);
    let message = "error: `no/such/folder.json` cannot be written: no such file or directory\n";
    assert_eq!((ran.code, &*ran.stderr), (Some(2), message));

    let ran = folder.check(&["--format", "json=both", "--format", "pretty", "--format", "sarif=both"]);
    let message = "error: both `json` and `sarif` would go to `both`\n  help: give each format a file of its own\n";
    assert_eq!((ran.code, &*ran.stderr), (Some(2), message));
    assert!(!folder.path().join("both").exists());

    let ran = folder.check(&["--format", "json", "--format", "pretty"]);
    let message = "error: both `json` and `pretty` would go to standard output\n  help: write one into a file, such as \
                   `--format json=report.txt`\n";
    assert_eq!((ran.code, &*ran.stderr), (Some(2), message));
}

#[test]
fn github_gets_annotations_and_a_table_of_the_job() {
    let folder = folder();
    folder.write("summary.md", b"of an earlier step\n");
    let ran = |arguments: &[&str]| {
        let mut command = folder.command(&[&["check", "--select", RULES, "--format", "github"], arguments].concat());
        command.env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md"));
        Ran::of(&command.output().expect("the program runs"))
    };
    let found = ran(&[]);
    assert_eq!((found.code, &*found.stderr), (Some(1), "found 1 error, 1 warning in 2 of 3 files\n1 with a fix\n"));
    assert_eq!(found, Ran { stderr: found.stderr.clone(), ..folder.check(&["--format", "github"]) });
    insta::assert_snapshot!(found.stdout, @r#"
    ::warning file=a/Dockerfile,line=2,endLine=2,col=1,endColumn=4,title=dockerfile/add-instead-of-copy::`ADD` copies a plain local path%0Ahelp: use `COPY`, which does only that
    ::error file=b/Dockerfile,line=2,endLine=2,col=1,endColumn=6,title=dockerfile/invalid-syntax::`COPYY` is not an instruction%0Ahelp: did you mean `COPY`?
    "#);
    let summary = || fs::read_to_string(folder.path().join("summary.md")).expect("text");
    insta::assert_snapshot!(summary(), @r#"
    of an earlier step
    ### shipworthy

    found 1 error, 1 warning in 2 of 3 files
    1 with a fix

    | level | place | rule | finding |
    | --- | --- | --- | --- |
    | warning | a/Dockerfile&#58;2&#58;1 | dockerfile/add-instead-of-copy | <code>ADD</code> copies a plain local path |
    | error | b/Dockerfile&#58;2&#58;1 | dockerfile/invalid-syntax | <code>COPYY</code> is not an instruction |
    "#);
    assert_eq!(ran(&["--quiet"]).stderr, "");
    assert_eq!(summary().matches("### shipworthy\n").count(), 2, "each run appends");

    folder.check(&["--format", "github=report.txt"]);
    assert_eq!(fs::read_to_string(folder.path().join("report.txt")).ok(), Some(found.stdout));
    let mut command = folder.command(&["check", "--format", "github"]);
    let failed = Ran::of(&command.env("GITHUB_STEP_SUMMARY", folder.path()).output().expect("the program runs"));
    assert!(failed.stderr.ends_with("cannot be written: is a directory\n"), "{}", failed.stderr);
    assert_eq!(failed.code, Some(2));
}

#[test]
fn wrong_words_are_answered_with_the_right_ones() {
    let folder = folder();
    let says = |arguments: &[&str], message: &str| {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
    };
    says(&["missing"], "error: there is no file or folder `missing`\n");
    says(&["chekc"], "did you mean `shipworthy check`?");
    says(&["--quiet", "rules"], "a command comes before all else: `shipworthy rules …`");
    says(&["--select", "DL302"], "`DL302` names no rule, tag or tool; did you mean `DL3020`?");
    says(&["--format", "jsn"], "there is no format `jsn`; did you mean `json`?");
    says(&["--format", "json="], "a file name belongs behind `=`");
    says(&["--profile", "hadolnt"], "'hadolint'");
    says(&["--threads", "0"], "invalid value '0'");
    says(&["--today", "2026-13-01"], "not a day of the form YYYY-MM-DD");
    says(&["--config", "x.toml"], "error: `x.toml` cannot be read: no such file or directory\n");
    says(&["--config", "x.toml", "--no-config"], "cannot be used with");
    says(&["explain", "DL302"], "`DL302` names no rule, tag or tool; did you mean `DL3020`?");
    says(&["explain", "build"], "`build` is not the name of one rule");
    says(&["rules", "DL302"], "did you mean `DL3020`?");
}

#[test]
fn the_nearest_configuration_counts() {
    let folder = Folder::new(&[
        ("shipworthy.toml", "select = ['DL3020', 'DL1000']\n"),
        ("api/shipworthy.toml", "[rules]\nDL3020 = 'error'\n"),
        ("api/deep/down/Dockerfile", WARNING),
        ("web/Dockerfile", WARNING),
        ("web/off/shipworthy.toml", "ignore = ['DL3020']\n"),
        ("web/off/Dockerfile", WARNING),
    ]);
    let levels = |arguments: &[&str]| {
        let report = folder.run(&[arguments, &JSON].concat()).json();
        let findings = report["diagnostics"].as_array().expect("a list").clone();
        let mine = findings.iter().filter(|found| found["rule"] == "dockerfile/add-instead-of-copy");
        mine.map(|found| format!("{} {}", found["path"], found["level"]).replace('"', "")).collect::<Vec<_>>()
    };
    let nearest = ["api/deep/down/Dockerfile error", "web/Dockerfile warning"];
    assert_eq!(levels(&["."]), nearest);
    assert_eq!(levels(&["api/../web/Dockerfile"]), ["api/../web/Dockerfile warning"], "not what `api` says");
    let all = ["api/deep/down/Dockerfile error", "web/Dockerfile error", "web/off/Dockerfile error"];
    assert_eq!(levels(&["--config", "api/shipworthy.toml"]), all);
    assert_eq!(levels(&["--no-config"]), all.map(|found| found.replace("error", "warning")));
    assert_eq!(levels(&["--ignore", "DL3020"]), [""; 0], "the command line comes first");
}

#[test]
fn a_wrong_configuration_names_file_line_and_column() {
    let folder = Folder::new(&[("api/Dockerfile", CLEAN)]);
    let says = |text: &str, message: &str| {
        folder.write("api/shipworthy.toml", text.as_bytes());
        let ran = folder.run(&["api"]);
        let help = "  help: `shipworthy rules` lists the rules; --no-config goes on without a configuration\n";
        assert_eq!(ran.stderr, format!("error: api/shipworthy.toml:{message}\n{help}"));
        assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    };
    says("strict = true\nselct = []\n", "2:1: there is no key `selct`; did you mean `select`?");
    says("ignore = [\n  'DL302',\n]\n", "2:3: `DL302` names no rule, tag or tool; did you mean `DL3020`?");
    says("strict = \"yes\"", "1:10: invalid type: string \"yes\", expected a boolean");
    says("strict = tru", "1:10: invalid boolean, expected `true`");
    folder.write("api/shipworthy.toml", b"\xff");
    let message = "error: `api/shipworthy.toml` cannot be read: not UTF-8 text: byte 0 (line 1) does not belong to any character\n";
    assert_eq!(folder.run(&["api"]).stderr, message);
    assert_eq!(folder.run(&["api", "--no-config"]).code, Some(0));
}

#[test]
fn what_people_see() {
    let folder = Folder::new(&[
        ("Dockerfile", &format!("{WARNING}CMD true # a comment\n")),
        ("api/Containerfile", "FROM alpine:3.22 AS\n"),
        (
            "web/Dockerfile",
            "FROM alpine:3.22\n# shipworthy: ignore[DL3020] the cache\nADD a /b\n# shipworthy: ignore[DL3020]\nCOPY a /b\n",
        ),
    ]);
    insta::assert_snapshot!("pretty", folder.check(&[]).stdout);
    let colour = folder.check(&["--color", "always"]).stdout;
    insta::assert_snapshot!("pretty_colour", colour.replace('\u{1b}', "ESC"));
    let concise = folder.check(&["--format", "concise"]);
    insta::assert_snapshot!("concise", format!("{}--- standard error\n{}", concise.stdout, concise.stderr));
    let quiet = folder.check(&["--format", "concise", "--quiet"]);
    assert_eq!((quiet.stdout, &*quiet.stderr), (concise.stdout, ""));
    assert_eq!(folder.run(&["--select", "DL1000", "Dockerfile"]).stdout, "no findings in 1 file\n");
}

#[test]
fn colours_follow_the_environment() {
    let folder = folder();
    let ran = |variables: &[(&str, &str)]| {
        let mut command = folder.command(&["check", "--select", RULES, "a"]);
        Ran::of(&command.envs(variables.iter().copied()).output().expect("the program runs")).stdout
    };
    let plain = ran(&[]);
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colours");
    assert!(ran(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert_eq!(ran(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), plain);
    assert!(ran(&[("LC_ALL", "C")]).is_ascii());
    assert!(!plain.is_ascii());
}

/// A link in a folder is followed where the walk would not come across what it leads to.
#[test]
#[cfg(unix)]
fn links_out_of_the_folder_are_followed() {
    let folder = Folder::new(&[("elsewhere/Dockerfile", WARNING), ("here/prod.txt", WARNING)]);
    for (name, target) in [("Dockerfile", "../elsewhere/Dockerfile"), ("Dockerfile.prod", "prod.txt")] {
        std::os::unix::fs::symlink(target, folder.path().join("here").join(name)).expect("a link");
    }
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("here/folder")).expect("a link");
    let rule = "dockerfile/add-instead-of-copy";
    let expected = [format!("here/Dockerfile {rule}"), format!("here/Dockerfile.prod {rule}")];
    assert_eq!(folder.check(&["here", "--format", "json"]).found(), expected);
}

#[test]
fn timings_go_to_standard_error() {
    let folder = folder();
    let ran = folder.check(&["--timings", "--format", "json"]);
    assert_eq!(ran.json()["summary"]["files"], 3);
    for what in ["(parse)", "(find files)", "(report)", "dockerfile/add-instead-of-copy"] {
        assert!(ran.stderr.lines().any(|line| line.ends_with(what)), "{what}: {}", ran.stderr);
    }
}

/// A definition of sites, and a site that it does not fit.
const SITES: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  group: example.com\n  names: {kind: Site}\n  versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}]\n";
const SITE: &str = "apiVersion: example.com/v1\nkind: Site\nmetadata: {name: web}\nspec: {a: 5}\n";

#[test]
fn custom_resources_are_checked_by_the_schemas_at_hand() {
    const SELECT: [&str; 4] = ["--select", "k8s/unknown-field", "--format", "concise"];
    let unknown = "site.yaml:4:8: error[k8s/unknown-field] `spec` has no field `a`\n";
    let folder = Folder::new(&[("run/site.yaml", SITE), ("schemas/crd/sites.yaml", SITES)]);
    let check = |arguments: &[&str]| folder.run(&[&["check"], arguments, &SELECT].concat());
    let ran = check(&["run"]);
    assert_eq!((&*ran.stdout, &*ran.stderr), ("", "no findings in 1 file, 1 object of kinds without a schema\n"));
    assert_eq!(check(&["run", "--schema", "schemas"]).stdout, format!("run/{unknown}"));
    assert_eq!(check(&["run", "--schema", "schemas/crd/sites.yaml"]).stdout, format!("run/{unknown}"));
    assert_eq!(check(&["run", "schemas"]).stdout, format!("run/{unknown}"), "definitions of the run itself");
    let both = format!("{SITES}---\n{SITE}");
    let piped = folder.with_stdin(&[&["check", "-"], &SELECT[..]].concat(), both.as_bytes());
    assert!(piped.stdout.contains("has no field `a`"), "{piped:?}");

    for (path, reason) in [
        ("nowhere", "no such file or directory"),
        ("run/site.yaml", "it defines no custom resource, and its name is not that of a JSON Schema for a kind"),
    ] {
        let ran = check(&["run", "--schema", path]);
        assert_eq!(ran.stderr, format!("error: `{path}` is no schema to check by: {reason}\n"));
        assert_eq!(ran.code, Some(2));
    }

    let named = r#"{"properties": {"spec": {"additionalProperties": false}}}"#;
    folder.write("run/shipworthy.toml", b"schemas = [\"../named\"]\n");
    folder.write("named/site-example-v1.json", named.as_bytes());
    folder.write("named/other-example-v1.json", b"{");
    assert_eq!(check(&["run"]).stdout, format!("run/{unknown}"), "named in the configuration");
    folder.write("named/site-example-v1.json", b"{");
    let ran = check(&["run"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.starts_with("the schema in `"), "{}", ran.stderr);
}

#[test]
fn templates_are_counted() {
    let folder = Folder::new(&[
        ("chart/Chart.yaml", "apiVersion: v2\nname: a\n"),
        ("chart/templates/plain.yaml", "apiVersion: v1\nkind: Pod\nspecc: 5\n"),
        ("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ name }}\n"),
    ]);
    let ran = folder.run(&["check", "--select", "k8s/unknown-field"]);
    assert_eq!(ran.stdout, "no findings in 0 files, 2 templates and patches left alone\n");
    assert_eq!(folder.run(&["check", "--format", "json"]).json()["summary"]["templates"], 2);
}

#[test]
fn rules_are_listed() {
    let folder = Folder::new(&[]);
    let json = folder.run(&["rules", "--format", "json"]).json();
    let rules = json.as_array().expect("a list");
    let rule = |id: &str| rules.iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("{id}"));
    let expected = serde_json::json!({
        "id": "dockerfile/add-instead-of-copy",
        "title": "`ADD` copies a plain local path.",
        "level": "warning",
        "group": "default",
        "tags": ["clarity"],
        "also": ["hadolint:DL3020", "tally:DL3020", "trivy:DS-0005", "checkov:CKV_DOCKER_4"],
        "fix": "safe",
        "since": "0.1.0",
        "url": null,
        "options": null,
    });
    assert_eq!(rule("dockerfile/add-instead-of-copy"), &expected);
    assert_eq!(rule("shell/SC2086")["tags"], serde_json::json!(["shell"]));
    let named = folder.run(&["rules", "DL3020,SC2086", "--format", "json"]).json();
    assert_eq!(named.as_array().map(Vec::len), Some(2));

    let table = folder.run(&["rules"]).stdout;
    assert!(rules.iter().all(|rule| table.contains(rule["id"].as_str().expect("text"))));
    let longest = table.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "{longest:?}");
    insta::assert_snapshot!("rules", folder.run(&["rules", "DL3020", "DL1000"]).stdout);
}

#[test]
fn a_profile_says_which_checks_of_the_tool_have_no_rule() {
    let folder = Folder::new(&[]);
    let closing = |profile| {
        let stdout = folder.run(&["rules", "--profile", profile]).stdout;
        let (_, closing) = stdout.rsplit_once("\n\n").expect("a section of its own");
        closing.replace('\n', " ")
    };
    assert_eq!(closing("kube-linter").trim_end(), "kube-linter has 31 checks on by default, 31 of them are here");
    let polaris = closing("polaris");
    assert!(polaris.contains("not yet: ") && polaris.contains("tlsSettingsMissing"), "{polaris}");

    let all = folder.run(&["rules", "--format", "json"]).json();
    let profile = folder.run(&["rules", "--profile", "kube-linter", "--format", "json"]).json();
    let (all, profile) = (all.as_array().expect("a list"), profile.as_array().expect("a list"));
    assert!(profile.len() < all.len() && profile.iter().all(|rule| all.contains(rule)));
}

#[test]
fn rules_are_explained_by_any_name() {
    let folder = Folder::new(&[]);
    let own = folder.run(&["explain", "dockerfile/add-instead-of-copy"]);
    assert_eq!(own.code, Some(0));
    for name in ["add-instead-of-copy", "DL3020", "hadolint:DL3020", "CKV_DOCKER_4"] {
        assert_eq!(folder.run(&["explain", name]), own, "{name}");
    }
    insta::assert_snapshot!("explain", own.stdout);
    assert!(folder.run(&["explain", "file/unreadable"]).stdout.starts_with("file/unreadable\n"));
    let two = folder.run(&["explain", "DL3020", "DL1000"]).stdout;
    assert!(two.starts_with(&own.stdout) && two.contains("\n\ndockerfile/invalid-syntax\n"), "{two}");
}

#[test]
fn real_files_are_read_without_a_failure() {
    let Some(corpus) = support::shared("corpus") else { return };
    let folder = Folder::new(&[]);
    let mut command = folder.command(&["check", "--no-config", "--format", "json", "dockerfiles"]);
    let ran = Ran::of(&command.current_dir(corpus).output().expect("the program runs"));
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.stderr);
    let internal = ran.found().into_iter().filter(|found| found.contains(" internal/")).collect::<Vec<_>>();
    assert_eq!(internal, [""; 0]);
}

//! Custom resources by the schemas of their definitions: hostile ones, JSON Schema files, and the corpus.

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use shipworthy::config::{Configuration, Request, Selector, Settings};
use shipworthy::date::Date;
use shipworthy::engine::{self, Language, Measure, Outcome};
use shipworthy::model::k8s::custom::{CustomSchemas, Definition};
use shipworthy::model::k8s::{Manifest, Object};
use shipworthy::report;
use shipworthy::syntax::yaml::Tree;
use shipworthy::text::Source;
use support::{Randomness, shared};

const HEAD: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: sites.example.com}\nspec:\n  group: example.com\n  names: {kind: Site, plural: sites}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n";

const SITE: &str = "apiVersion: example.com/v1\nkind: Site\nmetadata: {name: web}\n";

/// A definition whose schema is `schema`, in flow style or indented by eight.
fn definition(schema: &str) -> String {
    format!("{HEAD}        {schema}\n")
}

fn schemas(texts: &[&str]) -> CustomSchemas {
    let mut schemas = CustomSchemas::default();
    for definition in texts.iter().flat_map(|text| Definition::all_in(text)) {
        schemas.add("crd.yaml", definition);
    }
    schemas
}

fn settings(schemas: CustomSchemas) -> Settings {
    let mut request = Request::on(Date::from_days(20_000));
    request.select = ["k8s/unknown-field", "k8s/missing-field", "k8s/wrong-type", "k8s/invalid-value"]
        .map(|id| Selector::read(id).expect("a rule"))
        .to_vec();
    let mut settings = Settings::new(&request, &Configuration::default()).expect("no configuration is a right one");
    settings.custom_schemas = Arc::new(schemas);
    settings
}

fn lint(text: &str, settings: &Settings) -> (Source, Outcome) {
    let source = Source::new("site.yaml", text).expect("a small text");
    let outcome = engine::lint(&source, Language::Manifest, settings, Measure::No);
    (source, outcome)
}

/// What is found in a site with `spec`, by a definition with `schema`: a line each.
fn found(schema: &str, spec: &str) -> Vec<String> {
    let settings = settings(schemas(&[&definition(schema)]));
    let (source, outcome) = lint(&format!("{SITE}spec: {spec}\n"), &settings);
    let lines = report::concise_lines(&source, &outcome.diagnostics);
    lines.lines().map(|line| line.split_once("] ").map_or(line, |(_, message)| message).to_owned()).collect()
}

#[test]
fn of_several_definitions_one_has_to_fit() {
    let old = definition("{type: object, properties: {spec: {type: object, properties: {host: {type: string}}}}}");
    let new = definition(
        "{type: object, properties: {spec: {type: object, properties: {hosts: {type: array, items: {type: string}}}}}}",
    );
    let settings = settings(schemas(&[&old, &new]));
    for good in ["{host: a}", "{hosts: [a]}"] {
        let (_, outcome) = lint(&format!("{SITE}spec: {good}\n"), &settings);
        assert!(outcome.diagnostics.is_empty(), "{good}");
    }
    let (_, outcome) = lint(&format!("{SITE}spec: {{host: a, hosts: 5}}\n"), &settings);
    assert_eq!(outcome.diagnostics.len(), 1, "told by the one that fits best");
}

#[test]
fn keys_are_told_one_by_one() {
    let closed = "{type: object, properties: {spec: {type: object}}}";
    assert_eq!(found(closed, "{a: 5, b: ~, c: {d: 5}}"), ["`spec` has no field `a`", "`spec` has no field `c`"]);
    let named = "{type: object, properties: {spec: {type: object, properties: {hostName: {type: string}}}}}";
    assert_eq!(found(named, "{a: 5, hostname: x}"), ["`spec` has no field `a`", "`spec` has no field `hostname`"]);
    let merged = "{type: object, properties: {spec: {type: object, properties: {a: {type: object, x-kubernetes-preserve-unknown-fields: true}, b: {type: object, properties: {c: {type: string}}}}}}}";
    assert_eq!(
        found(merged, "{a: &a {c: 5, d: 5}, b: {<<: *a}}"),
        ["`c` wants a string, this is an integer", "`b` has no field `d`"]
    );
}

/// The advice on unknown keys in a site with `spec`.
fn advice(schema: &str, spec: &str) -> Vec<String> {
    let settings = settings(schemas(&[&definition(schema)]));
    let (_, outcome) = lint(&format!("{SITE}spec: {spec}\n"), &settings);
    outcome.diagnostics.into_iter().map(|found| found.help.unwrap_or_default().into_owned()).collect()
}

#[test]
fn unknown_keys_are_sent_where_they_belong() {
    let schema = "{type: object, properties: {spec: {type: object, properties: {hostName: {type: string}, tls: {type: object, properties: {secret: {type: string}}}, rules: {type: array, items: {type: object, properties: {path: {type: string}}}}}}}}";
    for (spec, wanted) in [
        ("{hostname: x}", "write `hostName`"),
        ("{hostNam: x}", "write `hostName`"),
        ("{hostNam: [x]}", ""),
        ("{hostName: x, hostname: y}", ""),
        ("{tls: {hostName: x}}", "move it out to `spec`"),
        ("{rules: [{hostName: x}]}", "move it out to `spec`"),
        ("{secret: x}", "move it into `tls`"),
        ("{path: x}", "move it into `rules[]`"),
        ("{rules: [{secret: x}]}", "move it into `tls`"),
        ("{nonsense: x}", ""),
    ] {
        assert_eq!(advice(schema, spec), [wanted], "{spec}");
    }
}

#[test]
fn kinds_without_a_schema_are_counted() {
    let settings = settings(schemas(&[&definition("{type: object}")]));
    let text = format!("{SITE}---\napiVersion: example.com/v2\nkind: Site\n---\napiVersion: v1\nkind: ConfigMap\n");
    let (_, outcome) = lint(&text, &settings);
    assert_eq!(outcome.without_schema, 1);
    assert!(outcome.diagnostics.is_empty());
}

#[test]
fn json_schemas_are_found_by_their_names() {
    let text = r##"{"$schema": "http://json-schema.org/schema#", "type": "object", "properties": {"spec": {"type": "object",
        "additionalProperties": false, "required": ["port"], "properties": {"port": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        "tree": {"$ref": "#/definitions/tree"}}}}, "definitions": {"tree": {"type": "object", "additionalProperties": {"$ref": "#/definitions/tree"}}}}"##;
    for path in ["schemas/site-example-v1.json", "catalogue/example.com/site_v1.json", "schemas/site_v1.json"] {
        let mut schemas = CustomSchemas::default();
        schemas.add_json_schema(path, text.to_owned());
        let settings = settings(schemas);
        let (source, outcome) =
            lint(&format!("{SITE}spec: {{port: [5], ports: 5, tree: {{a: {{b: 5}}}}}}\n"), &settings);
        let lines = report::concise_lines(&source, &outcome.diagnostics);
        for said in
            ["`port` wants an integer or a string, this is a list", "no field `ports`", "`b` in `a` wants a mapping"]
        {
            assert!(lines.contains(said), "{path}: {lines}");
        }
        assert_eq!(outcome.diagnostics.len(), 3, "{lines}");
    }
}

#[test]
fn schemas_that_cannot_be_used_are_named() {
    let mut schemas = CustomSchemas::default();
    schemas.add_json_schema("site-example-v1.json", "{".to_owned());
    schemas.add_json_schema("site_v1.json", r#"{"$ref": "elsewhere.json"}"#.to_owned());
    schemas.add_json_schema("other_v1.json", "{".to_owned());
    let settings = settings(schemas);
    let (_, outcome) = lint(SITE, &settings);
    assert_eq!((outcome.diagnostics.len(), outcome.without_schema), (0, 1));
    let unusable = settings.custom_schemas.unusable();
    let paths: Vec<_> = unusable.iter().map(|unusable| &*unusable.path).collect();
    assert_eq!(paths, ["site-example-v1.json", "site_v1.json"], "those that were asked: {unusable:?}");
}

#[test]
fn bad_patterns_are_dropped_alone() {
    let schema = "{type: object, properties: {spec: {type: object, properties: {a: {type: string, pattern: '('}, b: {type: string, pattern: '^x$'}, c: {type: string, pattern: '(((a{1,100}){1,100}){1,100}){1,100}'}, d: {type: string, pattern: '(a+)+$'}}}}}";
    let slow = "a".repeat(50_000);
    let found = found(schema, &format!("{{a: z, b: q, c: z, d: '{slow}!'}}"));
    assert_eq!(found, ["`b` does not match `^x$`", "`d` does not match `(a+)+$`"]);
}

/// Two aliases in each of forty mappings are 2^40 ways through, in a schema and in an object.
#[test]
fn neither_aliases_nor_depth_hurt() {
    let bomb = |leaf: &str, pair: &dyn Fn(usize) -> String, indent: &str| {
        let levels = (1..40).map(|n| format!("{indent}a{n}: &a{n} {}\n", pair(n - 1)));
        format!("{indent}a0: &a0 {leaf}\n{}", levels.collect::<String>())
    };
    let pair = |n| format!("{{type: object, properties: {{x: *a{n}, y: *a{n}}}}}");
    let wide =
        format!("{HEAD}        type: object\n        properties:\n{}", bomb("{type: string}", &pair, "          "));
    let settings_of = |text: &str| settings(schemas(&[text]));
    let bombed = settings_of(&wide);
    let (_, outcome) = lint(SITE, &bombed);
    assert_eq!(outcome.without_schema, 1);
    assert_eq!(bombed.custom_schemas.unusable().len(), 1);

    let open = settings_of(&definition(
        "{type: object, properties: {spec: {type: object, additionalProperties: {type: object, x-kubernetes-preserve-unknown-fields: true, additionalProperties: {type: object, additionalProperties: {type: string}}}}}}",
    ));
    let object = bomb("{x: 5}", &|n| format!("{{x: *a{n}, y: *a{n}}}"), "  ");
    let _ = lint(&format!("{SITE}spec:\n{object}"), &open);

    for depth in [40, 60, 200] {
        let deep = format!("{}{{type: string}}{}", "{type: object, properties: {a: ".repeat(depth), "}}".repeat(depth));
        let settings = settings_of(&definition(&deep));
        let _ = lint(&format!("{SITE}{}5{}\n", "a: {".repeat(depth + 1), "}".repeat(depth + 1)), &settings);
        let usable = settings.custom_schemas.unusable().is_empty();
        assert_eq!(usable, depth < 64, "{depth}");
    }
    let mut recursive = CustomSchemas::default();
    recursive.add_json_schema("site_v1.json", r##"{"additionalProperties": {"$ref": "#"}}"##.to_owned());
    let chain: String = (1..5000).map(|n| format!("  b{n}: &b{n} {{x: *b{}}}\n", n - 1)).collect();
    let _ = lint(&format!("{SITE}spec:\n  b0: &b0 {{x: 5}}\n{chain}"), &settings(recursive));
    let mut circular = CustomSchemas::default();
    circular.add_json_schema("site_v1.json", r##"{"anyOf": [{"$ref": "#"}, {"allOf": [{"$ref": "#"}]}]}"##.to_owned());
    let _ = lint(&format!("{SITE}spec: {{}}\n"), &settings(circular));
}

#[test]
fn schemas_that_make_no_sense_demand_what_is_left() {
    for nonsense in [
        "5",
        "[]",
        "{type: 5, properties: [], required: x, enum: 5, pattern: [], minimum: a, items: 5, allOf: {}, not: 5}",
        "{type: object, properties: {spec: {type: nothing, enum: [], required: [], allOf: [], maxLength: -1, multipleOf: 0}}}",
        "{type: object, properties: {spec: {$ref: '#/properties/spec', exclusiveMinimum: true, required: [a, a], enum: [{}, {}]}}}",
        "{type: object, properties: {spec: {items: [{type: string}], additionalProperties: 5, format: [], nullable: x}}}",
    ] {
        for spec in ["{}", "[]", "5", "~", "text", "{a: {b: [~, {}]}}", "*nowhere"] {
            let told = found(nonsense, spec);
            assert!(!told.iter().any(|line| line.contains("panic")), "{nonsense} {spec}: {told:?}");
        }
    }
}

/// Broken copies of definitions and objects: whatever is read of them, places lie in the text.
#[test]
fn broken_texts_do_no_harm() {
    let crd = definition(
        "{type: object, required: [spec], properties: {spec: {type: object, required: [a], properties: {a: {type: string, pattern: '^[a-z]+$', enum: [x, y]}, b: {type: array, items: {type: object, properties: {c: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}}}}, d: {type: object, additionalProperties: {type: integer, minimum: 2}}}, oneOf: [{required: [b]}, {required: [d]}]}}}",
    );
    let site = format!("{SITE}spec: {{a: z, b: [{{c: [1], e: 5}}, 7], d: {{x: 1, y: z}}}}\n");
    let texts = [crd, site];
    let mut randomness = Randomness::new(7);
    for _ in 0..400 {
        let (crd, site) = (randomness.broken(&texts[..1]), randomness.broken(&texts[1..]));
        let settings = settings(schemas(&[&crd, &texts[0]]));
        let (source, outcome) = lint(&site, &settings);
        for finding in outcome.diagnostics {
            assert!(!finding.rule.starts_with("internal/"), "{}\n{crd}\n{site}", finding.message);
            assert!(source.text().get(finding.span.range()).is_some(), "{}", finding.message);
        }
    }
}

fn manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            manifests(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known))
        {
            found.push(path);
        }
    }
}

/// Files of the corpus whose custom resources are not what a definition of the corpus wants, each looked at by hand.
const WRONG: &[(&str, &str)] = &[
    ("GoogleCloudPlatform__kubernetes-engine-samples", "inference-model-variables.yaml"),
    ("argoproj__argo-cd", "one_replica_rollout.yaml"),
    ("argoproj__argo-rollouts", "test__kustomize__rollout__expected.yaml"),
    ("argoproj__argo-rollouts", "test__kustomize__rollout__rollout.yaml"),
    // The definition is older than the object.
    ("doitintl__kube-no-trouble", "volumesnapshotcontent-v1beta1.yaml"),
    ("kedacore__keda", "keda_v1alpha1_scaledjob.yaml"),
    ("nginx__kubernetes-ingress", "appprotect__logconf.yaml"),
    ("projectcontour__contour", "httpproxy-lb-request-hash.yaml"),
    ("strimzi__strimzi-kafka-operator", "kafka-connect-metrics.yaml"),
];

/// The definitions of the corpus against the custom resources of the corpus.
#[test]
fn custom_resources_of_the_corpus() {
    let Some(corpus) = shared("corpus/manifests") else { return };
    let mut paths = Vec::new();
    manifests(&corpus, &mut paths);
    paths.sort();
    let texts: Vec<_> = paths.iter().filter_map(|path| Some((path, std::fs::read_to_string(path).ok()?))).collect();
    let mut schemas = CustomSchemas::default();
    for (path, text) in &texts {
        for definition in Definition::all_in(text) {
            schemas.add(&path.to_string_lossy(), definition);
        }
    }
    let with = settings(schemas);
    let mut checked = 0;
    let mut faults = Vec::new();
    for (path, text) in &texts {
        let tree = Tree::parse(text);
        let objects = Manifest::new(&tree).objects().to_vec();
        let custom: Vec<_> =
            objects.into_iter().filter(|object| with.custom_schemas.has(*object)).map(Object::id).collect();
        checked += custom.len();
        let path = path.to_string_lossy();
        let is_known = |(repository, file): &(&str, &str)| path.contains(repository) && path.ends_with(file);
        if custom.is_empty() || WRONG.iter().any(is_known) {
            continue;
        }
        let (source, mut outcome) = lint(text, &with);
        outcome.diagnostics.retain(|found| found.object.as_deref().is_some_and(|id| custom.contains(id)));
        faults.push(report::concise_lines(&source, &outcome.diagnostics).replace("site.yaml", &path));
    }
    faults.retain(|fault| !fault.is_empty());
    assert!(with.custom_schemas.unusable().is_empty(), "{:?}", with.custom_schemas.unusable());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(checked > 100, "{checked} custom resources have a definition in the corpus");
}

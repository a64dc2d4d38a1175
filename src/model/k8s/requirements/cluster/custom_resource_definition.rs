//! Definitions of custom resources: names, versions, and the basics of their schemas.

use std::collections::HashSet;

use crate::model::k8s::Fields;
use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::cluster::webhook;
use crate::model::k8s::requirements::findings::{Findings, Firsts, short};
use crate::model::k8s::requirements::part::Part;
use crate::syntax::yaml::{Entry, Mapping, Node, Resolved, Sequence};
use crate::text::Span;

/// What can be told of the schemas.
const SCHEMA_TOPICS: &[Topic] = &[Topic::CustomResourceDefinition, Topic::UnsupportedValue];

pub(crate) fn check(whole: Part<'_>, found: &mut Findings) {
    let Some(spec) = whole.part("spec") else { return };
    found.required_name(spec, "group", Grammar::Subdomain);
    found.required(spec, "scope");
    found.one_of(spec, "scope", &["Cluster", "Namespaced"]);
    if let Some(group) = spec.text("group").filter(|group| !group.value.contains('.')) {
        found.tell(Topic::Name, group.span, format!("the group `{}` has no domain", short(&group.value)));
    }
    if let Some(group) = spec.text("group").filter(|group| is_communitys(&group.value))
        && whole.object().metadata().annotation("api-approved.kubernetes.io").is_none()
    {
        let message =
            format!("the group `{}` belongs to Kubernetes, and nobody has approved the API", short(&group.value));
        found
            .tell(Topic::CustomResourceDefinition, group.span, message)
            .help("use a domain of your own, or set the annotation `api-approved.kubernetes.io`");
    }
    names(whole, spec, found);
    versions(spec, found);
    if spec.is_true("preserveUnknownFields") {
        found
            .tell(
                Topic::CustomResourceDefinition,
                spec.span("preserveUnknownFields"),
                "`preserveUnknownFields` cannot be true any more",
            )
            .help("write `x-kubernetes-preserve-unknown-fields: true` into the schemas");
    }
    if let Some(conversion) = spec.part("conversion") {
        found.required(conversion, "strategy");
        found.one_of(conversion, "strategy", &["None", "Webhook"]);
        if conversion.is("strategy", "Webhook") {
            match conversion.part("webhook") {
                None => found.required(conversion, "webhook"),
                Some(webhook) => {
                    found.required(webhook, "conversionReviewVersions");
                    match webhook.part("clientConfig") {
                        None => found.required(webhook, "clientConfig"),
                        Some(client) => webhook::client_config(client, found),
                    }
                }
            }
        } else {
            found.forbidden(conversion, "webhook", "unless `strategy` is `Webhook`");
        }
    }
}

/// Whether the group is one of the Kubernetes community.
fn is_communitys(group: &str) -> bool {
    ["k8s.io", "kubernetes.io"]
        .iter()
        .any(|domain| group.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

fn names(whole: Part<'_>, spec: Part<'_>, found: &mut Findings) {
    let Some(names) = spec.part("names") else { return };
    for name in ["plural", "kind"] {
        found.required(names, name);
    }
    for name in ["plural", "singular"] {
        found.name(names, name, Grammar::Label1035);
    }
    for name in ["kind", "listKind"] {
        if let Some(text) = names.text(name)
            && !Grammar::Label1035.accepts(&text.value.to_ascii_lowercase())
        {
            found.grammar(Topic::Name, &text, name, Grammar::Label1035);
        }
    }
    for list in ["shortNames", "categories"] {
        for name in names.fields().strings(list) {
            found.grammar(Topic::Name, &name, list, Grammar::Label1035);
        }
    }
    if let (Some(kind), Some(list)) = (names.text("kind"), names.text("listKind"))
        && kind.value == list.value
    {
        found
            .tell(Topic::Name, list.span, "`listKind` is the same as `kind`")
            .help(format!("write `{}List`", kind.value));
    }
    if let (Some(plural), Some(group)) = (names.text("plural"), spec.text("group"))
        && let Some(name) = whole.part("metadata").and_then(|metadata| metadata.text("name"))
    {
        let wanted = format!("{}.{}", plural.value, group.value);
        if name.value != wanted {
            let message = format!("the name is `{}`, not that of the plural and the group", short(&name.value));
            found.tell(Topic::Name, name.span, message).help(format!("write `{}`", short(&wanted)));
        }
    }
}

fn versions(spec: Part<'_>, found: &mut Findings) {
    let mut stored = 0;
    let mut names = Firsts::default();
    for version in spec.parts("versions") {
        found.required_name(version, "name", Grammar::Label1035);
        if let Some(name) = version.text("name")
            && names.before(name.value.clone(), name.span).is_some()
        {
            found.tell(
                Topic::CustomResourceDefinition,
                name.span,
                format!("two versions have the name `{}`", name.value),
            );
        }
        stored += usize::from(version.is_true("storage"));
        match version.at(&["schema", "openAPIV3Schema"]) {
            Some(schema) if found.topics().has_any(SCHEMA_TOPICS) => self::schema(schema, found),
            Some(_) => {}
            None => {
                found
                    .tell(Topic::CustomResourceDefinition, version.place(), "a version has no schema")
                    .help("add `schema.openAPIV3Schema`");
            }
        }
    }
    if stored != 1 && spec.has("versions") {
        found
            .tell(
                Topic::CustomResourceDefinition,
                spec.key("versions"),
                format!("{stored} versions are marked as the one that is stored, it has to be one"),
            )
            .help("set `storage: true` on exactly one version");
    }
}

/// Where a schema stands within another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Root,
    /// A property, an item, or a value.
    Structural,
    /// Below `allOf` and its like, where there are no types.
    Logical,
    /// The same in what is an integer or a string, where there may be some.
    IntegerOrString,
}

/// Every schema has a type, and is no mixture of a mapping with known and one with unknown keys.
fn schema(root: Part<'_>, found: &mut Findings) {
    if let Some(ty) = root.text("type").filter(|ty| ty.value != "object") {
        found.tell(Topic::CustomResourceDefinition, ty.span, "the type of the whole has to be `object`");
    }
    // What an alias leads to is looked at once.
    let mut seen = HashSet::new();
    let mut open = vec![Schema { fields: root.fields(), place: root.place(), position: Position::Root }];
    while let Some(schema) = open.pop() {
        if !seen.insert(schema.fields.mapping().node().id()) {
            continue;
        }
        if schema.is_plain_scalar() {
            continue;
        }
        schema.check(found);
        let mapping = schema.fields.mapping();
        for key in ["properties", "items", "additionalProperties", "not", "allOf", "anyOf", "oneOf"] {
            if let Some(entry) = mapping.entry_merged(key) {
                schema.push_below(entry, &mut open);
            }
        }
    }
}

struct Schema<'t> {
    fields: Fields<'t>,
    place: Span,
    position: Position,
}

impl<'t> Schema<'t> {
    /// Adds the schemas that an entry of this one holds.
    fn push_below(&self, entry: Entry<'t>, open: &mut Vec<Self>) {
        let logical = match self.position {
            Position::Root | Position::Structural if self.is_true("x-kubernetes-int-or-string") => {
                Position::IntegerOrString
            }
            Position::Root | Position::Structural => Position::Logical,
            within => within,
        };
        let next = if self.is_structural() { Position::Structural } else { logical };
        let mut push = |key: Node<'t>, value: Node<'t>, position| {
            if let Some(mapping) = value.as_mapping() {
                open.push(Self { fields: Fields::of(mapping), place: key.span(), position });
            }
        };
        let Some(key) = entry.key.as_str() else { return };
        match &*key {
            "properties" => {
                for property in entry.value.as_mapping().into_iter().flat_map(Mapping::entries) {
                    push(property.key, property.value, next);
                }
            }
            "items" | "additionalProperties" => push(entry.key, entry.value, next),
            "not" => push(entry.key, entry.value, logical),
            "allOf" | "anyOf" | "oneOf" => {
                for item in entry.value.as_sequence().into_iter().flat_map(Sequence::items) {
                    push(entry.key, item, logical);
                }
            }
            _ => {}
        }
    }

    /// Whether it only says what a single value is: most schemas do, and nothing can be wrong with them.
    fn is_plain_scalar(&self) -> bool {
        let mut has_type = false;
        self.position == Position::Structural
            && self.fields.mapping().entries().all(|entry| {
                let (Some(key), Some(value)) = (entry.key.as_scalar(), entry.value.as_scalar()) else { return false };
                if key.is("type") {
                    has_type = ["boolean", "integer", "number", "string"].iter().any(|ty| value.is(ty));
                    return has_type;
                }
                ["description", "format"].iter().any(|name| key.is(name))
            })
            && has_type
    }

    fn is_structural(&self) -> bool {
        matches!(self.position, Position::Root | Position::Structural)
    }

    fn is_true(&self, name: &str) -> bool {
        self.fields.boolean(name).is_some_and(|value| value.value)
    }

    fn check(&self, found: &mut Findings) {
        let fields = self.fields;
        let topic = Topic::CustomResourceDefinition;
        let has_properties = fields.object("properties").is_some_and(|properties| !properties.mapping().is_empty());
        if has_properties && fields.get("additionalProperties").is_some_and(|node| is_additional(node)) {
            let place = fields.key_span("additionalProperties").unwrap_or(self.place);
            found.tell(topic, place, "`properties` and `additionalProperties` exclude each other");
        }
        if self.is_true("uniqueItems") {
            let place = fields.key_span("uniqueItems").unwrap_or(self.place);
            found.tell(topic, place, "`uniqueItems` cannot be true").help("write `x-kubernetes-list-type: set`");
        }
        if self.position == Position::Root && fields.has("additionalProperties") {
            let place = fields.key_span("additionalProperties").unwrap_or(self.place);
            found.tell(topic, place, "`additionalProperties` may not stand at the root of a schema");
        }
        if fields.string("type").is_some_and(|ty| ty.value == "array") && !fields.has("items") && self.is_structural() {
            found.tell(topic, self.place, "an array has no `items`").help("say in `items` what it holds");
        }
        let is_free =
            self.is_true("x-kubernetes-int-or-string") || self.is_true("x-kubernetes-preserve-unknown-fields");
        if self.is_structural() && !is_free && fields.string("type").is_none_or(|ty| ty.value.is_empty()) {
            found.tell(topic, self.place, "a schema has no `type`").help("add `type`");
        }
        for (name, wanted) in [("x-kubernetes-list-type", "array"), ("x-kubernetes-map-type", "object")] {
            if let Some(place) = fields.key_span(name)
                && fields.string("type").is_none_or(|ty| ty.value != wanted)
            {
                found.tell(topic, place, format!("`{name}` wants the type `{wanted}`"));
            }
        }
        if fields.string("x-kubernetes-list-type").is_some_and(|list| list.value == "map")
            && fields.items("x-kubernetes-list-map-keys").next().is_none()
        {
            let place = fields.key_span("x-kubernetes-list-type").unwrap_or(self.place);
            found.tell(topic, place, "a list of the type `map` has no keys").help("add `x-kubernetes-list-map-keys`");
        }
        if let Some(ty) = fields.string("type").filter(|ty| !ty.value.is_empty()) {
            let types = ["array", "boolean", "integer", "number", "object", "string"];
            if self.position == Position::Logical {
                found.tell(topic, ty.span, "`type` may not stand below `allOf`, `anyOf`, `oneOf`, or `not`");
            } else if !types.contains(&&*ty.value) {
                found.value_one_of(&ty, "type", &types);
            }
        }
    }
}

/// Whether unknown keys are forbidden or described.
fn is_additional(node: Node<'_>) -> bool {
    node.as_mapping().is_some()
        || node.as_scalar().is_some_and(|scalar| matches!(scalar.resolve_1_1(), Resolved::Bool(false)))
}

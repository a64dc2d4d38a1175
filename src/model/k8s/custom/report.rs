//! What a schema finds wrong, brought into the words of the built-in kinds and to the very place in the tree.

use std::borrow::Cow;
use std::collections::HashSet;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::compiled::Compiled;
use super::instance::{items, present};
use super::structural::NULLABLE;
use super::suggestion::Stray;
use crate::model::k8s::Object;
use crate::model::k8s::validation::{
    Constraint, Meant, Place, Problem, ProblemKind, TextFormat, TypeName, metadata_problems,
};
use crate::schema::VersionSet;
use crate::syntax::yaml::{Entry, Kind, Mapping, Node, Resolved};
use crate::text::{Span, nearest};

/// Errors of one object that are told; each is sought from the root of the object, so all would take quadratic time.
const MOST_ERRORS: usize = 1_000;

/// Problems of one object up to which unknown keys come with advice.
const MOST_SUGGESTIONS: usize = 32;

/// What is wrong with `object` by `compiled`, and with its metadata.
pub(super) fn problems<'t>(object: Object<'t>, compiled: &Compiled, wanted: VersionSet) -> Vec<Problem<'t>> {
    if compiled.allows_everything() {
        return Vec::new();
    }
    let mut found = metadata_problems(object, wanted);
    let root = object.fields().mapping().node();
    for error in compiled.errors(root).into_iter().take(MOST_ERRORS) {
        let pointer = error.instance_path().as_str();
        let is_status = pointer == "/status" || pointer.starts_with("/status/");
        if compiled.discards_status && is_status {
            continue;
        }
        let Some(site) = Site::find(object, pointer) else { continue };
        let report = Report {
            site,
            pointer,
            schema: &compiled.schema,
            path: error.schema_path().as_str(),
            way: error.evaluation_path().as_str(),
            wanted,
        };
        report.error(&error, &mut found);
    }
    found
}

/// A value, and how one comes to it.
#[derive(Debug)]
struct Site<'t> {
    object: Object<'t>,
    node: Node<'t>,
    /// The last entry on the way, and whether items of lists lie between it and the value.
    entry: Option<(Entry<'t>, bool)>,
    /// The key of the entry before the last.
    outer: Option<Cow<'t, str>>,
}

impl<'t> Site<'t> {
    /// Follows a JSON pointer that was made from this very tree.
    fn find(object: Object<'t>, pointer: &str) -> Option<Self> {
        let node = object.fields().mapping().node();
        let mut site = Self { object, node, entry: None, outer: None };
        for segment in pointer.split('/').skip(1) {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            match site.node.kind() {
                Kind::Mapping(mapping) => {
                    let entry = mapping.entry_merged(&segment)?;
                    site.outer = site.entry.and_then(|(entry, _)| entry.key.as_str());
                    site.entry = Some((entry, false));
                    site.node = present(entry.value)?;
                }
                Kind::Sequence(list) => {
                    site.node = items(list).nth(segment.parse().ok()?)?;
                    site.entry = site.entry.map(|(entry, _)| (entry, true));
                }
                _ => return None,
            }
        }
        Some(site)
    }

    fn place(&self, is_map_value: bool) -> Place<'t> {
        let Some((entry, is_item)) = self.entry else { return Place::Object(self.object.kind().value) };
        let key = entry.key.as_str().unwrap_or_default();
        match (is_item, &self.outer) {
            (true, _) => Place::Item(key),
            (false, Some(outer)) if is_map_value => Place::Value { key, map: outer.clone() },
            (false, _) => Place::Field(key),
        }
    }

    /// Where to tell of the value: at itself, or for a collection at the key that has it, which is shorter.
    fn span(&self) -> Span {
        match (self.node.kind(), self.entry) {
            (Kind::Mapping(_) | Kind::Sequence(_), Some((entry, false))) => entry.key.span(),
            (Kind::Mapping(mapping), _) => self.missing_span(mapping),
            _ => self.node.span(),
        }
    }

    /// Where to tell that something is missing in `mapping`, which is here.
    fn missing_span(&self, mapping: Mapping<'t>) -> Span {
        match self.entry {
            None => self.object.name_span(),
            Some((entry, false)) => entry.key.span(),
            Some((_, true)) => {
                let name = mapping.entry("name").filter(|entry| !entry.value.is_absent()).map(|entry| entry.value);
                name.or(mapping.entries().next().map(|entry| entry.key)).unwrap_or(mapping.node()).span()
            }
        }
    }
}

/// One error on the way to a problem.
struct Report<'t, 's> {
    site: Site<'t>,
    /// The pointer to the site.
    pointer: &'s str,
    schema: &'s Value,
    /// The pointer to the keyword that is not satisfied.
    path: &'s str,
    /// The way there through references.
    way: &'s str,
    wanted: VersionSet,
}

impl<'t> Report<'t, '_> {
    fn error(&self, error: &ValidationError<'_>, found: &mut Vec<Problem<'t>>) {
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
                self.unknown(|key| unexpected.contains(key), found);
            }
            // Told once where no key at all is known.
            ValidationErrorKind::FalseSchema if self.path.ends_with("/additionalProperties") => {
                self.unknown(|_| true, found);
            }
            ValidationErrorKind::Required { property } => self.missing(property.as_str().unwrap_or_default(), found),
            kind => {
                if let Some(kind) = self.value(kind) {
                    found.push(self.problem(self.site.node, self.site.span(), kind));
                }
            }
        }
    }

    fn problem(&self, node: Node<'t>, span: Span, kind: ProblemKind<'t>) -> Problem<'t> {
        let is_map_value = parent(self.way).trim_end_matches("/$ref").ends_with("/additionalProperties");
        Problem { node, span, place: self.site.place(is_map_value), kind, versions: self.wanted }
    }

    /// The schema that has the keyword.
    fn holder(&self) -> Option<&Value> {
        self.schema.pointer(parent(self.path))
    }

    fn unknown(&self, is_unknown: impl Fn(&str) -> bool, found: &mut Vec<Problem<'t>>) {
        let entries = self.site.node.as_mapping().map(Mapping::effective_entries).unwrap_or_default();
        for entry in entries.into_iter().filter(|entry| present(entry.value).is_some()) {
            let Some(key) = entry.key.as_str().filter(|key| is_unknown(key)) else { continue };
            let meant = (found.len() < MOST_SUGGESTIONS).then(|| self.meant(entry, &key)).flatten();
            let kind = ProblemKind::UnknownField { key, known: VersionSet::EMPTY, meant };
            found.push(self.problem(entry.key, entry.key.span(), kind));
        }
    }

    fn meant(&self, entry: Entry<'t>, key: &str) -> Option<Meant> {
        let mapping = self.site.node.as_mapping()?;
        let Self { pointer, schema, .. } = *self;
        let stray = Stray { entry, key, mapping, pointer, schema, part: parent(self.path) };
        stray.meant(|pointer| Some(Site::find(self.site.object, pointer)?.place(false).to_string()))
    }

    fn missing(&self, field: &str, found: &mut Vec<Problem<'t>>) {
        let Some(mapping) = self.site.node.as_mapping().filter(|mapping| !mapping.node().is_broken()) else { return };
        let null = mapping.entry_merged(field);
        let property = self.holder().and_then(|schema| schema.get("properties")?.get(field));
        if null.is_some() && property.is_some_and(|property| property.get(NULLABLE).is_some()) {
            return;
        }
        let span = null.map_or_else(|| self.site.missing_span(mapping), |entry| entry.key.span());
        let kind = ProblemKind::MissingField { field: Cow::Owned(field.to_owned()) };
        found.push(self.problem(self.site.node, span, kind));
    }

    /// What is wrong with the value itself.
    fn value(&self, kind: &ValidationErrorKind) -> Option<ProblemKind<'t>> {
        if matches!(kind, ValidationErrorKind::OneOfMultipleValid { .. }) {
            let constraint = self.single_fields().map_or(Constraint::OneOf, Constraint::OneField);
            return Some(ProblemKind::Unfit { constraint });
        }
        if let Some(constraint) = bound(kind) {
            return Some(ProblemKind::Unfit { constraint });
        }
        match kind {
            ValidationErrorKind::Type { kind } => Some(self.wrong_type(&wanted_types(kind))),
            ValidationErrorKind::Enum { options } => self.invalid(options.as_array()?),
            ValidationErrorKind::Constant { expected_value } => {
                self.invalid(std::slice::from_ref(expected_value.as_ref()))
            }
            ValidationErrorKind::Format { format } => {
                let constraint = || ProblemKind::Unfit { constraint: Constraint::Format(format.clone()) };
                Some(
                    TextFormat::of_name(format).map_or_else(constraint, |format| ProblemKind::InvalidFormat { format }),
                )
            }
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                Some(self.no_alternative(context))
            }
            ValidationErrorKind::PropertyNames { error } => self.value(error.kind()),
            ValidationErrorKind::BacktrackLimitExceeded { .. }
            | ValidationErrorKind::RegexEngineFailure { .. }
            | ValidationErrorKind::Referencing(_)
            | ValidationErrorKind::Custom { .. } => None,
            other => {
                let keyword = other.keyword().to_owned();
                Some(ProblemKind::Unfit { constraint: Constraint::Keyword(keyword) })
            }
        }
    }

    /// The fields of which each alternative wants one, when all of them only say that.
    fn single_fields(&self) -> Option<Vec<String>> {
        let alternatives = self.schema.pointer(self.path)?.as_array()?.iter();
        let field = |schema: &Value| {
            let schema = schema.as_object().filter(|schema| schema.len() == 1)?;
            match schema.get("required")?.as_array()?.as_slice() {
                [name] => name.as_str().map(str::to_owned),
                _ => None,
            }
        };
        alternatives.map(field).collect()
    }

    fn wrong_type(&self, types: &[JsonType]) -> ProblemKind<'t> {
        let has = |ty| types.contains(&ty);
        let wanted = match types.iter().find(|ty| **ty != JsonType::Null) {
            _ if has(JsonType::Integer) && has(JsonType::String) => TypeName::IntegerOrString,
            _ if has(JsonType::Number) && has(JsonType::String) => TypeName::NumberOrString,
            Some(JsonType::Object) => TypeName::Mapping,
            Some(JsonType::Array) => TypeName::List,
            Some(JsonType::String) => TypeName::String,
            Some(JsonType::Integer) => TypeName::Integer,
            Some(JsonType::Number) => TypeName::Number,
            Some(JsonType::Boolean) => TypeName::Boolean,
            Some(JsonType::Null) | None => TypeName::Null,
        };
        let found = match self.site.node.kind() {
            Kind::Mapping(_) => TypeName::Mapping,
            Kind::Sequence(_) => TypeName::List,
            Kind::Scalar(scalar) => {
                let value = scalar.resolve_1_1();
                if wanted == TypeName::Integer && matches!(value, Resolved::Float(value) if value.is_finite()) {
                    return ProblemKind::Fraction;
                }
                TypeName::of_resolved(&value)
            }
            Kind::Alias(_) | Kind::Error => TypeName::Null,
        };
        ProblemKind::WrongType { wanted, found }
    }

    /// A value that is none of those which are legal. Of another type than all of them, it is told so by that.
    fn invalid(&self, legal: &[Value]) -> Option<ProblemKind<'t>> {
        let scalar = self.site.node.as_scalar()?;
        let is_string = matches!(scalar.resolve_1_1(), Resolved::String(_));
        if !legal.iter().any(|value| value.is_string() == is_string) {
            return None;
        }
        let value = scalar.value();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut values: Vec<_> = legal.iter().filter(|value| !value.is_null()).map(text).collect();
        values.sort();
        let same = || values.iter().find(|legal| legal.eq_ignore_ascii_case(&value)).map(String::as_str);
        let meant = is_string.then(|| same().or_else(|| nearest(&value, values.iter().map(String::as_str)))).flatten();
        let meant = meant.filter(|meant| !meant.is_empty()).map(|meant| Cow::Owned(meant.to_owned()));
        let values = values.into_iter().map(Cow::Owned).collect();
        Some(ProblemKind::InvalidValue { value, values, known: VersionSet::EMPTY, meant })
    }

    /// A value that fits none of several schemas: of no type that any of them wants, or lacking what each wants, or else.
    fn no_alternative(&self, alternatives: &[Vec<ValidationError<'static>>]) -> ProblemKind<'t> {
        // Paths of errors in alternatives begin at the object like all others.
        let here = |error: &&ValidationError<'_>| error.instance_path().as_str() == self.pointer;
        let types: Option<Vec<_>> =
            alternatives.iter().map(|errors| errors.iter().filter(here).find_map(types)).collect();
        if let Some(types) = types.filter(|types| !types.is_empty()) {
            return self.wrong_type(&types.concat());
        }
        let field = |errors: &Vec<ValidationError<'_>>| match errors.as_slice() {
            [error] if here(&error) => lacking(error),
            _ => None,
        };
        let fields: Option<Vec<_>> = alternatives.iter().map(field).collect();
        ProblemKind::Unfit { constraint: fields.map_or(Constraint::AnyOf, Constraint::AnyField) }
    }
}

/// The types that are wanted, if that is what is wrong.
fn types(error: &ValidationError<'_>) -> Option<Vec<JsonType>> {
    match error.kind() {
        ValidationErrorKind::Type { kind } => Some(wanted_types(kind)),
        _ => None,
    }
}

/// The field that is missing, if that is what is wrong.
fn lacking(error: &ValidationError<'_>) -> Option<String> {
    match error.kind() {
        ValidationErrorKind::Required { property } => property.as_str().map(str::to_owned),
        _ => None,
    }
}

/// The pointer to what holds the last part of `pointer`.
fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn wanted_types(kind: &TypeKind) -> Vec<JsonType> {
    match kind {
        TypeKind::Single(ty) => vec![*ty],
        TypeKind::Multiple(types) => types.into_iter().collect(),
    }
}

/// The bound that a value goes beyond, if that is what is wrong.
fn bound(kind: &ValidationErrorKind) -> Option<Constraint> {
    let number = |value: &Value| value.to_string();
    Some(match kind {
        ValidationErrorKind::Pattern { pattern } => Constraint::Pattern(pattern.clone()),
        ValidationErrorKind::Minimum { limit } => Constraint::Minimum(number(limit)),
        ValidationErrorKind::Maximum { limit } => Constraint::Maximum(number(limit)),
        ValidationErrorKind::ExclusiveMinimum { limit } => Constraint::ExclusiveMinimum(number(limit)),
        ValidationErrorKind::ExclusiveMaximum { limit } => Constraint::ExclusiveMaximum(number(limit)),
        ValidationErrorKind::MultipleOf { multiple_of } => Constraint::MultipleOf(multiple_of.to_string()),
        ValidationErrorKind::MinLength { limit } => Constraint::MinLength(*limit),
        ValidationErrorKind::MaxLength { limit } => Constraint::MaxLength(*limit),
        ValidationErrorKind::MinItems { limit } => Constraint::MinItems(*limit),
        ValidationErrorKind::MaxItems { limit } => Constraint::MaxItems(*limit),
        ValidationErrorKind::MinProperties { limit } => Constraint::MinProperties(*limit),
        ValidationErrorKind::MaxProperties { limit } => Constraint::MaxProperties(*limit),
        ValidationErrorKind::UniqueItems => Constraint::UniqueItems,
        ValidationErrorKind::Not { .. } => Constraint::Not,
        _ => return None,
    })
}

//! A mapping of an object together with what it is called and what its schema says: what checks are made of.

use std::borrow::Cow;
use std::fmt;

use crate::model::k8s::{Fields, Object};
use crate::schema::{Field, Kind, ObjectType, Shape, VersionSet};
use crate::syntax::yaml::{Integer, Node, Resolved};
use crate::text::{Span, Spanned};

/// What a part is called.
#[derive(Debug, Clone, Copy)]
enum Name {
    /// The object itself.
    Object,
    /// The field of that name.
    Field(&'static str),
    /// An item of the list of that name.
    Item(&'static str),
}

/// A mapping within an object.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    object: Object<'t>,
    fields: Fields<'t>,
    /// `None` below kinds that no schema covers.
    ty: Option<ObjectType>,
    wanted: VersionSet,
    name: Name,
    /// The key of a field.
    key: Option<Node<'t>>,
}

/// A whole number or a text.
pub(super) enum IntegerOrText<'t> {
    Integer(i64),
    Text(Cow<'t, str>),
}

impl<'t> Part<'t> {
    pub(super) fn of_object(object: Object<'t>, wanted: VersionSet) -> Self {
        Self {
            object,
            fields: object.fields(),
            ty: object.schema().map(Kind::object),
            wanted,
            name: Name::Object,
            key: None,
        }
    }

    pub(super) const fn object(self) -> Object<'t> {
        self.object
    }

    pub(super) const fn fields(self) -> Fields<'t> {
        self.fields
    }

    /// Where to tell what it lacks.
    pub(super) fn place(self) -> Span {
        if let Some(key) = self.key {
            return key.span();
        }
        if let Name::Object = self.name {
            return self.object.name_span();
        }
        let first = || self.fields.mapping().entries().next().map(|entry| entry.key.span());
        let name = self.fields.string("name").map(|name| name.span);
        name.or_else(first).unwrap_or_else(|| self.fields.span())
    }

    /// The field called `name`, if it is a mapping.
    pub(super) fn part(self, name: &'static str) -> Option<Self> {
        let entry = self.fields.entry(name)?;
        let fields = Fields::of(entry.value.as_mapping()?);
        let ty = match self.shape(name) {
            Some(Shape::Object(ty)) => Some(ty),
            _ => None,
        };
        Some(Self { fields, ty, name: Name::Field(name), key: Some(entry.key), ..self })
    }

    /// The mapping at the end of a way of names.
    pub(super) fn at(self, path: &[&'static str]) -> Option<Self> {
        path.iter().try_fold(self, |part, name| part.part(name))
    }

    /// The items of the list called `name` that are mappings.
    pub(super) fn parts(self, name: &'static str) -> impl Iterator<Item = Self> + use<'t> {
        let mut items = self.fields.objects(name).peekable();
        // Most lists are not there, and then nobody asks what would be in them.
        let shape = items.peek().and_then(|_| self.shape(name));
        let ty = match shape {
            Some(Shape::Array(list)) => match list.items().shape {
                Shape::Object(ty) => Some(ty),
                _ => None,
            },
            _ => None,
        };
        items.map(move |item| Self { fields: item.fields, ty, name: Name::Item(name), key: None, ..self })
    }

    fn shape(self, name: &str) -> Option<Shape> {
        Some(self.field(name)?.declarations(VersionSet::ALL).next()?.ty().shape)
    }

    fn field(self, name: &str) -> Option<Field> {
        self.ty?.field(name)
    }

    /// Whether a schema asks for the field, so that its absence is told elsewhere.
    pub(super) fn schema_requires(self, name: &str) -> bool {
        self.field(name).is_some_and(|field| !(field.required_in() & self.wanted).is_empty())
    }

    /// Whether a schema lists what the field may be, so that anything else is told elsewhere.
    pub(super) fn schema_lists_values(self, name: &str) -> bool {
        matches!(self.shape(name), Some(Shape::String(ty)) if ty.values().len() > 0)
    }

    /// The fields that a schema asks for.
    pub(super) fn required(self) -> impl Iterator<Item = &'static str> {
        let wanted = self.wanted;
        self.ty.into_iter().flat_map(move |ty| ty.required(wanted).map(|(field, _)| field.name()))
    }

    /// Whether there is a value other than null.
    pub(super) fn has(self, name: &str) -> bool {
        self.fields.has(name)
    }

    /// Whether there is a value other than null, the empty text and the empty list.
    pub(super) fn is_set(self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|node| !is_empty(node))
    }

    /// The value called `name`.
    pub(super) fn get(self, name: &str) -> Option<Node<'t>> {
        self.fields.get(name)
    }

    /// A text that is not empty.
    pub(super) fn text(self, name: &str) -> Option<Spanned<Cow<'t, str>>> {
        self.fields.string(name).filter(|text| !text.value.is_empty())
    }

    /// Whether the field is that text.
    pub(super) fn is(self, name: &str, text: &str) -> bool {
        self.fields.string(name).is_some_and(|value| value.value == text)
    }

    pub(super) fn integer(self, name: &str) -> Option<Spanned<i64>> {
        self.fields.integer(name)
    }

    pub(super) fn is_true(self, name: &str) -> bool {
        self.fields.boolean(name).is_some_and(|value| value.value)
    }

    pub(super) fn integer_or_text(self, name: &str) -> Option<Spanned<IntegerOrText<'t>>> {
        let node = self.fields.get(name)?;
        let value = match node.as_scalar()?.resolve_1_1() {
            Resolved::Integer(Integer::Signed(value)) => IntegerOrText::Integer(value),
            Resolved::String(text) => IntegerOrText::Text(text),
            _ => return None,
        };
        Some(Spanned::new(value, node.span()))
    }

    /// Where the value called `name` stands, or this part's own place.
    pub(super) fn span(self, name: &str) -> Span {
        self.fields.entry(name).map_or_else(
            || self.place(),
            |entry| match entry.value.as_scalar() {
                Some(scalar) if !entry.value.is_absent() => scalar.span(),
                _ => entry.key.span(),
            },
        )
    }

    /// Where the key called `name` stands, or this part's own place.
    pub(super) fn key(self, name: &str) -> Span {
        self.fields.key_span(name).unwrap_or_else(|| self.place())
    }
}

/// Whether a value is the empty text, list or mapping.
fn is_empty(node: Node<'_>) -> bool {
    if let Some(list) = node.as_sequence() {
        return list.is_empty();
    }
    node.as_scalar().is_some_and(|scalar| matches!(scalar.resolve_1_1(), Resolved::String(text) if text.is_empty()))
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            Name::Object => write!(f, "`{}`", self.object.kind().value),
            Name::Field(name) => write!(f, "`{name}`"),
            Name::Item(list) => match self.text("name") {
                Some(name) => write!(f, "`{}` in `{list}`", name.value),
                None => write!(f, "an item of `{list}`"),
            },
        }
    }
}

//! Problems as data.

use std::borrow::Cow;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::constraint::Constraint;
use super::format;
use super::suggestion::Meant;
use crate::schema::{IntegerFormat, Shape, StringFormat, Version, VersionSet};
use crate::syntax::yaml::{Kind, Node, Resolved, Scalar, Style};
use crate::text::Span;

/// Something that a schema does not allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem<'t> {
    /// The key that is unknown, the value that is wrong, the mapping in which something is missing.
    pub node: Node<'t>,
    /// Where it is told: mostly the node itself; for something missing, the name or key of what lacks it.
    pub span: Span,
    /// What the problem is in: the mapping for keys, the value's own place for values.
    pub place: Place<'t>,
    /// What it is.
    pub kind: ProblemKind<'t>,
    /// Those of the releases asked for in which it is one; never empty.
    pub versions: VersionSet,
}

/// What a schema does not allow.
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind<'t> {
    /// A key that no field has in these releases.
    UnknownField {
        /// The key.
        key: Cow<'t, str>,
        /// The releases in which it is a field; mostly none.
        known: VersionSet,
        /// What was likely meant.
        meant: Option<Meant>,
    },
    /// A field that has to be there is absent or null.
    MissingField {
        /// Its key.
        field: Cow<'static, str>,
    },
    /// A value of another type.
    WrongType {
        /// What is wanted.
        wanted: TypeName,
        /// What this is.
        found: TypeName,
    },
    /// A key of the author's choice that kubectl reads as another, because YAML 1.1 takes it for a boolean or a number.
    ImplicitKey {
        /// The key that it becomes.
        becomes: String,
    },
    /// A number with a fraction where a whole one is wanted.
    Fraction,
    /// A whole number that does not fit.
    OutOfRange {
        /// What fits.
        format: IntegerFormat,
    },
    /// A string that is none of those which are legal.
    InvalidValue {
        /// The string.
        value: Cow<'t, str>,
        /// The legal ones, sorted.
        values: Vec<Cow<'static, str>>,
        /// The releases in which it is legal; mostly none.
        known: VersionSet,
        /// The legal one that was likely meant.
        meant: Option<Cow<'static, str>>,
    },
    /// A value that does not meet what its schema demands beside the type.
    Unfit {
        /// What is demanded.
        constraint: Constraint,
    },
    /// A string that is not written in the form that the field wants.
    InvalidFormat {
        /// The form.
        format: TextFormat,
    },
    /// A string that is no amount.
    InvalidQuantity {
        /// The string.
        value: Cow<'t, str>,
        /// The amount that was likely meant.
        meant: Option<String>,
    },
    /// An item of a list that has the same key as one before.
    DuplicateEntry {
        /// The fields that make up the key; none when the item itself is it.
        keys: Vec<&'static str>,
        /// The first such item.
        first: Span,
    },
    /// A kind that came only after these releases.
    KindNotYetServed {
        /// The first covered release that serves it.
        since: Version,
    },
}

/// A form of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the form of that name")]
pub enum TextFormat {
    Base64,
    Date,
    DateTime,
    Ipv4,
    Ipv6,
    /// An address and the length of a prefix.
    Cidr,
    Uuid,
}

/// What a value is called when types are spoken of; displays with its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the type of that name")]
pub enum TypeName {
    Null,
    Mapping,
    List,
    String,
    Integer,
    Number,
    Boolean,
    IntegerOrString,
    NumberOrString,
    Quantity,
    Anything,
}

/// A place, as messages name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place<'t> {
    /// The object itself, by its kind.
    Object(Cow<'t, str>),
    /// The field of that name.
    Field(Cow<'t, str>),
    /// An item of the list of that name.
    Item(Cow<'t, str>),
    /// What stands under a key of the author's choice.
    Value {
        /// The key.
        key: Cow<'t, str>,
        /// The field that holds the key.
        map: Cow<'t, str>,
    },
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object(kind) => write!(f, "`{kind}`"),
            Self::Field(name) => write!(f, "`{name}`"),
            Self::Item(list) => write!(f, "an item of `{list}`"),
            Self::Value { key, map } => write!(f, "`{key}` in `{map}`"),
        }
    }
}

impl TypeName {
    /// The name of what `shape` allows.
    #[must_use]
    pub const fn of_shape(shape: Shape) -> Self {
        match shape {
            Shape::Any => Self::Anything,
            Shape::Object(_) | Shape::Map(_) => Self::Mapping,
            Shape::Array(_) => Self::List,
            Shape::String(_) => Self::String,
            Shape::Integer(_) => Self::Integer,
            Shape::Number => Self::Number,
            Shape::Boolean => Self::Boolean,
            Shape::IntOrString => Self::IntegerOrString,
            Shape::Quantity => Self::Quantity,
        }
    }

    pub(in crate::model::k8s) const fn of_resolved(value: &Resolved<'_>) -> Self {
        match value {
            Resolved::Null => Self::Null,
            Resolved::Bool(_) => Self::Boolean,
            Resolved::Integer(_) => Self::Integer,
            Resolved::Float(_) => Self::Number,
            Resolved::String(_) => Self::String,
        }
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Mapping => "a mapping",
            Self::List => "a list",
            Self::String => "a string",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::IntegerOrString => "an integer or a string",
            Self::NumberOrString => "a number or a string",
            Self::Quantity => "a quantity",
            Self::Anything => "anything",
        })
    }
}

impl TextFormat {
    /// The format that CustomResourceDefinitions call `name`, if it is one of those here.
    pub(in crate::model::k8s) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "byte" => Self::Base64,
            "cidr" => Self::Cidr,
            "date" => Self::Date,
            "date-time" | "datetime" => Self::DateTime,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            "uuid" => Self::Uuid,
            _ => return None,
        })
    }

    /// Whether `text` is of this format, as the API server sees it.
    pub(in crate::model::k8s) fn fits(self, text: &str) -> bool {
        match self {
            Self::Base64 => format::is_base64(text),
            Self::Cidr => format::is_cidr(text),
            Self::Date => format::is_date(text),
            Self::DateTime => format::is_date_time(text),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
            Self::Uuid => format::is_uuid(text),
        }
    }

    pub(super) const fn of(format: StringFormat) -> Option<Self> {
        match format {
            StringFormat::Plain => None,
            StringFormat::Base64 => Some(Self::Base64),
            StringFormat::DateTime => Some(Self::DateTime),
        }
    }
}

impl<'t> Problem<'t> {
    /// ` in Kubernetes 1.29..1.31`, unless it is a problem in all of the `wanted` releases: then nothing.
    #[must_use]
    pub fn in_releases(&self, wanted: VersionSet) -> String {
        if self.versions == wanted { String::new() } else { format!(" in Kubernetes {}", self.versions) }
    }

    /// The scalar that is of the wrong type only because it is written without quotes.
    #[must_use]
    pub fn unquoted(&self) -> Option<Scalar<'t>> {
        let ProblemKind::WrongType { wanted: TypeName::String, found } = self.kind else { return None };
        let Kind::Scalar(scalar) = self.node.kind() else { return None };
        let is_plain = scalar.style() == Style::Plain && self.node.tag().is_none();
        (is_plain && found != TypeName::Null).then_some(scalar)
    }

    /// Whether YAML 1.1 and YAML 1.2 disagree about the scalar that [`unquoted`](Self::unquoted) gives.
    #[must_use]
    pub fn is_implicit(&self) -> bool {
        self.unquoted().is_some_and(|scalar| scalar.resolve_1_1() != scalar.resolve_1_2())
    }
}

/// Brings `found` into the order of place, and makes one of those that differ only in their releases.
pub(super) fn join(found: &mut Vec<Problem<'_>>) {
    found.sort_by_key(|problem| (problem.span.start, problem.span.end));
    found.dedup_by(|later, first| {
        let same = later.span == first.span && later.place == first.place && later.kind == first.kind;
        if same {
            first.versions = first.versions | later.versions;
        }
        same
    });
}

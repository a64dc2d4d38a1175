//! Types of values.

use super::format::{container, ty};
use super::object::ObjectType;
use super::table::{CONTAINERS, texts};

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Type {
    /// What it may be, apart from null.
    pub shape: Shape,
    /// Whether null is legal, which the API server reads as absent. Nearly always, except for required scalars and lists.
    pub nullable: bool,
}

/// What a value may be, apart from null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Whatever JSON can say.
    Any,
    /// A mapping with fixed keys.
    Object(ObjectType),
    /// A sequence.
    Array(ArrayType),
    /// A mapping with keys of the author's choice.
    Map(MapType),
    /// A string.
    String(StringType),
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A whole number, or a string such as a port's name or `25%`.
    IntOrString,
    /// An amount of a resource: a string such as `500m` or `1Gi`, or a number.
    Quantity,
}

/// A sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ArrayType {
    row: u32,
}

/// A mapping with keys of the author's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MapType {
    row: u32,
}

/// A string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StringType {
    payload: u32,
}

/// What a string spells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StringFormat {
    /// Anything.
    Plain,
    /// Bytes in base64.
    Base64,
    /// A time as RFC 3339 writes it.
    DateTime,
}

/// Which whole numbers fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerFormat {
    /// All: the schema names no width.
    Unbounded,
    /// Those of 32 bits, signed.
    Int32,
    /// Those of 64 bits, signed.
    Int64,
}

/// How the items of a list are told apart when several owners apply it (`x-kubernetes-list-type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// Not at all: the list is one value.
    Atomic,
    /// By their value, which must not repeat.
    Set,
    /// By the fields in [`ArrayType::keys`], whose values must not repeat together.
    ByKeys,
}

impl Type {
    pub(super) fn of_word(word: u32) -> Self {
        let payload = word >> ty::PAYLOAD_SHIFT;
        let shape = match word & ty::TAG_MASK {
            ty::OBJECT => Shape::Object(ObjectType::at(payload)),
            ty::ARRAY => Shape::Array(ArrayType { row: payload }),
            ty::MAP => Shape::Map(MapType { row: payload }),
            ty::STRING => Shape::String(StringType { payload }),
            ty::INTEGER => Shape::Integer(match payload {
                ty::INT32 => IntegerFormat::Int32,
                ty::INT64 => IntegerFormat::Int64,
                _ => IntegerFormat::Unbounded,
            }),
            ty::NUMBER => Shape::Number,
            ty::BOOLEAN => Shape::Boolean,
            ty::INT_OR_STRING => Shape::IntOrString,
            ty::QUANTITY => Shape::Quantity,
            _ => Shape::Any,
        };
        Self { shape, nullable: word & ty::NULLABLE != 0 }
    }
}

impl ArrayType {
    /// What each item may be.
    #[must_use]
    pub fn items(self) -> Type {
        Type::of_word(CONTAINERS.word(self.row, container::ITEM))
    }

    /// How items are told apart.
    #[must_use]
    pub fn list_kind(self) -> ListKind {
        match CONTAINERS.word(self.row, container::LIST) {
            container::SET => ListKind::Set,
            container::BY_KEYS => ListKind::ByKeys,
            _ => ListKind::Atomic,
        }
    }

    /// The fields that are an item's key; none unless the list is [`ListKind::ByKeys`].
    pub fn keys(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        texts(CONTAINERS.word(self.row, container::KEYS))
    }
}

impl MapType {
    /// What each value may be.
    #[must_use]
    pub fn values(self) -> Type {
        Type::of_word(CONTAINERS.word(self.row, container::ITEM))
    }
}

impl StringType {
    /// What it spells.
    #[must_use]
    pub fn format(self) -> StringFormat {
        match self.payload & ((1 << ty::STRING_FORMAT_BITS) - 1) {
            ty::BYTE => StringFormat::Base64,
            ty::DATE_TIME => StringFormat::DateTime,
            _ => StringFormat::Plain,
        }
    }

    /// The only legal values, sorted; none when any string is legal.
    ///
    /// Those of `apiVersion` and `kind` stand in the JSON schemas. All others are the `+enum` types of `k8s.io/api`, which
    /// the API server publishes and its validation enforces, but which the released schemas lack. An empty string that is
    /// a field's whole value means absent to the API server unless Go keeps the field by a pointer, and sometimes even
    /// then; as an item of a list it is a value like any other.
    pub fn values(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        texts(self.payload >> ty::STRING_FORMAT_BITS)
    }
}

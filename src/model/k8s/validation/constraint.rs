//! What schemas demand of values beside their types, as custom resources have it.

use std::fmt;

/// A demand of a schema. Displays as what is said of a value that does not meet it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// Text that matches an expression.
    Pattern(String),
    /// At least so much.
    Minimum(String),
    /// At most so much.
    Maximum(String),
    /// More than so much.
    ExclusiveMinimum(String),
    /// Less than so much.
    ExclusiveMaximum(String),
    /// A multiple of a number.
    MultipleOf(String),
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// At least so many fields.
    MinProperties(u64),
    /// At most so many fields.
    MaxProperties(u64),
    /// No item twice.
    UniqueItems,
    /// One of these fields, or several.
    AnyField(Vec<String>),
    /// Only one of these fields.
    OneField(Vec<String>),
    /// One of several schemas.
    AnyOf,
    /// Only one of several schemas.
    OneOf,
    /// Not what another schema describes.
    Not,
    /// A form of text that has no name here.
    Format(String),
    /// Another keyword of JSON Schema.
    Keyword(String),
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(pattern) => write!(f, "does not match `{pattern}`"),
            Self::Minimum(limit) => write!(f, "is less than {limit}"),
            Self::Maximum(limit) => write!(f, "is more than {limit}"),
            Self::ExclusiveMinimum(limit) => write!(f, "is not more than {limit}"),
            Self::ExclusiveMaximum(limit) => write!(f, "is not less than {limit}"),
            Self::MultipleOf(number) => write!(f, "is no multiple of {number}"),
            Self::MinLength(1) => f.write_str("is empty"),
            Self::MinLength(limit) => write!(f, "is shorter than {limit} characters"),
            Self::MaxLength(limit) => write!(f, "is longer than {limit} characters"),
            Self::MinItems(1) => f.write_str("has no items"),
            Self::MinItems(limit) => write!(f, "has fewer than {limit} items"),
            Self::MaxItems(limit) => write!(f, "has more than {limit} items"),
            Self::MinProperties(1) => f.write_str("has no fields"),
            Self::MinProperties(limit) => write!(f, "has fewer than {limit} fields"),
            Self::MaxProperties(limit) => write!(f, "has more than {limit} fields"),
            Self::UniqueItems => f.write_str("holds an item twice"),
            Self::AnyField(names) => write!(f, "has none of {}", quoted(names)),
            Self::OneField(names) => write!(f, "has more than one of {}", quoted(names)),
            Self::AnyOf => f.write_str("fits none of the alternatives of its schema"),
            Self::OneOf => f.write_str("fits more than one of the alternatives of its schema"),
            Self::Not => f.write_str("is what its schema excludes"),
            Self::Format(format) => write!(f, "is not of the format `{format}`"),
            Self::Keyword(keyword) => write!(f, "does not satisfy `{keyword}` of its schema"),
        }
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

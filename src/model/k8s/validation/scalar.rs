//! Whether a scalar is what a type wants.

use std::borrow::Cow;

use super::format;
use super::problem::{ProblemKind, TextFormat, TypeName};
use crate::schema::{IntegerFormat, Shape, StringType};
use crate::syntax::yaml::{Integer, Node, Resolved};
use crate::text::nearest;

/// What is wrong with `value`, which is not null, where `shape` is wanted.
pub(super) fn problem<'t>(value: Resolved<'t>, shape: Shape, is_item: bool) -> Option<ProblemKind<'t>> {
    let found = TypeName::of_resolved(&value);
    let wrong = |wanted| Some(ProblemKind::WrongType { wanted, found });
    match (shape, value) {
        (Shape::Any, _) | (_, Resolved::Null) => None,
        (Shape::Boolean, Resolved::Bool(_)) => None,
        (Shape::String(ty), Resolved::String(value)) => string(value, ty, is_item),
        (Shape::Integer(format), Resolved::Integer(value)) => out_of_range(value, format),
        (Shape::Integer(format), Resolved::Float(value)) => whole(value, format),
        (Shape::Number, Resolved::Integer(_)) => None,
        (Shape::Number, Resolved::Float(value)) if value.is_finite() => None,
        (Shape::IntOrString, Resolved::String(_)) => None,
        (Shape::IntOrString, Resolved::Integer(value)) => out_of_range(value, IntegerFormat::Int32),
        (Shape::IntOrString, Resolved::Float(value)) => whole(value, IntegerFormat::Int32),
        (Shape::Quantity, Resolved::Integer(_)) => None,
        (Shape::Quantity, Resolved::Float(value)) if value.is_finite() => None,
        (Shape::Quantity, Resolved::String(value)) => {
            let meant = format::nearest_quantity(&value);
            (!format::is_quantity(&value)).then_some(ProblemKind::InvalidQuantity { value, meant })
        }
        (shape, _) => wrong(TypeName::of_shape(shape)),
    }
}

/// Whether any string is one of `ty`.
pub(super) fn is_free(ty: StringType) -> bool {
    ty.values().len() == 0 && TextFormat::of(ty.format()).is_none()
}

/// The key that kubectl makes of `key`, if YAML 1.2 would read another.
pub(super) fn key_becomes(key: Node<'_>) -> Option<String> {
    let scalar = key.as_scalar()?;
    let value = scalar.resolve_1_1();
    if !matches!(value, Resolved::Bool(_) | Resolved::Integer(_)) || value == scalar.resolve_1_2() {
        return None;
    }
    match value {
        Resolved::Bool(value) => Some(value.to_string()),
        Resolved::Integer(Integer::Signed(value)) => Some(value.to_string()),
        Resolved::Integer(Integer::Unsigned(value)) => Some(value.to_string()),
        _ => None,
    }
}

/// An empty string that is a field's whole value mostly means that the field is absent, so it is let pass.
fn string<'t>(value: Cow<'t, str>, ty: StringType, is_item: bool) -> Option<ProblemKind<'t>> {
    let mut values = ty.values();
    if values.len() > 0 {
        if values.any(|legal| legal == value) || (value.is_empty() && !is_item) {
            return None;
        }
        let same = ty.values().find(|legal| legal.eq_ignore_ascii_case(&value));
        let meant = same.or_else(|| nearest(&value, ty.values())).map(Cow::Borrowed);
        let values = ty.values().map(Cow::Borrowed).collect();
        return Some(ProblemKind::InvalidValue { value, values, known: Default::default(), meant });
    }
    let format = TextFormat::of(ty.format())?;
    (!format.fits(&value)).then_some(ProblemKind::InvalidFormat { format })
}

/// JSON has no floats: kubectl writes `5.0` as `5`.
fn whole<'t>(value: f64, format: IntegerFormat) -> Option<ProblemKind<'t>> {
    if value.fract() != 0.0 || !value.is_finite() {
        return Some(ProblemKind::Fraction);
    }
    // Go writes larger ones with an exponent, and reads no integer with one.
    if value.abs() >= 1e21 {
        return Some(ProblemKind::OutOfRange { format });
    }
    let integer = i64::try_from(value as i128).map_or(Integer::Big, Integer::Signed);
    out_of_range(integer, format)
}

fn out_of_range<'t>(value: Integer, format: IntegerFormat) -> Option<ProblemKind<'t>> {
    let fits = match (format, value) {
        (IntegerFormat::Unbounded, _) => true,
        (IntegerFormat::Int32, Integer::Signed(value)) => i32::try_from(value).is_ok(),
        (IntegerFormat::Int64, Integer::Signed(_)) => true,
        (_, Integer::Unsigned(_) | Integer::Big) => false,
    };
    (!fits).then_some(ProblemKind::OutOfRange { format })
}

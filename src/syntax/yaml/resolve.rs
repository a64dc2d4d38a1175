//! Types of scalars, by the rules of kubectl's reader and by those of YAML 1.2.

use std::borrow::Cow;

use super::scalar::{Scalar, Style};

/// A typed scalar.
#[derive(Debug, Clone)]
pub enum Resolved<'t> {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(Integer),
    /// A number with a fraction or an exponent, an infinity, or not a number.
    Float(f64),
    /// Text, and all that has no type of its own in JSON, such as timestamps.
    String(Cow<'t, str>),
}

/// A whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Integer {
    /// It fits `i64`.
    Signed(i64),
    /// It is above `i64` and fits `u64`.
    Unsigned(u64),
    /// It does not fit 64 bits.
    Big,
}

impl Resolved<'_> {
    /// The name of its type in JSON.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::Float(_) => "number",
            Self::String(_) => "string",
        }
    }
}

/// Equal when of one type and one value. Unlike with `==` of `f64`, not-a-number equals itself, so that two ways of
/// reading can be compared.
impl PartialEq for Resolved<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a == b || (a.is_nan() && b.is_nan()),
            (Self::String(a), Self::String(b)) => a == b,
            _ => false,
        }
    }
}

/// The type and value that kubectl would find, were `text` written without quotes and tag.
#[must_use]
pub fn resolve_plain_1_1(text: &str) -> Resolved<'_> {
    untagged(Cow::Borrowed(text), Rules::Kubectl)
}

/// Which rules types are found by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    /// go-yaml v2, which kubectl and the API machinery read with.
    Kubectl,
    /// The core schema of YAML 1.2.
    Core,
}

impl<'t> Scalar<'t> {
    /// The type and value that kubectl finds.
    ///
    /// It reads with go-yaml v2: `yes`, `on`, `y` and their opposites are booleans, `0644` and `0o644` are octal,
    /// `0b11` is binary, `1_000` is a thousand. Unlike in YAML 1.1, `12:30` is text; so are timestamps once they are
    /// JSON. A whole number that does not fit 64 bits becomes a float. A tag that contradicts the value, an error to
    /// go-yaml, reads as text here.
    #[must_use]
    pub fn resolve_1_1(self) -> Resolved<'t> {
        self.resolve(Rules::Kubectl)
    }

    /// The type and value by the core schema of YAML 1.2: only `true` and `false` (in three spellings each) are
    /// booleans, `0644` is decimal, `0o644` octal.
    #[must_use]
    pub fn resolve_1_2(self) -> Resolved<'t> {
        self.resolve(Rules::Core)
    }

    /// Whether kubectl finds null: what [`Self::resolve_1_1`] says, without putting any text together.
    #[must_use]
    pub fn is_null_1_1(self) -> bool {
        if self.node().tag().is_some() {
            return matches!(self.resolve_1_1(), Resolved::Null);
        }
        self.style() == Style::Plain && is_null(self.raw())
    }

    /// Whether it is a string whatever it says, by its quotes or its block header.
    #[must_use]
    pub fn is_string_by_style(self) -> bool {
        self.style() != Style::Plain && self.node().tag().is_none()
    }

    fn resolve(self, rules: Rules) -> Resolved<'t> {
        let value = self.value();
        let Some(tag) = self.node().tag() else {
            return if self.style() == Style::Plain { untagged(value, rules) } else { Resolved::String(value) };
        };
        let name = tag.core_name();
        let resolved = match name.as_deref() {
            Some("null" | "bool" | "int" | "float") => untagged(value.clone(), rules),
            _ => return Resolved::String(value),
        };
        match (name.as_deref(), resolved) {
            (Some("null"), Resolved::Null) => Resolved::Null,
            (Some("bool"), Resolved::Bool(bool)) => Resolved::Bool(bool),
            (Some("int"), Resolved::Integer(integer)) => Resolved::Integer(integer),
            (Some("float"), Resolved::Float(float)) => Resolved::Float(float),
            (Some("float"), Resolved::Integer(integer)) => Resolved::Float(match integer {
                Integer::Signed(value) => value as f64,
                Integer::Unsigned(value) => value as f64,
                Integer::Big => value.parse().unwrap_or(f64::INFINITY),
            }),
            _ => Resolved::String(value),
        }
    }
}

fn untagged(text: Cow<'_, str>, rules: Rules) -> Resolved<'_> {
    word(&text, rules).or_else(|| number(&text, rules)).unwrap_or(Resolved::String(text))
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn word(text: &str, rules: Rules) -> Option<Resolved<'static>> {
    Some(match text {
        _ if is_null(text) => Resolved::Null,
        "true" | "True" | "TRUE" => Resolved::Bool(true),
        "false" | "False" | "FALSE" => Resolved::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Resolved::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Resolved::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Resolved::Float(f64::NEG_INFINITY),
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" if rules == Rules::Kubectl => Resolved::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" if rules == Rules::Kubectl => Resolved::Bool(false),
        _ => return None,
    })
}

fn number(text: &str, rules: Rules) -> Option<Resolved<'static>> {
    if !text.starts_with(|first: char| matches!(first, '+' | '-' | '.' | '0'..='9')) {
        return None;
    }
    match rules {
        Rules::Core => core_integer(text).map(Resolved::Integer).or_else(|| float(text).map(Resolved::Float)),
        Rules::Kubectl if !text.contains('_') => kubectl_number(text),
        // Go's `ParseFloat`, which reads numbers that begin with a dot, wants digits around underscores.
        Rules::Kubectl if text.starts_with('.') && !has_digits_around_underscores(text) => None,
        Rules::Kubectl => kubectl_number(&text.replace('_', "")),
    }
}

fn has_digits_around_underscores(text: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'_', bytes).all(|at| is_digit(bytes[..at].last()) && is_digit(bytes.get(at + 1)))
}

fn core_integer(text: &str) -> Option<Integer> {
    if let Some(digits) = text.strip_prefix("0o") {
        return magnitude(digits, 8).map(|value| signed(value, false));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return magnitude(digits, 16).map(|value| signed(value, false));
    }
    let (negative, digits) = split_sign(text);
    magnitude(digits, 10).map(|value| signed(value, negative))
}

/// Go's `ParseInt` with base 0, then its `ParseUint`, then a float, then what go-yaml does about `0b`.
fn kubectl_number(text: &str) -> Option<Resolved<'static>> {
    let (negative, digits) = split_sign(text);
    let integer = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => magnitude(&digits[2..], 16),
        [b'0', b'o' | b'O', ..] => magnitude(&digits[2..], 8),
        [b'0', b'b' | b'B', ..] => magnitude(&digits[2..], 2),
        [b'0', _, ..] => magnitude(digits, 8),
        _ => magnitude(digits, 10),
    };
    match integer.map(|value| signed(value, negative)) {
        // Unsigned numbers have no sign in Go, not even a plus.
        Some(Integer::Unsigned(_)) if text.starts_with('+') => {}
        Some(Integer::Big) | None => {}
        Some(integer) => return Some(Resolved::Integer(integer)),
    }
    if let Some(float) = float(text) {
        return Some(Resolved::Float(float));
    }
    // A sign behind the prefix, as in `0b-11`, is an accident of how go-yaml cuts the text.
    let (negative, digits) = split_sign(text.strip_prefix("0b")?);
    match magnitude(digits, 2).map(|value| signed(value, negative)) {
        Some(Integer::Signed(value)) => Some(Resolved::Integer(Integer::Signed(value))),
        _ => None,
    }
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The number that `digits` write; [`u128::MAX`] when it is larger than any that matters. `None` when one of them is
/// no digit, or there is none.
fn magnitude(digits: &str, radix: u32) -> Option<u128> {
    if digits.is_empty() {
        return None;
    }
    digits.chars().try_fold(0_u128, |value, digit| {
        let digit = u128::from(digit.to_digit(radix)?);
        Some(value.saturating_mul(u128::from(radix)).saturating_add(digit))
    })
}

fn signed(magnitude: u128, negative: bool) -> Integer {
    let signed = i128::try_from(magnitude).map(|value| if negative { -value } else { value });
    match signed {
        Ok(value) => i64::try_from(value)
            .map(Integer::Signed)
            .or_else(|_| u64::try_from(value).map(Integer::Unsigned))
            .unwrap_or(Integer::Big),
        Err(_) => Integer::Big,
    }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, the same in both versions. One that `f64`
/// cannot hold is text to go-yaml.
fn float(text: &str) -> Option<f64> {
    let (_, unsigned) = split_sign(text);
    let (number, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let exponent_is_valid = exponent.is_none_or(|exponent| {
        let (_, digits) = split_sign(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    if !has_digits || !exponent_is_valid || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

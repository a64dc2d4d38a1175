//! Numbers and names of ports.

use std::borrow::Cow;

use crate::model::k8s::names::Grammar;
use crate::model::k8s::requirements::Topic;
use crate::model::k8s::requirements::findings::Findings;
use crate::model::k8s::requirements::part::{IntegerOrText, Part};
use crate::text::{Span, Spanned};

/// The number called `name`, if it is there.
pub(crate) fn number(part: Part<'_>, name: &'static str, found: &mut Findings) {
    if let Some(number) = part.integer(name) {
        in_range(number.value, number.span, name, found);
    }
}

/// The name of a port.
pub(crate) fn name(text: &Spanned<Cow<'_, str>>, name: &str, found: &mut Findings) {
    found.grammar(Topic::Port, text, name, Grammar::PortName);
}

/// A number or a name, if it is there.
pub(crate) fn number_or_name(part: Part<'_>, name: &'static str, found: &mut Findings) {
    let Some(Spanned { value, span }) = part.integer_or_text(name) else { return };
    match value {
        IntegerOrText::Integer(number) => in_range(number, span, name, found),
        IntegerOrText::Text(text) => {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            if is_number {
                let message = format!("`{name}` is the text `{text}`, which names no port");
                found.tell(Topic::Port, span, message).help("write it without quotes");
            } else {
                self::name(&Spanned::new(text, span), name, found);
            }
        }
    }
}

fn in_range(number: i64, span: Span, name: &str, found: &mut Findings) {
    if !(1..=65535).contains(&number) {
        found.tell(Topic::Port, span, format!("`{name}` is {number}, which is not in 1 to 65535"));
    }
}

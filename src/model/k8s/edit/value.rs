//! What is written: a value, and the names that lead to it.

use crate::syntax::yaml::{Resolved, resolve_plain_1_1};

/// A value to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A string, quoted when it has to be.
    Text(&'a str),
    /// A list of strings.
    List(&'a [&'a str]),
}

impl Value<'_> {
    /// The value on one line.
    pub(super) fn render(self, json: bool) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Text(text) if !json && is_plain(text) => text.to_owned(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(|item| Value::Text(item).render(json)).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }
}

/// A value below the mappings that `path` names.
pub(super) struct Written<'a> {
    pub(super) path: &'a [&'a str],
    pub(super) value: Value<'a>,
}

impl Written<'_> {
    /// On one line, in braces where names lead to the value.
    pub(super) fn in_flow(&self, json: bool) -> String {
        let mut text = self.value.render(json);
        for name in self.path.iter().rev() {
            text = format!("{{{}: {text}}}", Value::Text(name).render(json));
        }
        text
    }

    /// The first name with all that is below it on the same line.
    pub(super) fn entry_in_flow(&self, json: bool) -> String {
        let braced = self.in_flow(json);
        braced.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(&braced).to_owned()
    }

    /// A line for each name; the first begins with `indentation`, each further one with `step` blanks more.
    pub(super) fn in_lines(&self, indentation: &str, step: usize, line_break: &str) -> String {
        let mut text = String::new();
        for (depth, name) in self.path.iter().enumerate() {
            if depth > 0 {
                text.push_str(line_break);
            }
            text.push_str(indentation);
            text.extend(std::iter::repeat_n(' ', depth * step));
            text.push_str(&Value::Text(name).render(false));
            text.push(':');
        }
        text.push(' ');
        text.push_str(&self.value.render(false));
        text
    }
}

/// Whether text without quotes is read as itself, by readers of YAML 1.1 and 1.2, in and out of brackets.
fn is_plain(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-');
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(inner)
        && matches!(resolve_plain_1_1(text), Resolved::String(_))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

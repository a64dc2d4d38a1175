//! Parser directives: `# syntax=`, `# escape=` and `# check=` at the very top.

use crate::text::Span;

/// A parser directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Directive<'s> {
    /// Which one.
    pub name: DirectiveName,
    /// The value, trimmed.
    pub value: &'s str,
    /// The value's place.
    pub value_span: Span,
    /// From the `#` to the end of the value.
    pub span: Span,
}

/// The directives that BuildKit knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DirectiveName {
    /// The frontend to build with.
    Syntax,
    /// The escape character.
    Escape,
    /// Settings of BuildKit's own checks.
    Check,
}

impl DirectiveName {
    /// The name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Escape => "escape",
            Self::Check => "check",
        }
    }
}

impl<'s> Directive<'s> {
    /// Reads a line that begins at `start` and has no white space before its text. `None` for anything but a known
    /// directive; directives end there.
    pub(super) fn read(line: &'s str, start: usize) -> Option<Self> {
        let (name, value) = line.strip_prefix('#')?.trim_start().split_once('=')?;
        let name = name.trim_end();
        let name = [DirectiveName::Syntax, DirectiveName::Escape, DirectiveName::Check]
            .into_iter()
            .find(|known| known.name().eq_ignore_ascii_case(name))?;
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        let value_start = start + (value.as_ptr() as usize - line.as_ptr() as usize);
        let value_span = Span::of(value_start..value_start + value.len());
        Some(Self { name, value, value_span, span: Span::new(start as u32, value_span.end) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read_in_any_case_and_spacing() {
        let directive = Directive::read("#  ESCAPE = `  ", 10).expect("a directive");
        assert_eq!((directive.name, directive.value), (DirectiveName::Escape, "`"));
        assert_eq!((directive.span, directive.value_span), (Span::new(10, 23), Span::new(22, 23)));
    }

    #[test]
    fn everything_else_is_a_comment() {
        for line in ["# a comment", "# sintax=x", "# syntax=", "#", "RUN x", "# syn tax=x"] {
            assert_eq!(Directive::read(line, 0), None, "{line}");
        }
    }
}

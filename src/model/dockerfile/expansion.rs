//! Gives the variables of a word their values, as BuildKit's frontend does before it uses the word.

use std::ops::Range;

pub use crate::syntax::dockerfile::substitution::SubstitutionError;
use crate::syntax::dockerfile::substitution::{self, Modifier, Part, Variable};

/// How long a value and a pattern may be to be matched; beyond, the result counts as unknown.
const LONGEST_MATCHED: usize = 4096;

/// What a variable is worth at some place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// It has this value, if nobody says otherwise on the command line.
    Known(&'a str),
    /// It is made of what comes from outside; it has this value, if nothing comes.
    Derived(&'a str),
    /// It is declared, but its value comes from outside; empty if it does not come.
    Given,
    /// Nothing in the file declares it, but the base image may. Nothing, if it does not.
    Inherited,
    /// Nothing declares it. It expands to nothing.
    Undefined,
}

/// A word with its variables replaced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expansion {
    /// The text, quotes and escapes removed. Variables without a known value are empty in it.
    pub text: String,
    /// Whether the text would be another one if some variable had a value that only the build knows.
    pub unknown: bool,
    /// Every variable that was looked at, in order.
    pub uses: Vec<Use>,
}

/// A variable that a word uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The variable with `$`, braces and modifier, as bytes of the word.
    pub range: Range<usize>,
    /// Its name, as bytes of the word.
    pub name: Range<usize>,
    /// Whether something in the file declares it.
    pub defined: bool,
    /// Whether the word says what to take when it is unset: `-`, `+` or `?`.
    pub guarded: bool,
}

/// Why a word cannot be expanded; the build stops.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpansionError {
    /// It cannot be taken apart.
    #[error(transparent)]
    Malformed(#[from] SubstitutionError),
    /// `${x?message}` of a variable that has no value.
    #[error("`{name}` must have a value here: {message}")]
    Required {
        /// The variable.
        name: String,
        /// The message of the word, or BuildKit's own.
        message: String,
        /// Where the `$` stands in the word.
        at: usize,
        /// Whether a build argument could give it one.
        declared: bool,
    },
    /// A pattern with a backslash before anything but `*`, `?` and a backslash.
    #[error("the pattern `{pattern}` escapes a character that needs no escape")]
    InvalidPattern {
        /// The pattern.
        pattern: String,
        /// Where the `$` stands in the word.
        at: usize,
    },
}

impl ExpansionError {
    /// Where in the word the mistake is.
    #[must_use]
    pub const fn at(&self) -> usize {
        match self {
            Self::Malformed(error) => error.at(),
            Self::Required { at, .. } | Self::InvalidPattern { at, .. } => *at,
        }
    }

    /// The part of a word of `length` bytes that is to be shown: what is wrong, as far as it has an end.
    #[must_use]
    pub fn range(&self, length: usize) -> Range<usize> {
        let at = self.at().min(length);
        let shown = match self {
            Self::Malformed(SubstitutionError::UnsupportedModifier { modifier, .. }) => modifier.len(),
            Self::Required { name, .. } => "${".len() + name.len(),
            _ => length,
        };
        at..(at + shown).min(length)
    }
}

/// Expands `word`.
///
/// # Errors
/// [`ExpansionError`], where BuildKit stops.
pub fn expand<'a>(
    word: &str,
    escape: char,
    environment: &dyn Fn(&str) -> Value<'a>,
) -> Result<Expansion, ExpansionError> {
    expand_parts(word, &substitution::parse(word, escape)?, environment)
}

/// Expands the body of a heredoc, where quotes mean nothing.
///
/// # Errors
/// [`ExpansionError`], where BuildKit stops.
pub fn expand_unquoted<'a>(body: &str, environment: &dyn Fn(&str) -> Value<'a>) -> Result<Expansion, ExpansionError> {
    expand_parts(body, &substitution::parse_heredoc(body)?, environment)
}

fn expand_parts<'a>(
    word: &str,
    parts: &[Part],
    environment: &dyn Fn(&str) -> Value<'a>,
) -> Result<Expansion, ExpansionError> {
    let mut expander = Expander { word, environment, out: Expansion::default() };
    let text = expander.parts(parts, false)?;
    expander.out.text = text;
    Ok(expander.out)
}

struct Expander<'w, 'a> {
    word: &'w str,
    environment: &'w dyn Fn(&str) -> Value<'a>,
    out: Expansion,
}

impl Expander<'_, '_> {
    fn parts(&mut self, parts: &[Part], keep_escapes: bool) -> Result<String, ExpansionError> {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Literal(range) => text.push_str(&self.word[range.clone()]),
                Part::Escaped(range) => {
                    let written = &self.word[range.clone()];
                    text.extend(written.chars().skip(usize::from(!keep_escapes)));
                }
                Part::SingleQuoted(range) => text.push_str(&self.word[range.start + 1..range.end - 1]),
                Part::DoubleQuoted { parts, .. } => text.push_str(&self.parts(parts, keep_escapes)?),
                Part::Variable(variable) => text.push_str(&self.variable(variable)?),
            }
        }
        Ok(text)
    }

    fn variable(&mut self, variable: &Variable) -> Result<String, ExpansionError> {
        let name = &self.word[variable.name.clone()];
        let value = (self.environment)(name);
        self.out.unknown |= matches!(value, Value::Derived(_) | Value::Given | Value::Inherited);
        let (defined, known) = match value {
            Value::Known(value) | Value::Derived(value) => (true, Some(value.to_owned())),
            Value::Given => (true, None),
            Value::Inherited | Value::Undefined => (false, None),
        };
        let guarded = matches!(
            variable.modifier,
            Some(Modifier::Default { .. } | Modifier::Alternative { .. } | Modifier::Required { .. })
        );
        self.out.uses.push(Use { range: variable.range.clone(), name: variable.name.clone(), defined, guarded });
        let Some(modifier) = &variable.modifier else { return Ok(known.unwrap_or_default()) };
        let at = variable.range.start;
        let missing = |or_empty: bool| known.as_deref().is_none_or(|value| or_empty && value.is_empty());
        Ok(match modifier {
            Modifier::Default { or_empty, word } => {
                let word = self.parts(word, false)?;
                if missing(*or_empty) { word } else { known.unwrap_or_default() }
            }
            Modifier::Alternative { or_empty, word } => {
                let word = self.parts(word, false)?;
                if missing(*or_empty) { String::new() } else { word }
            }
            Modifier::Required { or_empty, message } => {
                let message = self.parts(message, false)?;
                if missing(*or_empty) {
                    let name = self.word[variable.name.clone()].to_owned();
                    let message = if message.is_empty() { "it is not allowed to be unset".to_owned() } else { message };
                    return Err(ExpansionError::Required { name, message, at, declared: defined });
                }
                known.unwrap_or_default()
            }
            Modifier::Trim { suffix, pattern } => {
                let pattern = self.parts(pattern, true)?;
                let value = known.unwrap_or_default();
                let doubled = pattern.strip_prefix(if *suffix { '%' } else { '#' });
                let glob = Glob::new(doubled.unwrap_or(&pattern), at)?;
                self.matched(&value, |value| {
                    if *suffix {
                        glob.trim_end(value, doubled.is_some())
                    } else {
                        glob.trim_start(value, doubled.is_some())
                    }
                })
            }
            Modifier::Replace { all, pattern, replacement } => {
                let pattern = self.parts(pattern, true)?;
                let replacement = self.parts(replacement, true)?;
                let glob = Glob::new(&pattern, at)?;
                self.matched(&known.unwrap_or_default(), |value| glob.replace(value, &replacement, *all))
            }
            Modifier::Unsupported(range) => {
                let modifier = self.word[range.clone()].to_owned();
                return Err(SubstitutionError::UnsupportedModifier { modifier, at: range.start }.into());
            }
        })
    }

    fn matched(&mut self, value: &str, apply: impl FnOnce(&str) -> String) -> String {
        if value.len() > LONGEST_MATCHED {
            self.out.unknown = true;
            return String::new();
        }
        apply(value)
    }
}

/// A pattern of `*`, `?` and literal characters.
struct Glob(Vec<Token>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Any,
    One,
    Literal(char),
}

impl Glob {
    fn new(pattern: &str, at: usize) -> Result<Self, ExpansionError> {
        let mut tokens = Vec::new();
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            tokens.push(match character {
                '*' if tokens.last() == Some(&Token::Any) => continue,
                '*' => Token::Any,
                '?' => Token::One,
                '\\' => match characters.next() {
                    Some(escaped @ ('*' | '?' | '\\' | '}' | '/')) => Token::Literal(escaped),
                    _ => return Err(ExpansionError::InvalidPattern { pattern: pattern.to_owned(), at }),
                },
                literal => Token::Literal(literal),
            });
        }
        tokens.truncate(LONGEST_MATCHED);
        Ok(Self(tokens))
    }

    /// The ends, in bytes, of all matches that begin at the start of `text`: ascending.
    fn match_ends(&self, text: &str) -> Vec<usize> {
        // One bit a state: state i means that the first i tokens are matched.
        let mut states = vec![false; self.0.len() + 1];
        states[0] = true;
        self.follow_stars(&mut states);
        let mut ends = Vec::new();
        let mut at = 0;
        for character in text.chars() {
            if states[self.0.len()] {
                ends.push(at);
            }
            let mut next = vec![false; states.len()];
            for (index, token) in self.0.iter().enumerate().filter(|(index, _)| states[*index]) {
                match token {
                    Token::Any => next[index] = true,
                    Token::One => next[index + 1] = true,
                    Token::Literal(literal) => next[index + 1] |= *literal == character,
                }
            }
            self.follow_stars(&mut next);
            states = next;
            at += character.len_utf8();
            if !states.contains(&true) {
                return ends;
            }
        }
        if states[self.0.len()] {
            ends.push(at);
        }
        ends
    }

    /// A star may match nothing.
    fn follow_stars(&self, states: &mut [bool]) {
        for (index, token) in self.0.iter().enumerate() {
            if states[index] && *token == Token::Any {
                states[index + 1] = true;
            }
        }
    }

    fn trim_start(&self, text: &str, longest: bool) -> String {
        let ends = self.match_ends(text);
        let end = if longest { ends.last() } else { ends.first() };
        text[end.copied().unwrap_or(0)..].to_owned()
    }

    fn trim_end(&self, text: &str, longest: bool) -> String {
        let reversed: String = text.chars().rev().collect();
        let glob = Self(self.0.iter().rev().copied().collect());
        glob.trim_start(&reversed, longest).chars().rev().collect()
    }

    fn replace(&self, text: &str, replacement: &str, all: bool) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            match self.match_ends(rest).last() {
                Some(&end) if end > 0 => {
                    out.push_str(replacement);
                    rest = &rest[end..];
                    if !all {
                        break;
                    }
                }
                _ => {
                    out.push(character);
                    rest = &rest[character.len_utf8()..];
                }
            }
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(name: &str) -> Value<'static> {
        match name {
            "A" => Value::Known("one.two.three"),
            "EMPTY" => Value::Known(""),
            "DERIVED" => Value::Derived("a-"),
            "GIVEN" => Value::Given,
            "INHERITED" => Value::Inherited,
            _ => Value::Undefined,
        }
    }

    fn text(word: &str) -> String {
        expand(word, '\\', &environment).expect(word).text
    }

    #[test]
    fn plain_words_and_quotes() {
        assert_eq!(text(r#"a\ b'$A'"$EMPTY \" \x"$"#), r#"a b$A " \x$"#);
        assert_eq!(text("x$A/${A}y$NONE"), "xone.two.three/one.two.threey");
    }

    #[test]
    fn modifiers() {
        assert_eq!(text("${A:-x}${EMPTY:-x}${EMPTY-y}${NONE-z}"), "one.two.threexz");
        assert_eq!(text("${A:+x}${EMPTY:+x}${EMPTY+y}${NONE+z}"), "xy");
        assert_eq!(text("${NONE:-${A}}"), "one.two.three");
        assert_eq!(text("${A#*.} ${A##*.} ${A%.*} ${A%%.*}"), "two.three three one.two one");
        assert_eq!(text("${A/t*o/X} ${A//./-} ${A/?/_}"), "one.X.three one-two-three _ne.two.three");
        assert_eq!(text(r"${A//o/\/}"), r"\/ne.tw\/.three");
    }

    #[test]
    fn what_stops_the_build() {
        let error = |word| expand(word, '\\', &environment).expect_err(word);
        assert!(matches!(error("${NONE?because}"), ExpansionError::Required { message, .. } if message == "because"));
        assert!(matches!(error("${EMPTY:?}"), ExpansionError::Required { .. }));
        assert!(
            matches!(error("x${A:installZsh}"), ExpansionError::Malformed(SubstitutionError::UnsupportedModifier { modifier, .. }) if modifier == ":i")
        );
        assert!(matches!(error(r"${A#\a}"), ExpansionError::InvalidPattern { .. }));
    }

    #[test]
    fn uses_are_told_with_their_place() {
        let expansion = expand("a$NONE${GIVEN:-$A}", '\\', &environment).expect("well-formed");
        let uses: Vec<_> = expansion.uses.iter().map(|used| (used.range.clone(), used.defined, used.guarded)).collect();
        assert_eq!(uses, [(1..6, false, false), (6..18, true, true), (15..17, true, false)]);
        assert!(expansion.unknown);
    }

    #[test]
    fn what_is_made_of_something_from_outside_has_a_text_and_is_unknown() {
        let expansion = expand("x:${DERIVED:-b}", '\\', &environment).expect("well-formed");
        assert_eq!((&*expansion.text, expansion.unknown), ("x:a-", true));
    }

    #[test]
    fn what_the_base_image_may_declare_is_undefined_and_unknown() {
        let expansion = expand("$INHERITED/x", '\\', &environment).expect("well-formed");
        assert_eq!((&*expansion.text, expansion.unknown, expansion.uses[0].defined), ("/x", true, false));
        let expansion = expand("$NONE/x", '\\', &environment).expect("well-formed");
        assert_eq!((&*expansion.text, expansion.unknown, expansion.uses[0].defined), ("/x", false, false));
    }

    #[test]
    fn long_values_are_not_matched() {
        let long = "a".repeat(100_000);
        let expansion = expand("${X%%*b}", '\\', &|_| Value::Known(&long)).expect("well-formed");
        assert!(expansion.unknown);
    }
}

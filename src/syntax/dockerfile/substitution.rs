//! Quotes, escapes and variables within a word, as BuildKit's own small shell grammar has them.
//!
//! `$NAME`, `${NAME}` and the modified forms `${NAME:-default}`, `${NAME#pattern}`, `${NAME/pattern/text}` … Only taken
//! apart here; the model gives variables their values.

use std::ops::Range;

/// How deep `${a:-${b:-…}}` may nest.
const DEEPEST: u32 = 60;

/// A piece of a word. Ranges are bytes of the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text that stands for itself.
    Literal(Range<usize>),
    /// An escape character and the character it escapes; at the end of the word alone, where it stands for nothing.
    Escaped(Range<usize>),
    /// Text in single quotes, which are part of the range.
    SingleQuoted(Range<usize>),
    /// Text in double quotes.
    DoubleQuoted {
        /// The text with its quotes.
        range: Range<usize>,
        /// What stands between them.
        parts: Vec<Part>,
    },
    /// A variable.
    Variable(Variable),
}

impl Part {
    /// Where the part stands in the word.
    #[must_use]
    pub const fn range(&self) -> &Range<usize> {
        match self {
            Self::Literal(range)
            | Self::Escaped(range)
            | Self::SingleQuoted(range)
            | Self::DoubleQuoted { range, .. } => range,
            Self::Variable(variable) => &variable.range,
        }
    }
}

/// A use of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// From the `$` to the end of the name or the closing brace.
    pub range: Range<usize>,
    /// The name.
    pub name: Range<usize>,
    /// What is to be done with the value.
    pub modifier: Option<Modifier>,
}

/// The part of `${NAME…}` behind the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Modifier {
    /// `-` or `:-`: what to take when unset (or, with the colon, empty).
    Default {
        /// Whether an empty value counts as unset.
        or_empty: bool,
        /// What to take then.
        word: Vec<Part>,
    },
    /// `+` or `:+`: what to take when set (and, with the colon, not empty).
    Alternative {
        /// Whether an empty value counts as unset.
        or_empty: bool,
        /// What to take otherwise.
        word: Vec<Part>,
    },
    /// `?` or `:?`: the build stops when unset (or, with the colon, empty).
    Required {
        /// Whether an empty value counts as unset.
        or_empty: bool,
        /// What it says then.
        message: Vec<Part>,
    },
    /// `#`, `##`, `%` or `%%`: cuts off what matches a pattern.
    Trim {
        /// Whether at the end (`%`) and not at the start (`#`).
        suffix: bool,
        /// The pattern; one that begins with the same character again is the greedy form.
        pattern: Vec<Part>,
    },
    /// `/` or `//`: replaces what matches a pattern.
    Replace {
        /// Whether every match, not only the first.
        all: bool,
        /// The pattern.
        pattern: Vec<Part>,
        /// What stands there afterwards.
        replacement: Vec<Part>,
    },
    /// `:` and a character that BuildKit knows no modifier for.
    Unsupported(Range<usize>),
}

/// Why a word cannot be taken apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubstitutionError {
    /// A quote is not closed.
    #[error("the quote {quote} is never closed")]
    UnclosedQuote {
        /// The quote.
        quote: char,
        /// Where it stands in the word.
        at: usize,
    },
    /// `${` is not closed.
    #[error("`${{` is never closed")]
    UnclosedBrace {
        /// Where the `$` stands in the word.
        at: usize,
    },
    /// `${NAME/pattern` without a second slash.
    #[error("`${{…/` wants a pattern, a slash and a replacement")]
    MissingSlash {
        /// Where the `$` stands in the word.
        at: usize,
    },
    /// `${}`, `${{` or `${:`.
    #[error("`${{` wants the name of a variable")]
    MissingName {
        /// Where the `$` stands in the word.
        at: usize,
    },
    /// A character behind the name that is no modifier.
    #[error("`{modifier}` is no modifier of a variable that BuildKit knows")]
    UnsupportedModifier {
        /// The characters.
        modifier: String,
        /// Where they stand in the word.
        at: usize,
    },
    /// Braces nest too deep.
    #[error("variables nest more than {DEEPEST} deep")]
    TooDeep {
        /// Where the `$` stands in the word.
        at: usize,
    },
}

impl SubstitutionError {
    /// Where in the word the mistake is.
    #[must_use]
    pub const fn at(&self) -> usize {
        match self {
            Self::UnclosedQuote { at, .. }
            | Self::UnclosedBrace { at }
            | Self::MissingSlash { at }
            | Self::MissingName { at }
            | Self::UnsupportedModifier { at, .. }
            | Self::TooDeep { at } => *at,
        }
    }
}

/// Takes `word` apart.
///
/// # Errors
/// [`SubstitutionError`], where BuildKit stops too.
pub fn parse(word: &str, escape: char) -> Result<Vec<Part>, SubstitutionError> {
    if memchr::memchr3(b'$', b'"', b'\'', word.as_bytes()).is_none() && !word.contains(escape) {
        let literal = (!word.is_empty()).then_some(Part::Literal(0..word.len()));
        return Ok(literal.into_iter().collect());
    }
    let mut reader = Reader { word, escape, quotes: true, at: 0, depth: 0 };
    reader.parts_until(None)
}

/// Takes the body of a heredoc apart, where quotes are characters like others and the escape is a backslash.
///
/// # Errors
/// [`SubstitutionError`], where BuildKit stops too.
pub fn parse_heredoc(body: &str) -> Result<Vec<Part>, SubstitutionError> {
    let mut reader = Reader { word: body, escape: '\\', quotes: false, at: 0, depth: 0 };
    reader.parts_until(None)
}

struct Reader<'w> {
    word: &'w str,
    escape: char,
    quotes: bool,
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.word[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// The parts up to `stop`, which is consumed, or up to the end when there is none. `Err` without a place of its own
    /// when `stop` is never found is for the caller to word: it is told as an unclosed brace at the word's end.
    fn parts_until(&mut self, stop: Option<char>) -> Result<Vec<Part>, SubstitutionError> {
        let mut parts = Vec::new();
        let mut literal = self.at;
        loop {
            let start = self.at;
            let Some(character) = self.peek() else {
                push_literal(&mut parts, literal..start);
                return match stop {
                    None => Ok(parts),
                    Some(_) => Err(SubstitutionError::UnclosedBrace { at: start }),
                };
            };
            let part = match character {
                _ if Some(character) == stop => {
                    self.take();
                    push_literal(&mut parts, literal..start);
                    return Ok(parts);
                }
                '\'' if self.quotes => self.single_quoted()?,
                '"' if self.quotes => self.double_quoted()?,
                '$' => match self.variable()? {
                    Some(variable) => Part::Variable(variable),
                    None => continue,
                },
                _ if character == self.escape => {
                    self.take();
                    self.take();
                    Part::Escaped(start..self.at)
                }
                _ => {
                    self.take();
                    continue;
                }
            };
            push_literal(&mut parts, literal..start);
            parts.push(part);
            literal = self.at;
        }
    }

    fn single_quoted(&mut self) -> Result<Part, SubstitutionError> {
        let start = self.at;
        let length =
            self.word[start + 1..].find('\'').ok_or(SubstitutionError::UnclosedQuote { quote: '\'', at: start })?;
        self.at = start + length + 2;
        Ok(Part::SingleQuoted(start..self.at))
    }

    fn double_quoted(&mut self) -> Result<Part, SubstitutionError> {
        let start = self.at;
        self.take();
        let mut parts = Vec::new();
        let mut literal = self.at;
        loop {
            let at = self.at;
            let part = match self.peek() {
                None => return Err(SubstitutionError::UnclosedQuote { quote: '"', at: start }),
                Some('"') => {
                    self.take();
                    push_literal(&mut parts, literal..at);
                    return Ok(Part::DoubleQuoted { range: start..self.at, parts });
                }
                Some('$') => match self.variable()? {
                    Some(variable) => Part::Variable(variable),
                    None => continue,
                },
                Some(character) => {
                    self.take();
                    let escapes = self.peek().is_some_and(|next| next == '"' || next == '$' || next == self.escape);
                    if character != self.escape || !escapes {
                        continue;
                    }
                    self.take();
                    Part::Escaped(at..self.at)
                }
            };
            push_literal(&mut parts, literal..at);
            parts.push(part);
            literal = self.at;
        }
    }

    /// The variable at a `$`; `None`, with the `$` consumed, when it is a `$` like any other character.
    fn variable(&mut self) -> Result<Option<Variable>, SubstitutionError> {
        let start = self.at;
        self.take();
        if self.peek() != Some('{') {
            let name = self.name();
            let range = start..self.at;
            return Ok((!name.is_empty()).then_some(Variable { range, name, modifier: None }));
        }
        self.take();
        match self.peek() {
            None => return Err(SubstitutionError::UnclosedBrace { at: start }),
            Some('{' | '}' | ':') => return Err(SubstitutionError::MissingName { at: start }),
            Some(_) => {}
        }
        if self.depth == DEEPEST {
            return Err(SubstitutionError::TooDeep { at: start });
        }
        self.depth += 1;
        let name = self.name();
        let modifier = self.modifier(start)?;
        self.depth -= 1;
        Ok(Some(Variable { range: start..self.at, name, modifier }))
    }

    /// What stands between the name and the closing brace, which is consumed.
    fn modifier(&mut self, start: usize) -> Result<Option<Modifier>, SubstitutionError> {
        let at = self.at;
        let unclosed = |error| match error {
            SubstitutionError::UnclosedBrace { .. } => SubstitutionError::UnclosedBrace { at: start },
            other => other,
        };
        let mut character = self.take().ok_or(SubstitutionError::UnclosedBrace { at: start })?;
        let or_empty = character == ':';
        if or_empty {
            character = self.take().ok_or(SubstitutionError::UnclosedBrace { at: start })?;
        }
        let operator = at..self.at;
        let unsupported = |word: &str| SubstitutionError::UnsupportedModifier { modifier: word.to_owned(), at };
        Ok(Some(match character {
            '}' if !or_empty => return Ok(None),
            '-' => Modifier::Default { or_empty, word: self.parts_until(Some('}')).map_err(unclosed)? },
            '+' => Modifier::Alternative { or_empty, word: self.parts_until(Some('}')).map_err(unclosed)? },
            '?' => Modifier::Required { or_empty, message: self.parts_until(Some('}')).map_err(unclosed)? },
            '#' | '%' if or_empty => return Err(unsupported(&self.word[operator])),
            '#' | '%' => {
                Modifier::Trim { suffix: character == '%', pattern: self.parts_until(Some('}')).map_err(unclosed)? }
            }
            '/' if !or_empty => {
                let all = self.peek() == Some('/');
                if all {
                    self.take();
                }
                let pattern = self.parts_until(Some('/')).map_err(|error| match error {
                    SubstitutionError::UnclosedBrace { .. } => SubstitutionError::MissingSlash { at: start },
                    other => other,
                })?;
                Modifier::Replace { all, pattern, replacement: self.parts_until(Some('}')).map_err(unclosed)? }
            }
            _ if or_empty => {
                self.parts_until(Some('}')).map_err(unclosed)?;
                Modifier::Unsupported(operator)
            }
            _ => return Err(unsupported(&self.word[operator])),
        }))
    }

    /// The name at this place: digits only when it begins with one, a single special character, or letters, digits and
    /// underscores. Empty when there is none.
    fn name(&mut self) -> Range<usize> {
        let rest = &self.word[self.at..];
        let start = self.at;
        self.at += match rest.chars().next() {
            Some(first) if first.is_ascii_digit() => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => 1,
            _ => rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len()),
        };
        start..self.at
    }
}

fn push_literal(parts: &mut Vec<Part>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part::Literal(range));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(word: &str) -> Vec<&str> {
        fn collect<'w>(word: &'w str, parts: &[Part], found: &mut Vec<&'w str>) {
            for part in parts {
                match part {
                    Part::Variable(variable) => {
                        found.push(&word[variable.name.clone()]);
                        match &variable.modifier {
                            Some(
                                Modifier::Default { word: inner, .. }
                                | Modifier::Alternative { word: inner, .. }
                                | Modifier::Required { message: inner, .. }
                                | Modifier::Trim { pattern: inner, .. },
                            ) => collect(word, inner, found),
                            Some(Modifier::Replace { pattern, replacement, .. }) => {
                                collect(word, pattern, found);
                                collect(word, replacement, found);
                            }
                            Some(Modifier::Unsupported(_)) | None => {}
                        }
                    }
                    Part::DoubleQuoted { parts, .. } => collect(word, parts, found),
                    Part::Literal(_) | Part::Escaped(_) | Part::SingleQuoted(_) => {}
                }
            }
        }
        let mut found = Vec::new();
        collect(word, &parse(word, '\\').expect("a well-formed word"), &mut found);
        found
    }

    #[test]
    fn variables_are_found_where_the_builder_looks() {
        assert_eq!(variables("$A/${B}x$1a$$-"), ["A", "B", "1", "$"]);
        assert_eq!(variables(r#"'$A' "$B" \$C "\$D" $"#), ["B"]);
        assert_eq!(variables("${A:-${B:+$C}}${D/$E/$F}${G%%.*}"), ["A", "B", "C", "D", "E", "F", "G"]);
    }

    #[test]
    fn malformed_words_are_refused_at_the_place() {
        let error = |word| parse(word, '\\').expect_err(word);
        assert_eq!(error("a'b"), SubstitutionError::UnclosedQuote { quote: '\'', at: 1 });
        assert_eq!(error("\"a"), SubstitutionError::UnclosedQuote { quote: '"', at: 0 });
        assert_eq!(error("x${A"), SubstitutionError::UnclosedBrace { at: 1 });
        assert_eq!(error("${A:-b"), SubstitutionError::UnclosedBrace { at: 0 });
        assert_eq!(error("${}"), SubstitutionError::MissingName { at: 0 });
        assert_eq!(error("${A/b}"), SubstitutionError::MissingSlash { at: 0 });
        assert_eq!(error("${A^^}"), SubstitutionError::UnsupportedModifier { modifier: "^".into(), at: 3 });
        assert_eq!(error("${A:#b}"), SubstitutionError::UnsupportedModifier { modifier: ":#".into(), at: 3 });
    }

    #[test]
    fn nesting_has_an_end() {
        let word = "${a:-".repeat(100_000);
        assert!(matches!(parse(&word, '\\'), Err(SubstitutionError::TooDeep { .. })));
    }

    #[test]
    fn the_escape_character_is_the_files() {
        assert_eq!(parse("`$A", '`'), Ok(vec![Part::Escaped(0..2), Part::Literal(2..3)]));
        assert_eq!(parse(r"c:\x", '`'), Ok(vec![Part::Literal(0..4)]));
    }
}

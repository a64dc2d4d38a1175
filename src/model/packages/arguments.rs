//! Command lines taken apart: flags with their values, and operands.
//!
//! Which flags have a value is data of the caller; nothing here knows a package manager.

use std::iter::Enumerate;

use crate::syntax::shell::Word;

/// How a program reads its command line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar {
    /// Flags that have a value, which is the next word where none is attached. One letter for a short flag.
    pub(super) valued: &'static [&'static str],
    /// Whether one dash begins a whole name (`-tags x`) and not letters (`-yq`).
    pub(super) one_dash_names: bool,
    /// Whether what follows `--` is for some other program.
    pub(super) ends_at_dashes: bool,
}

impl Grammar {
    /// The customary one: `-yq`, `-t VALUE`, `-tVALUE`, `--name VALUE`, `--name=VALUE`.
    pub(super) const fn with_values(valued: &'static [&'static str]) -> Self {
        Self { valued, one_dash_names: false, ends_at_dashes: false }
    }
}

/// A part of a command line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Argument<'m> {
    Flag(Flag<'m>),
    /// A word that is neither a flag nor a flag's value, and its number among the words read.
    Operand(usize, Word<'m>),
}

/// One flag; `-yq` holds two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag<'m> {
    /// The name without dashes.
    pub(super) name: &'m str,
    /// The value, attached or in the next word.
    pub(super) value: Option<&'m str>,
}

/// Reads `words` by `grammar`.
pub(super) fn read<'m, I>(words: I, grammar: Grammar) -> Arguments<'m, I>
where
    I: Iterator<Item = Word<'m>>,
{
    Arguments { words: words.enumerate(), grammar, letters: None, operands_only: false }
}

/// The parts of a command line, in order.
#[derive(Debug, Clone)]
pub(super) struct Arguments<'m, I> {
    words: Enumerate<I>,
    grammar: Grammar,
    /// What is left of a word of letters.
    letters: Option<&'m str>,
    operands_only: bool,
}

impl<'m, I: Iterator<Item = Word<'m>>> Arguments<'m, I> {
    fn named(&mut self, text: &'m str) -> Argument<'m> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None if self.grammar.valued.contains(&text) => (text, self.next_word()),
            None => (text, None),
        };
        Argument::Flag(Flag { name, value })
    }

    /// The first of the letters of a word.
    fn letter(&mut self, letters: &'m str) -> Option<Argument<'m>> {
        let (name, rest) = letters.split_at(letters.chars().next()?.len_utf8());
        let attached = rest.strip_prefix('=');
        let value = match (rest, self.grammar.valued.contains(&name)) {
            ("", true) => self.next_word(),
            (_, true) => Some(attached.unwrap_or(rest)),
            (_, false) => attached,
        };
        self.letters = (value.is_none() && !rest.is_empty()).then_some(rest);
        Some(Argument::Flag(Flag { name, value }))
    }

    fn next_word(&mut self) -> Option<&'m str> {
        self.words.next().map(|(_, word)| word.text())
    }
}

impl<'m, I: Iterator<Item = Word<'m>>> Iterator for Arguments<'m, I> {
    type Item = Argument<'m>;

    fn next(&mut self) -> Option<Argument<'m>> {
        if let Some(letters) = self.letters.take() {
            return self.letter(letters);
        }
        loop {
            let (number, word) = self.words.next()?;
            let text = word.text();
            return match text.strip_prefix("--") {
                _ if self.operands_only => Some(Argument::Operand(number, word)),
                Some("") if self.grammar.ends_at_dashes => None,
                Some("") => {
                    self.operands_only = true;
                    continue;
                }
                Some(name) => Some(self.named(name)),
                None => match text.strip_prefix('-') {
                    None | Some("") => Some(Argument::Operand(number, word)),
                    Some(name) if self.grammar.one_dash_names => Some(self.named(name)),
                    Some(letters) => self.letter(letters),
                },
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::shell::{Dialect, Script};

    fn parts(text: &str, grammar: Grammar) -> Vec<String> {
        let script = Script::parse(text, Dialect::Sh);
        let command = script.commands().next().expect("a command");
        let show = |argument| match argument {
            Argument::Flag(Flag { name, value: Some(value) }) => format!("-{name}={value}"),
            Argument::Flag(Flag { name, value: None }) => format!("-{name}"),
            Argument::Operand(number, word) => format!("{number}:{}", word.text()),
        };
        read(command.words(), grammar).map(show).collect()
    }

    #[test]
    fn values_are_attached_or_follow() {
        let grammar = Grammar::with_values(&["t", "target", "o"]);
        assert_eq!(parts("a -yq b", grammar), ["0:a", "-y", "-q", "2:b"]);
        assert_eq!(
            parts("-t x -tx -yt x --target x --target=x c", grammar),
            ["-t=x", "-t=x", "-y", "-t=x", "-target=x", "-target=x", "8:c"]
        );
        assert_eq!(parts("-q=2 -oA::B=1 --yes=true -", grammar), ["-q=2", "-o=A::B=1", "-yes=true", "3:-"]);
        assert_eq!(parts("a -t", grammar), ["0:a", "-t"]);
    }

    #[test]
    fn dashes_end_flags_or_all() {
        let grammar = Grammar::with_values(&[]);
        assert_eq!(parts("-y -- -y b", grammar), ["-y", "2:-y", "3:b"]);
        assert_eq!(parts("a -- -y b", Grammar { ends_at_dashes: true, ..grammar }), ["0:a"]);
    }

    #[test]
    fn one_dash_may_begin_a_name() {
        let grammar = Grammar { one_dash_names: true, ..Grammar::with_values(&["tags"]) };
        assert_eq!(
            parts("run -tags x,y -v --race main.go", grammar),
            ["0:run", "-tags=x,y", "-v", "-race", "5:main.go"]
        );
    }
}

//! What rules ask of one command: which program it runs, and with which flags and operands.
//!
//! A word is a flag when it begins with `-` and is more than `-` or `--`: `--name` and `--name=value` give the flag
//! `name`, `-abc` gives `a`, `b` and `c`. Which flags take the next word as their value only the caller knows.

use std::ops::Range;

use super::TextRange;
use super::script::{Command, Word};
use super::wrapper;

/// The program that a command runs in the end, behind whatever wraps it.
#[derive(Debug, Clone, Copy)]
pub struct Program<'s> {
    /// Its name without directory.
    pub name: &'s str,
    /// The word that names it.
    pub word: Word<'s>,
    /// Whether a command such as `sudo`, `env` or `xargs` starts it.
    pub wrapped: bool,
    /// Index of the first argument among the command's words.
    arguments: usize,
}

/// The value of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagValue<'s> {
    /// Its text.
    pub text: &'s str,
    /// Where it stands; the whole word when it cannot be told apart from its flag.
    pub range: TextRange,
}

impl Program<'_> {
    /// Index of the first argument among the command's words.
    pub(super) const fn first_argument(&self) -> usize {
        self.arguments
    }
}

impl<'s> Command<'s> {
    /// The name as hadolint takes it: the literal first word, looked through `command`, `exec` and `builtin`; with its
    /// directory, and without looking through any other wrapper.
    #[must_use]
    pub fn name(self) -> Option<&'s str> {
        let mut words = self.words();
        let name = words.next()?.unescaped_literal()?;
        let target = match name {
            "command" | "builtin" => words.next().filter(|word| !word.is_dashed()),
            "exec" => wrapper::behind_exec(words),
            _ => return Some(name),
        };
        target.map_or(Some(name), Word::unescaped_literal)
    }

    /// The program that runs in the end: directories cut off, and `sudo`, `env`, `xargs` and their like looked through,
    /// with their own flags and operands.
    ///
    /// `None` when that name is made of an expansion, or nothing is run. The commands in `sh -c '…'` are commands of
    /// their own; there the program is the shell.
    #[must_use]
    pub fn program(self) -> Option<Program<'s>> {
        let index = self.program_index()?;
        let word = self.words_from(index).next()?;
        let path = word.is_literal().then(|| word.text())?;
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        Some(Program { name, word, wrapped: index > 0, arguments: index + 1 })
    }

    /// Whether [`Self::program`] is `name`.
    #[must_use]
    pub fn runs(self, name: &str) -> bool {
        self.program().is_some_and(|program| program.name == name)
    }

    /// The words behind the program; behind the first word when the program is unknown.
    pub fn arguments(self) -> impl ExactSizeIterator<Item = Word<'s>> + Clone {
        self.words_from(self.program().map_or(1, |program| program.arguments))
    }

    /// The arguments that do not begin with `-`.
    pub fn arguments_without_flags(self) -> impl Iterator<Item = Word<'s>> + Clone {
        self.arguments().filter(|word| !word.is_dashed())
    }

    /// The arguments without those that are the value of one of `flags`: of two words, the one behind a flag that has no
    /// `=`.
    pub fn without_flag_values(self, flags: &[&str]) -> impl Iterator<Item = Word<'s>> {
        let mut takes_next = false;
        self.arguments().filter(move |word| {
            let is_value = std::mem::take(&mut takes_next);
            let text = word.text();
            takes_next = !is_value && !text.contains('=') && flag_names(text).any(|name| flags.contains(&name));
            !is_value
        })
    }

    /// [`Self::without_flag_values`] without the flags themselves: what is left for the program to work on.
    pub fn operands(self, flags_with_value: &[&str]) -> impl Iterator<Item = Word<'s>> {
        self.without_flag_values(flags_with_value).filter(|word| !word.is_dashed())
    }

    /// The first argument that does not begin with `-`, such as the `install` of `apt-get -y install`.
    #[must_use]
    pub fn subcommand(self) -> Option<Word<'s>> {
        self.arguments_without_flags().next()
    }

    /// Whether one of the arguments is `text`.
    #[must_use]
    pub fn has_argument(self, text: &str) -> bool {
        self.arguments().any(|word| word.text() == text)
    }

    /// Whether one of the arguments is one of `texts`.
    #[must_use]
    pub fn has_any_argument(self, texts: &[&str]) -> bool {
        self.arguments().any(|word| texts.contains(&word.text()))
    }

    /// The name of every flag among the arguments, in order, as often as it is given.
    pub fn flags(self) -> impl Iterator<Item = &'s str> {
        self.arguments().flat_map(|word| flag_names(word.text()))
    }

    /// Whether a flag of this name is among the arguments.
    #[must_use]
    pub fn has_flag(self, name: &str) -> bool {
        self.flags().any(|flag| flag == name)
    }

    /// Whether a flag of one of these names is among the arguments.
    #[must_use]
    pub fn has_any_flag(self, names: &[&str]) -> bool {
        self.flags().any(|flag| names.contains(&flag))
    }

    /// The argument that holds the flag of this name.
    #[must_use]
    pub fn flag(self, name: &str) -> Option<Word<'s>> {
        self.arguments().find(|word| flag_names(word.text()).any(|flag| flag == name))
    }

    /// The value of the first flag of this name: behind `=`, or the next word.
    #[must_use]
    pub fn flag_value(self, name: &str) -> Option<FlagValue<'s>> {
        let mut arguments = self.arguments();
        let word = arguments.find(|word| flag_names(word.text()).any(|flag| flag == name))?;
        if let Some(equals) = word.text().find('=').filter(|_| word.text().starts_with("--")) {
            return Some(FlagValue { text: &word.text()[equals + 1..], range: word.range_from(equals + 1) });
        }
        arguments.next().map(|value| FlagValue { text: value.text(), range: value.range() })
    }
}

/// The names of the flags in the word `text`.
pub(super) fn flag_names(text: &str) -> impl Iterator<Item = &str> {
    let (long, letters) = match text.strip_prefix("--") {
        Some("") => (None, ""),
        Some(name) => (Some(name.split('=').next().unwrap_or(name)), ""),
        // What an expansion adds is unknown.
        None => (None, text.strip_prefix('-').and_then(|letters| letters.split('$').next()).unwrap_or("")),
    };
    long.into_iter().chain(letters.char_indices().map(move |(at, letter)| &letters[letter_range(at, letter)]))
}

const fn letter_range(at: usize, letter: char) -> Range<usize> {
    at..at + letter.len_utf8()
}

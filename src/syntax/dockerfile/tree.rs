//! The tree: instructions with their words, flags, heredocs and comments, every one with its place.

use std::str::FromStr;

use super::directive::Directive;
use super::error::SyntaxError;
use super::heredoc::Heredoc;
use crate::syntax::comma_list;
use crate::syntax::joined::Joined;
use crate::text::Span;

/// A word of an instruction as written: quotes, escapes and variables are still in it. It may continue over line ends.
pub type Word<'s> = Joined<'s>;

/// A whole Dockerfile.
#[derive(Debug, Clone)]
pub struct Tree<'s> {
    /// The text that was read.
    pub text: &'s str,
    /// The escape character: a backslash, or a backtick when the `escape` directive says so.
    pub escape: char,
    /// The parser directives, in order.
    pub directives: Vec<Directive<'s>>,
    /// All comment lines, in order; those inside a continued instruction too, directives not.
    pub comments: Vec<Comment<'s>>,
    /// The instructions, in order; unknown ones too.
    pub instructions: Vec<Instruction<'s>>,
    /// What BuildKit's frontend refuses while it reads, in order of place.
    pub errors: Vec<SyntaxError>,
}

/// A comment line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'s> {
    /// From the `#` to the end of the line.
    pub span: Span,
    /// What follows the `#`, without surrounding white space.
    pub text: &'s str,
    /// Whether white space stands before the `#`.
    pub indented: bool,
}

/// One instruction.
#[derive(Debug, Clone)]
pub struct Instruction<'s> {
    /// The instruction word as written.
    pub name: Word<'s>,
    /// Which instruction it is; `None` for a word that names none.
    pub keyword: Option<Keyword>,
    /// From the instruction word to the end of the arguments or of the last heredoc's terminator.
    pub span: Span,
    /// All lines that belong to it, from the start of the first to the end of the last, without the last line break.
    pub lines: Span,
    /// Its flags, in order.
    pub flags: Vec<Flag<'s>>,
    /// Everything behind the flags, joined over line ends, without surrounding white space.
    pub text: Word<'s>,
    /// The same, taken apart by the grammar of the instruction.
    pub arguments: Arguments<'s>,
    /// The heredocs that begin on its line, in order.
    pub heredocs: Vec<Heredoc>,
    /// The comments before it that BuildKit counts as its own, as a range of [`Tree::comments`].
    pub comments: std::ops::Range<u32>,
    /// Empty lines inside it that interrupt a continuation.
    pub empty_continuations: Vec<Span>,
}

impl<'s> Instruction<'s> {
    /// The flags called `name`, without its dashes.
    pub fn flags_named(&self, name: &str) -> impl Iterator<Item = &Flag<'s>> {
        self.flags.iter().filter(move |flag| flag.name() == name)
    }

    /// The value of the last flag called `name`.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<&Flag<'s>> {
        self.flags.iter().rfind(|flag| flag.name() == name)
    }

    /// The arguments as a list of words, where the grammar makes a list of them.
    #[must_use]
    pub fn words(&self) -> &[Word<'s>] {
        match &self.arguments {
            Arguments::Words(words) | Arguments::Json(words) => words,
            _ => &[],
        }
    }

    /// Whether the arguments are in JSON form, also called exec form.
    #[must_use]
    pub const fn is_json(&self) -> bool {
        matches!(
            self.arguments,
            Arguments::Json(_) | Arguments::Healthcheck { command: Some(HealthcheckCommand::Json(_)), .. }
        )
    }
}

/// What follows the flags of an instruction.
#[derive(Debug, Clone)]
pub enum Arguments<'s> {
    /// Nothing.
    None,
    /// Words separated by white space: FROM, EXPOSE, ARG; ADD, COPY and VOLUME when not in JSON form.
    Words(Vec<Word<'s>>),
    /// A JSON array of strings. The words hold the decoded strings; their spans lie within the quotes.
    Json(Vec<Word<'s>>),
    /// One text: the shell form of RUN, CMD and ENTRYPOINT; the argument of USER, WORKDIR, STOPSIGNAL and MAINTAINER; what
    /// follows an unknown instruction.
    Text,
    /// The `key=value` pairs of ENV and LABEL, or the one pair of their old form `key value`.
    Pairs(Vec<Pair<'s>>),
    /// HEALTHCHECK's `NONE` or `CMD`, and what follows.
    Healthcheck {
        /// The word that says which: `NONE` or `CMD`, in any case, or something wrong.
        kind: Word<'s>,
        /// What follows it.
        command: Option<HealthcheckCommand<'s>>,
    },
    /// The instruction that ONBUILD defers.
    Trigger(Box<Instruction<'s>>),
}

/// The command of a HEALTHCHECK.
#[derive(Debug, Clone)]
pub enum HealthcheckCommand<'s> {
    /// A text for the shell.
    Shell(Word<'s>),
    /// A JSON array of strings.
    Json(Vec<Word<'s>>),
}

/// A pair of ENV or LABEL.
#[derive(Debug, Clone)]
pub struct Pair<'s> {
    /// The part before `=`, or before the white space of the old form.
    pub key: Word<'s>,
    /// The part behind it.
    pub value: Word<'s>,
    /// Whether it is written in the old form, `key value`.
    pub legacy: bool,
}

/// A flag: `--name` or `--name=value`.
#[derive(Debug, Clone)]
pub struct Flag<'s> {
    /// The flag as written, dashes included.
    pub word: Word<'s>,
    /// What BuildKit reads: the word without its quotes and escapes.
    pub text: std::borrow::Cow<'s, str>,
    /// Where the value begins in [`Flag::word`]; `None` without `=`.
    pub value_start: Option<u32>,
}

impl<'s> Flag<'s> {
    /// The flag's name, without dashes.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.text.split_once('=').map_or(&*self.text, |(name, _)| name);
        name.strip_prefix("--").unwrap_or(name)
    }

    /// The text behind `=`, without quotes; `None` when there is no `=`.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.text.split_once('=').map(|(_, value)| value)
    }

    /// The whole flag's place.
    #[must_use]
    pub fn span(&self) -> Span {
        self.word.full_span()
    }

    /// The value as a word; `None` when there is no `=`. Quotes and escapes are gone; where there were any, places in it
    /// are those of the whole value.
    #[must_use]
    pub fn value_word(&self) -> Option<Word<'s>> {
        self.value_part(0..self.value()?.len())
    }

    /// The values behind `=` of the fields of a comma-separated list, as words.
    pub fn list_values(&self) -> impl Iterator<Item = Word<'s>> {
        let fields = self.value().and_then(comma_list::fields).unwrap_or_default();
        let ranges: Vec<_> = fields
            .iter()
            .filter_map(|field| {
                let start = field.range.start + field.text.find('=')? + 1;
                // A quoted field cannot be cut at an offset of its unquoted text.
                (field.text.len() == field.range.len()).then_some(start..field.range.end)
            })
            .collect();
        ranges.into_iter().filter_map(|range| self.value_part(range))
    }

    /// The values of the fields called `key` of a comma-separated list.
    pub fn list_value_of(&self, key: &str) -> impl Iterator<Item = String> {
        let fields = self.value().and_then(comma_list::fields).unwrap_or_default();
        fields.into_iter().filter_map(move |field| {
            let (own, value) = field.text.split_once('=')?;
            own.eq_ignore_ascii_case(key).then(|| value.to_owned())
        })
    }

    fn value_part(&self, range: std::ops::Range<usize>) -> Option<Word<'s>> {
        let start = self.value_start? as usize;
        if self.text == self.word.text() {
            return Some(self.word.part(start + range.start..start + range.end));
        }
        Some(Word::decoded([(&self.value()?[range], self.value_span().start)]))
    }

    /// The place of the value as written; of the whole flag when it has none.
    #[must_use]
    pub fn value_span(&self) -> Span {
        self.value_start.map_or_else(|| self.span(), |start| self.word.span(start as usize..self.word.text().len()))
    }
}

macro_rules! keywords {
    ($($variant:ident = $word:literal),* $(,)?) => {
        /// The instructions of the Dockerfile language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Keyword {
            $(#[doc = concat!("`", $word, "`")] $variant,)*
        }

        impl Keyword {
            /// All instructions.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The instruction word in upper case.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    };
}

keywords! {
    Add = "ADD", Arg = "ARG", Cmd = "CMD", Copy = "COPY", Entrypoint = "ENTRYPOINT", Env = "ENV", Expose = "EXPOSE",
    From = "FROM", Healthcheck = "HEALTHCHECK", Label = "LABEL", Maintainer = "MAINTAINER", Onbuild = "ONBUILD",
    Run = "RUN", Shell = "SHELL", Stopsignal = "STOPSIGNAL", User = "USER", Volume = "VOLUME", Workdir = "WORKDIR",
}

impl FromStr for Keyword {
    type Err = ();

    /// The instruction that `word` names, in any case.
    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|keyword| keyword.word().eq_ignore_ascii_case(word)).ok_or(())
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A parser directive, from `#` to the end of its value.
    Directive,
    /// A comment.
    Comment,
    /// An instruction word.
    Keyword,
    /// A flag.
    Flag,
    /// The arguments of an instruction, from the first byte to the last.
    Arguments,
    /// A heredoc's body.
    HeredocBody,
    /// A heredoc's terminator.
    HeredocTerminator,
    /// Anything between: white space, line ends, continuation marks, a lone `--`, a byte order mark.
    Trivia,
}

/// A piece of the text. All tokens of a tree, one behind the other, are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it is.
    pub span: Span,
}

impl Tree<'_> {
    /// Every byte of the text, as tokens in order of place. Comments inside continued arguments are part of them.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut push = |kind, span: Span| {
            if !span.is_empty() {
                tokens.push(Token { kind, span });
            }
        };
        for directive in &self.directives {
            push(TokenKind::Directive, directive.span);
        }
        for comment in &self.comments {
            push(TokenKind::Comment, comment.span);
        }
        for instruction in &self.instructions {
            push(TokenKind::Keyword, instruction.name.full_span());
            for flag in &instruction.flags {
                push(TokenKind::Flag, flag.span());
            }
            push(TokenKind::Arguments, instruction.text.full_span());
            for heredoc in &instruction.heredocs {
                push(TokenKind::HeredocBody, heredoc.body);
                push(TokenKind::HeredocTerminator, heredoc.terminator);
            }
        }
        tokens.sort_by_key(|token| (token.span.start, std::cmp::Reverse(token.span.end)));
        let mut all: Vec<Token> = Vec::with_capacity(tokens.len() * 2);
        let mut done = 0;
        for token in tokens {
            if token.span.start < done {
                continue;
            }
            if token.span.start > done {
                all.push(Token { kind: TokenKind::Trivia, span: Span::new(done, token.span.start) });
            }
            done = token.span.end;
            all.push(token);
        }
        if (done as usize) < self.text.len() {
            all.push(Token { kind: TokenKind::Trivia, span: Span::new(done, self.text.len() as u32) });
        }
        all
    }
}

//! What can be wrong with YAML text, worded for people.
//!
//! Knows no rule ids and no levels.

use std::borrow::Cow;
use std::fmt;

use crate::text::Span;

/// One mistake in the text. What could be read around it is in the tree all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Error<'t> {
    /// Where it stands: what should be changed, not where reading stopped.
    pub span: Span,
    /// What it is.
    pub kind: ErrorKind<'t>,
}

/// A further place that explains an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorLabel {
    /// Where it points.
    pub span: Span,
    /// What stands there.
    pub message: &'static str,
}

/// The kinds of mistakes. Spans in them are the second place that explains the mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind<'t> {
    /// The text is longer than `u32` offsets can address; nothing of it was read.
    TooLarge,
    /// A character that YAML does not allow unescaped, such as NUL or a form feed.
    ControlCharacter(char),
    /// A tab where the indentation of a line decides what it belongs to.
    TabIndentation,
    /// A no-break space or another look-alike of a blank where a blank is needed.
    BlankLookalike(char),
    /// A typographic quote where `"` or `'` would have begun a string.
    TypographicQuote(char),
    /// A line that is indented deeper than its neighbours although what stands before it is complete.
    TooDeepIndentation {
        /// The entry that it seems to belong beside.
        neighbour: Span,
    },
    /// A line whose indentation lies between those of two collections that it could belong to.
    UnmatchedIndentation {
        /// The line that it nearly lines up with.
        neighbour: Span,
    },
    /// `key:value`: without a blank behind it, the colon is part of the word.
    MissingBlankAfterColon,
    /// `-item`: without a blank behind it, the dash is part of the word.
    MissingBlankAfterDash,
    /// `"text"#`: without a blank before it, the `#` begins no comment.
    MissingBlankBeforeComment,
    /// A line of a mapping that is no `key: value`.
    MissingColon,
    /// A key without text before the colon where one is needed: `? ` or `:` out of place.
    MissingKey,
    /// A second `: ` in what is the value of a key already.
    MappingNotAllowed,
    /// `- ` behind a key on the same line.
    SequenceNotAllowed,
    /// `- ` among the keys of a mapping.
    ItemInMapping {
        /// The first key of that mapping.
        mapping: Span,
    },
    /// A line without `- ` among the items of a sequence.
    EntryInSequence {
        /// The first item of that sequence.
        sequence: Span,
    },
    /// A key that goes over more than one line.
    MultilineKey,
    /// A key of more than 1024 bytes.
    LongKey,
    /// Text behind a value that is complete.
    TrailingText {
        /// That value.
        value: Span,
    },
    /// Text behind the one value that a document can have.
    SecondRoot {
        /// That value.
        root: Span,
    },
    /// A comment in the middle of a plain scalar that goes on behind it.
    CommentInScalar {
        /// The comment.
        comment: Span,
    },
    /// A character that YAML reserves and that cannot begin a plain scalar: `@`, `` ` ``, `%` and others.
    ReservedCharacter(char),
    /// A quote that is never closed.
    UnclosedQuote {
        /// Where the text goes on as if it were closed, or the end of the text.
        noticed: Span,
    },
    /// A bracket that is never closed.
    UnclosedBracket {
        /// `[` or `{`.
        bracket: char,
        /// Where the text goes on as if it were closed, or the end of the text.
        noticed: Span,
    },
    /// A closing bracket that closes nothing.
    UnopenedBracket(char),
    /// `]` that closes `{`, or `}` that closes `[`.
    MismatchedBracket {
        /// The bracket that is there.
        bracket: char,
        /// The bracket that is open.
        opener: Span,
    },
    /// Two items in brackets without a comma between them.
    MissingComma {
        /// The item before.
        previous: Span,
    },
    /// A comma in brackets with nothing before it.
    ExtraComma,
    /// `\` in a double-quoted scalar, followed by nothing that it can escape.
    InvalidEscape,
    /// An alias whose anchor is not defined before it in its document.
    UndefinedAlias(&'t str),
    /// An alias inside the very node that it stands for.
    RecursiveAlias {
        /// The name.
        name: &'t str,
        /// The anchor.
        anchor: Span,
    },
    /// `&` or `*` without a name behind it.
    MissingName(char),
    /// A second anchor or a second tag on one node.
    RepeatedProperty {
        /// The first one.
        first: Span,
    },
    /// An anchor or a tag on an alias.
    PropertyOnAlias,
    /// An anchor or a tag with nothing that it could belong to at this place.
    MisplacedProperty,
    /// An anchor or a tag with no blank behind it.
    MissingBlankAfterProperty,
    /// A tag that is not spelled as one.
    InvalidTag,
    /// A tag whose handle no `%TAG` line of its document defines.
    UndefinedTagHandle(&'t str),
    /// Something behind `|` or `>` that does not belong there.
    InvalidBlockHeader,
    /// A blank line at the beginning of a block scalar that has more blanks than the first line of its text.
    BlockScalarIndentation {
        /// The first line of text.
        text: Span,
    },
    /// A `%YAML` or `%TAG` line that is not spelled as one.
    InvalidDirective,
    /// A second `%YAML` line, or a second `%TAG` line for one handle.
    RepeatedDirective {
        /// The first one.
        first: Span,
    },
    /// `%` lines that no `---` follows.
    DirectiveWithoutDocument,
    /// A `%` line within a document.
    DirectiveInDocument,
    /// Text behind `...`.
    TextAfterDocumentEnd,
    /// Collections in collections beyond the depth that is read.
    TooDeep {
        /// That depth.
        limit: u32,
    },
}

impl Error<'_> {
    /// What to do about it, in the imperative.
    #[must_use]
    pub fn help(&self) -> Option<Cow<'static, str>> {
        let help = match self.kind {
            ErrorKind::TooLarge => "split it into several files",
            ErrorKind::ControlCharacter(character) => {
                return Some(
                    format!("remove it, or write it as `\\x{:02x}` in double quotes", character as u32).into(),
                );
            }
            ErrorKind::TabIndentation => "indent with spaces",
            ErrorKind::BlankLookalike(_) => "replace it by a space",
            ErrorKind::TypographicQuote(_) => "use `\"` or `'`",
            ErrorKind::TooDeepIndentation { .. } | ErrorKind::UnmatchedIndentation { .. } => {
                "begin it in the column of the entries that it belongs to"
            }
            ErrorKind::MissingBlankAfterColon => "put a blank after the colon",
            ErrorKind::MissingBlankAfterDash => "put a blank after the dash",
            ErrorKind::MissingBlankBeforeComment => "put a blank before `#`",
            ErrorKind::MissingColon => "write `key: value`",
            ErrorKind::MissingKey => "write the key before the colon, `\"\"` for an empty one",
            ErrorKind::MappingNotAllowed => {
                "put the value in quotes, or begin the mapping on a line of its own, indented deeper"
            }
            ErrorKind::SequenceNotAllowed => "begin the sequence on a line of its own",
            ErrorKind::ItemInMapping { .. } => {
                "write `key: value`, or indent the item below the key that it belongs to"
            }
            ErrorKind::EntryInSequence { .. } => "begin an item with `- `, or indent the line below the item",
            ErrorKind::MultilineKey => "write the key on one line, or begin it with `? `",
            ErrorKind::LongKey => "begin the key with `? `",
            ErrorKind::TrailingText { .. } => "put the whole value in quotes, or remove the rest",
            ErrorKind::SecondRoot { .. } => "begin a further document with `---`",
            ErrorKind::CommentInScalar { .. } => "move the comment, or put the value in quotes",
            ErrorKind::ReservedCharacter(_) => "put the value in quotes",
            ErrorKind::UnclosedQuote { .. } => "close the quote, and write a quote inside as `\\\"` or `''`",
            ErrorKind::UnclosedBracket { bracket: '{', .. } => "close it with `}`",
            ErrorKind::UnclosedBracket { .. } => "close it with `]`",
            ErrorKind::UnopenedBracket(_) => "remove it, or put the value in quotes",
            ErrorKind::MismatchedBracket { bracket: ']', .. } => "close `{` with `}`",
            ErrorKind::MismatchedBracket { .. } => "close `[` with `]`",
            ErrorKind::MissingComma { .. } => "put a comma between the two",
            ErrorKind::ExtraComma => "remove it, or write `null` before it",
            ErrorKind::InvalidEscape => "write `\\\\` for a backslash, or use single quotes",
            ErrorKind::UndefinedAlias(_) => {
                "define the anchor earlier in the same document, or put the value in quotes"
            }
            ErrorKind::RecursiveAlias { .. } => "refer to a node that is complete before the alias",
            ErrorKind::MissingName(_) => "write a name behind it, or put the value in quotes",
            ErrorKind::RepeatedProperty { .. } | ErrorKind::PropertyOnAlias | ErrorKind::MisplacedProperty => {
                "remove it"
            }
            ErrorKind::MissingBlankAfterProperty => "put a blank behind it",
            ErrorKind::InvalidTag => "write `!name`, `!!name` or `!<uri>`, or put the value in quotes",
            ErrorKind::UndefinedTagHandle(_) => "define it with `%TAG` before the `---` of this document",
            ErrorKind::InvalidBlockHeader => "begin the text on the next line",
            ErrorKind::BlockScalarIndentation { .. } => "remove blanks from this line, or say the indentation: `|2`",
            ErrorKind::InvalidDirective => "write `%YAML 1.2` or `%TAG !handle! prefix`",
            ErrorKind::RepeatedDirective { .. } => "remove one of them",
            ErrorKind::DirectiveWithoutDocument => "begin the document with `---`",
            ErrorKind::DirectiveInDocument => "end the document before it with `...`, or put the value in quotes",
            ErrorKind::TextAfterDocumentEnd => "begin a further document with `---`",
            ErrorKind::TooDeep { .. } => return None,
        };
        Some(help.into())
    }

    /// The second place that explains it.
    #[must_use]
    pub fn label(&self) -> Option<ErrorLabel> {
        let (span, message) = match self.kind {
            ErrorKind::TooDeepIndentation { neighbour } => (neighbour, "this entry is complete"),
            ErrorKind::UnmatchedIndentation { neighbour } => (neighbour, "it does not line up with this"),
            ErrorKind::ItemInMapping { mapping } => (mapping, "the mapping begins here"),
            ErrorKind::EntryInSequence { sequence } => (sequence, "the sequence begins here"),
            ErrorKind::TrailingText { value } => (value, "this value is complete"),
            ErrorKind::SecondRoot { root } => (root, "the document is complete with this"),
            ErrorKind::CommentInScalar { comment } => (comment, "the comment ends the value"),
            ErrorKind::UnclosedQuote { noticed } | ErrorKind::UnclosedBracket { noticed, .. } => {
                (noticed, "it should be closed before this")
            }
            ErrorKind::MismatchedBracket { opener, .. } => (opener, "this bracket is open"),
            ErrorKind::MissingComma { previous } => (previous, "this item is complete"),
            ErrorKind::RecursiveAlias { anchor, .. } => (anchor, "it stands for this node"),
            ErrorKind::RepeatedProperty { first } | ErrorKind::RepeatedDirective { first } => (first, "the first one"),
            ErrorKind::BlockScalarIndentation { text } => (text, "the text begins here"),
            _ => return None,
        };
        Some(ErrorLabel { span, message })
    }
}

impl fmt::Display for Error<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = match self.kind {
            ErrorKind::TooLarge => "the text is too large to be read",
            ErrorKind::ControlCharacter(character) => {
                return write!(f, "control character U+{:04X}", character as u32);
            }
            ErrorKind::TabIndentation => "a tab indents this line",
            ErrorKind::BlankLookalike(character) => {
                return write!(f, "U+{:04X} looks like a space and is none", character as u32);
            }
            ErrorKind::TypographicQuote(character) => {
                return write!(f, "`{character}` is a letter to YAML, not a quote");
            }
            ErrorKind::TooDeepIndentation { .. } => "this line is indented deeper than the entry it stands below",
            ErrorKind::UnmatchedIndentation { .. } => "the indentation of this line matches no line above",
            ErrorKind::MissingBlankAfterColon => "no blank after `:`",
            ErrorKind::MissingBlankAfterDash => "no blank after `-`",
            ErrorKind::MissingBlankBeforeComment => "no blank before `#`",
            ErrorKind::MissingColon => "no `: ` behind the key",
            ErrorKind::MissingKey => "a colon without a key",
            ErrorKind::MappingNotAllowed => "a second `: ` in one value",
            ErrorKind::SequenceNotAllowed => "a sequence begins on the line of its key, anchor or tag",
            ErrorKind::ItemInMapping { .. } => "a sequence item among the keys of a mapping",
            ErrorKind::EntryInSequence { .. } => "a line without `- ` among the items of a sequence",
            ErrorKind::MultilineKey => "a key over several lines",
            ErrorKind::LongKey => "a key of more than 1024 bytes",
            ErrorKind::TrailingText { .. } => "text behind a complete value",
            ErrorKind::SecondRoot { .. } => "text behind the end of the document's value",
            ErrorKind::CommentInScalar { .. } => "a value that goes on behind a comment",
            ErrorKind::ReservedCharacter(character) => return write!(f, "`{character}` cannot begin a value"),
            ErrorKind::UnclosedQuote { .. } => "a quote that is not closed",
            ErrorKind::UnclosedBracket { bracket, .. } => return write!(f, "`{bracket}` is not closed"),
            ErrorKind::UnopenedBracket(bracket) => return write!(f, "`{bracket}` closes nothing"),
            ErrorKind::MismatchedBracket { bracket, .. } => {
                return write!(f, "`{bracket}` closes `{}`", if bracket == ']' { '{' } else { '[' });
            }
            ErrorKind::MissingComma { .. } => "no comma between two items",
            ErrorKind::ExtraComma => "a comma with nothing before it",
            ErrorKind::InvalidEscape => "unknown escape in double quotes",
            ErrorKind::UndefinedAlias(name) => return write!(f, "`*{name}` refers to an anchor that is not defined"),
            ErrorKind::RecursiveAlias { name, .. } => return write!(f, "`*{name}` stands inside of what it refers to"),
            ErrorKind::MissingName(sign) => return write!(f, "`{sign}` without a name"),
            ErrorKind::RepeatedProperty { .. } => "a second anchor or tag on one node",
            ErrorKind::PropertyOnAlias => "an anchor or tag on an alias",
            ErrorKind::MisplacedProperty => "an anchor or tag that cannot stand here",
            ErrorKind::MissingBlankAfterProperty => "no blank behind an anchor or tag",
            ErrorKind::InvalidTag => "a tag with a wrong spelling",
            ErrorKind::UndefinedTagHandle(handle) => return write!(f, "the tag handle `{handle}` is not defined"),
            ErrorKind::InvalidBlockHeader => "text on the line of `|` or `>`",
            ErrorKind::BlockScalarIndentation { .. } => {
                "a blank line with more blanks than the text below it is indented"
            }
            ErrorKind::InvalidDirective => "a directive with a wrong spelling",
            ErrorKind::RepeatedDirective { .. } => "a directive that is given twice",
            ErrorKind::DirectiveWithoutDocument => "a directive without a document",
            ErrorKind::DirectiveInDocument => "a directive within a document",
            ErrorKind::TextAfterDocumentEnd => "text behind `...`",
            ErrorKind::TooDeep { limit } => {
                return write!(f, "collections are nested more than {limit} deep; what is inside was not read");
            }
        };
        f.write_str(message)
    }
}

impl std::error::Error for Error<'_> {}

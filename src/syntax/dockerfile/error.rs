//! What BuildKit's frontend refuses, in words for people.

use crate::syntax::dockerfile::tree::Keyword;
use crate::text::Span;

/// A place where BuildKit's frontend would stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where.
    pub span: Span,
}

/// What is wrong. The message says what is; [`SyntaxErrorKind::help`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// Nothing but comments and blank lines.
    #[error("there is no instruction in this file")]
    NoInstruction,
    /// Only ARGs: nothing to build.
    #[error("there is no stage in this file: `FROM` is missing")]
    NoStage,
    /// A line is longer than BuildKit's reader takes.
    #[error("this line is {length} bytes long, where BuildKit reads at most 65535")]
    LineTooLong {
        /// Its length in bytes.
        length: usize,
    },
    /// A parser directive is given twice.
    #[error("the directive `{name}` is given a second time")]
    DuplicateDirective {
        /// Its name.
        name: &'static str,
    },
    /// An `escape` directive with another character than the two.
    #[error("the escape character is a backslash or a backtick, not `{value}`")]
    InvalidEscape {
        /// What the directive says.
        value: String,
    },
    /// A word that is no instruction.
    #[error("`{word}` is not an instruction")]
    UnknownInstruction {
        /// The word.
        word: String,
        /// The instruction that was probably meant.
        suggestion: Option<&'static str>,
        /// Whether the line before could have gone on here.
        follows_run: bool,
    },
    /// A heredoc without its end.
    #[error("the heredoc `{name}` never ends")]
    UnterminatedHeredoc {
        /// Its name.
        name: String,
    },
    /// A heredoc as the last word of COPY or ADD.
    #[error("the destination of `{}` cannot be a heredoc", keyword.word())]
    HeredocAsDestination {
        /// The instruction.
        keyword: Keyword,
    },
    /// A JSON array that holds more than strings.
    #[error("an array in JSON form holds strings only")]
    NotStrings,
    /// An instruction with nothing behind it.
    #[error("`{}` has no argument", keyword.word())]
    MissingArgument {
        /// The instruction.
        keyword: Keyword,
    },
    /// COPY or ADD with one path.
    #[error("`{}` has a source but no destination", keyword.word())]
    MissingDestination {
        /// The instruction.
        keyword: Keyword,
    },
    /// More or fewer words behind FROM than an image, or an image with `AS` and a name.
    #[error("`FROM` takes an image, or an image, `AS` and a name; here are {count} words")]
    FromArguments {
        /// How many words there are.
        count: usize,
    },
    /// A stage name that BuildKit refuses.
    #[error("`{name}` cannot be the name of a stage")]
    InvalidStageName {
        /// The name as written.
        name: String,
    },
    /// ENV or LABEL with one word.
    #[error("`{}` has a name but no value", keyword.word())]
    MissingValue {
        /// The instruction.
        keyword: Keyword,
    },
    /// A word of ENV or LABEL without `=`.
    #[error("`{word}` has no `=`, which every word here must have")]
    MissingEquals {
        /// The word.
        word: String,
    },
    /// `=value`.
    #[error("the name before `=` is missing")]
    BlankName,
    /// VOLUME with an empty string.
    #[error("a volume's path is empty")]
    EmptyVolume,
    /// A flag that the instruction does not have.
    #[error("`{}` has no flag `--{name}`", keyword.word())]
    UnknownFlag {
        /// The instruction.
        keyword: Keyword,
        /// The flag without dashes.
        name: String,
        /// The flag that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A flag that may stand once only.
    #[error("the flag `--{name}` is given a second time")]
    DuplicateFlag {
        /// The flag without dashes.
        name: String,
    },
    /// A flag without a value, or with an empty one where there has to be one.
    #[error("the flag `--{name}` has no value")]
    MissingFlagValue {
        /// The flag without dashes.
        name: String,
    },
    /// A switch with another value than true or false.
    #[error("the flag `--{name}` is `true` or `false`, not `{value}`")]
    NotBoolean {
        /// The flag without dashes.
        name: String,
        /// Its value.
        value: String,
    },
    /// A flag value that is none of the allowed ones.
    #[error("`{value}` is no value of `--{name}`: it takes {}", quoted(allowed))]
    UnknownFlagValue {
        /// The flag without dashes.
        name: &'static str,
        /// Its value.
        value: String,
        /// What it takes.
        allowed: &'static [&'static str],
    },
    /// A comma-separated flag value that cannot be read.
    #[error("the value of `--{name}` is no list of `key=value` pairs")]
    MalformedList {
        /// The flag without dashes.
        name: &'static str,
    },
    /// A part of a device that is neither its name nor `required`.
    #[error("`{field}` is neither the name of the device nor `required`")]
    InvalidDevice {
        /// The part.
        field: String,
    },
    /// A variable in `COPY --from` or in a mount's `from`.
    #[error("variables are not expanded in `from`")]
    VariableInFrom,
    /// A time that is no time, or a positive one below a millisecond.
    #[error("`{value}` is no duration for `--{name}`")]
    InvalidDuration {
        /// The flag without dashes.
        name: String,
        /// Its value.
        value: String,
    },
    /// HEALTHCHECK retries that are no number from 0.
    #[error("`{value}` is no number of retries")]
    InvalidRetries {
        /// The value.
        value: String,
    },
    /// HEALTHCHECK with a word other than NONE and CMD.
    #[error("`HEALTHCHECK` is followed by `CMD` or `NONE`, not `{word}`")]
    UnknownHealthcheck {
        /// The word.
        word: String,
    },
    /// `HEALTHCHECK NONE` with something behind it.
    #[error("nothing may follow `HEALTHCHECK NONE`")]
    ArgumentsAfterNone,
    /// `HEALTHCHECK CMD` with nothing behind it.
    #[error("`HEALTHCHECK CMD` has no command")]
    MissingHealthcheckCommand,
    /// SHELL that is not in JSON form.
    #[error("`SHELL` is not in JSON form")]
    ShellNotJson,
    /// ONBUILD before an instruction that cannot be deferred.
    #[error("`{}` cannot be deferred with `ONBUILD`", trigger.word())]
    ForbiddenTrigger {
        /// The instruction.
        trigger: Keyword,
    },
}

impl SyntaxErrorKind {
    /// What to do about it, where more can be said than the message does.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoInstruction | Self::NoStage => "begin with `FROM` and the image to build on".to_owned(),
            Self::LineTooLong { .. } => "continue the instruction on further lines".to_owned(),
            Self::UnknownInstruction { suggestion: Some(suggestion), .. }
            | Self::UnknownFlag { suggestion: Some(suggestion), .. } => format!("did you mean `{suggestion}`?"),
            Self::UnknownInstruction { follows_run: true, .. } => {
                "to go on with the line above, end that line with the escape character".to_owned()
            }
            Self::UnterminatedHeredoc { name } => {
                format!("write `{name}` alone on a line, at its very start, behind the last line of the body")
            }
            Self::HeredocAsDestination { .. } => "write the path to copy to as the last word".to_owned(),
            Self::MissingDestination { .. } => "write the path to copy to behind the source".to_owned(),
            Self::NotStrings => "quote each element with double quotes".to_owned(),
            Self::InvalidStageName { .. } => {
                "begin with a letter; letters, digits, `-`, `_` and `.` may follow".to_owned()
            }
            Self::MissingEquals { .. } => {
                "write `name=value`, and quote values that hold blanks; a comment needs a line of its own".to_owned()
            }
            Self::FromArguments { .. } => "write `FROM image` or `FROM image AS name`".to_owned(),
            Self::VariableInFrom => {
                "give the image a stage of its own, `FROM image:$TAG AS name`, and name that stage here".to_owned()
            }
            Self::InvalidDuration { .. } => "write a number and a unit, such as `30s`, `1m30s` or `500ms`".to_owned(),
            Self::ShellNotJson => r#"write `SHELL ["executable", "argument"]`"#.to_owned(),
            _ => return None,
        })
    }
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => words.concat(),
    }
}

//! What the reader's terminal can show, and the few colours that are used.

use std::fmt;

use crate::diagnostic::Level;

/// What the reader's terminal can show, and what they want to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Whether colours are shown.
    pub color: bool,
    /// Whether lines may be drawn with characters beyond ASCII.
    pub unicode: bool,
    /// Whether text may be a link.
    pub hyperlinks: bool,
    /// Columns that a line may take.
    pub width: usize,
    /// Whether the counts are told at the end.
    pub closing: bool,
}

impl View {
    /// For a file, or for whoever reads through a pipe: no colours, 80 columns.
    pub const PLAIN: Self = Self { color: false, unicode: true, hyperlinks: false, width: 80, closing: true };

    /// `text` in the colours of `paint`, if there are colours.
    pub const fn paint<T: fmt::Display>(&self, paint: Paint, text: T) -> Painted<T> {
        Painted { code: if self.color { Some(paint.code()) } else { None }, text }
    }

    /// What stands where text was cut out.
    pub(super) const fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }
}

/// What a piece of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum Paint {
    Error,
    Warning,
    Info,
    Strong,
    Faint,
    Help,
    Code,
    Added,
    Removed,
}

impl Paint {
    /// The SGR parameters: the eight colours that every theme defines.
    const fn code(self) -> &'static str {
        match self {
            Self::Error => "1;31",
            Self::Warning => "1;33",
            Self::Info => "1;36",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Help | Self::Code => "36",
            Self::Added => "32",
            Self::Removed => "31",
        }
    }
}

impl From<Level> for Paint {
    fn from(level: Level) -> Self {
        match level {
            Level::Info => Self::Info,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}

/// A text and its colour.
#[derive(Debug, Clone, Copy)]
pub struct Painted<T> {
    code: Option<&'static str>,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            None => self.text.fmt(f),
            Some(code) => {
                write!(f, "\u{1b}[{code}m")?;
                self.text.fmt(f)?;
                f.write_str("\u{1b}[0m")
            }
        }
    }
}

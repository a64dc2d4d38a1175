//! Packages that a command installs in whatever version there is.

use std::fmt;

use super::PackageCommand;
use super::tool::Action;
use crate::syntax::shell::Word;
use crate::text::Span;

/// Packages that are installed without a version: at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpinned<'m>(pub(super) Vec<Package<'m>>);

/// A package as a command names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package<'m> {
    /// Its word, quotes removed.
    pub word: &'m str,
    /// Where the word stands.
    pub span: Span,
}

impl Package<'_> {
    /// Its name alone: `uvicorn` for `uvicorn[standard]`, `libc6` for `libc6:arm64`, `curl` for `curl@edge`. An address is a
    /// name as a whole.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.word.contains("://") {
            return self.word;
        }
        // The first character may be the `@` of a scope.
        let end = self.word.char_indices().skip(1).find(|(_, character)| matches!(character, '[' | ':' | '@'));
        &self.word[..end.map_or(self.word.len(), |(at, _)| at)]
    }
}

impl<'m> Unpinned<'m> {
    pub(super) fn of(packages: impl Iterator<Item = Package<'m>>, allowed: &[String]) -> Option<Self> {
        let packages: Vec<_> = packages.filter(|package| !allowed.iter().any(|name| name == package.name())).collect();
        (!packages.is_empty()).then_some(Self(packages))
    }

    /// Where each of them stands, in order.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.0.iter().map(|package| package.span)
    }
}

/// The names, all of one or two and the first of more.
impl fmt::Display for Unpinned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0[..] {
            [] => Ok(()),
            [one] => write!(f, "`{}`", one.word),
            [one, two] => write!(f, "`{}` and `{}`", one.word, two.word),
            [first, rest @ ..] => write!(f, "`{}` and {} more", first.word, rest.len()),
        }
    }
}

impl<'m> PackageCommand<'m> {
    /// The packages it installs without a version. A name made of a variable may hold one.
    pub(super) fn unpinned_packages(&self) -> impl Iterator<Item = Package<'m>> + use<'m> {
        let Self { command, tool, .. } = *self;
        let is_open = self.action == Action::Install && !self.has_any_flag(tool.settled_by);
        let first_only = tool.first_only.contains(&self.verb());
        let count = if first_only { 1 } else { usize::MAX };
        let settled = tool.settled_under.is_some_and(|mark| command.run.instruction.is_under(mark));
        let is_unpinned = move |word: &Word<'m>| {
            let text = word.text();
            word.is_literal() && (tool.is_unpinned)(text) && (!settled || text.contains('@'))
        };
        let words = self.operands().take(count).filter(move |word| is_open && is_unpinned(word));
        words.map(move |word| Package { word: word.text(), span: command.span_of(word) })
    }
}

//! From a text to a [`Script`]: parse, walk, then the scripts embedded in words, and what is left of a broken text.
//!
//! One of the places that know the parser; knows no rules.

use std::ops::Range;

use shuck_ast as ast;
use shuck_parser::parser::{ParseResult, Parser};

use super::TextRange;
use super::interpreter::Dialect;
use super::record::{Context, Recorder};
use super::recovery::pieces;
use super::script::{Problem, Script};
use super::walk::walk;

/// How many braces may be open at once, and how often `time` or `coproc` may be applied to itself.
///
/// The parser recurses without limit for the one, and takes time with the square of the other.
const MOST_OPEN_BRACES: u32 = 200;
const MOST_PREFIXES: u32 = 30;

/// Parses `source` as `dialect`; `None` when it is nested deeper than anyone writes.
pub(super) fn parse(source: &str, dialect: Dialect) -> Option<ParseResult> {
    let dialect = match dialect {
        // The parser's POSIX dialect refuses what people write for `sh` and shells take; bash's reads it all.
        Dialect::Sh | Dialect::Bash | Dialect::Dash | Dialect::Ksh => shuck_parser::ShellDialect::Bash,
        Dialect::Mksh => shuck_parser::ShellDialect::Mksh,
        Dialect::Zsh => shuck_parser::ShellDialect::Zsh,
    };
    (!is_too_deep(source)).then(|| Parser::with_dialect(source, dialect).parse())
}

fn is_too_deep(source: &str) -> bool {
    let mut open = 0_u32;
    for at in memchr::memchr2_iter(b'{', b'}', source.as_bytes()) {
        open = if source.as_bytes()[at] == b'{' { open + 1 } else { open.saturating_sub(1) };
        if open > MOST_OPEN_BRACES {
            return true;
        }
    }
    let mut prefixes = 0;
    source.split_ascii_whitespace().any(|word| {
        match word {
            "time" | "coproc" => prefixes += 1,
            "!" | "-p" | "\\" => {}
            _ => prefixes = 0,
        }
        prefixes > MOST_PREFIXES
    })
}

/// Where the bytes of a parsed source stand in the script's text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// What precedes `skipped` was put in front; the byte there stands at `start`.
    Shifted { skipped: usize, start: usize },
    /// One offset for each byte.
    Mapped(&'a [u32]),
}

impl Origin<'_> {
    pub(super) fn offset(self, offset: usize) -> Option<u32> {
        match self {
            Self::Shifted { skipped, start } => offset.checked_sub(skipped).map(|offset| (offset + start) as u32),
            Self::Mapped(origin) => origin.get(offset).copied(),
        }
    }

    /// The place of `range` of the parsed source.
    pub(super) fn range(self, range: Range<usize>) -> Option<TextRange> {
        if range.is_empty() {
            let at = match self {
                Self::Mapped(origin) => *origin.get(range.start).or(origin.last())?,
                Self::Shifted { .. } => self.offset(range.start)?,
            };
            return Some(TextRange::new(at, at));
        }
        Some(TextRange::new(self.offset(range.start)?, self.offset(range.end - 1)? + 1))
    }
}

/// The script of `text`, which `parsed` was made of by way of `source`.
pub(super) fn script(parsed: &ParseResult, text: &str, source: &str, origin: Origin<'_>, dialect: Dialect) -> Script {
    let mut script = Script::unread(text);
    let mut recorder = Recorder::new(&mut script, source, origin);
    walk(&mut recorder, parsed, Context::default());
    let mut embedded = recorder.finish();
    if let Some(problem) = problem(parsed, source, origin) {
        let lost = lost(&script, parsed, source, origin);
        script.problem = Some(problem);
        for (piece, joint) in lost.into_iter().flat_map(|range| pieces(source, range)) {
            let parsed = parse(&source[piece.clone()], dialect).filter(ParseResult::is_ok);
            let (Some(parsed), Some(start)) = (parsed, origin.offset(piece.start)) else { continue };
            let origin = Origin::Shifted { skipped: 0, start: start as usize };
            let mut recorder = Recorder::new(&mut script, &source[piece], origin);
            walk(&mut recorder, &parsed, Context { joint, ..Context::default() });
            embedded.extend(recorder.finish());
        }
    }
    while let Some(inner) = embedded.pop() {
        let Some(parsed) = parse(&inner.text, inner.dialect) else { continue };
        let mut recorder = Recorder::new(&mut script, &inner.text, Origin::Mapped(&inner.origin));
        walk(&mut recorder, &parsed, Context { nesting: inner.nesting, ..Context::default() });
        embedded.extend(recorder.finish());
    }
    // Heredocs, embedded scripts and the pieces of a broken text come behind what they stand in.
    if !script.commands.is_sorted_by_key(|command| command.range.start) {
        script.commands.sort_by_key(|command| command.range.start);
    }
    script
}

/// The parts of `source` that the parser gave up: what lies in no statement and no heredoc.
fn lost(script: &Script, parsed: &ParseResult, source: &str, origin: Origin<'_>) -> Vec<Range<usize>> {
    let (skipped, start) = match origin {
        Origin::Shifted { skipped, start } => (skipped, start),
        Origin::Mapped(_) => return Vec::new(),
    };
    let statements = parsed.file.body.iter().filter_map(|statement| bytes(statement.span, source));
    let heredocs = script.redirections.iter().filter_map(|redirection| redirection.body).map(|body| {
        let end = body.end as usize - start + skipped;
        let terminator =
            source.get(end..).and_then(|behind| behind.find('\n')).map_or(source.len(), |length| end + length);
        body.start as usize - start + skipped..terminator
    });
    let mut kept: Vec<Range<usize>> = statements.chain(heredocs).collect();
    kept.sort_by_key(|range| range.start);
    let mut lost = Vec::new();
    let mut from = skipped;
    kept.push(source.len()..source.len());
    for range in kept {
        if from < range.start {
            lost.push(from..range.start);
        }
        from = from.max(range.end);
    }
    lost
}

/// The first problem that parsing met.
pub(super) fn problem(parsed: &ParseResult, source: &str, origin: Origin<'_>) -> Option<Problem> {
    let at_end = || TextRange::new(origin.offset(source.len()).unwrap_or(0), origin.offset(source.len()).unwrap_or(0));
    if let Some(diagnostic) = parsed.diagnostics.first() {
        let span = bytes(diagnostic.span, source)
            .map(|range| range.start..range.end.min(source.trim_end().len()).max(range.start))
            .and_then(|range| origin.range(range));
        return Some(Problem { range: span.unwrap_or_else(at_end), message: diagnostic.message.replace('\'', "`") });
    }
    let shuck_parser::Error::Parse { message, .. } = parsed.terminal_error.as_ref()?;
    Some(Problem { range: at_end(), message: message.replace('\'', "`") })
}

/// The bytes under `span`, when it lies in `source`.
pub(super) fn bytes(span: ast::Span, source: &str) -> Option<Range<usize>> {
    let range = span.start.offset()..span.end.offset();
    source.get(range.clone()).map(|_| range)
}

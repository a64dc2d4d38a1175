//! Findings for people: a title, the place in the text, what to do, and the fix as a small diff.
//!
//! Titles and excerpts are drawn by miette. What it is given holds nothing that a terminal would obey.

mod diff;
mod excerpt;
mod window;

use std::fmt::{self, Write as _};
use std::io;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeCharacters, ThemeStyles};
use rayon::prelude::*;

use self::excerpt::{Excerpt, Mark, Place};
use super::escape::{printable, without_commands};
use super::place::Places;
use super::{LintedFile, Paint, Run, View, closing, wrap};
use crate::diagnostic::{Diagnostic, Level, Safety};
use crate::rule::Rule;
use crate::rules;
use crate::text::Source;

/// Files whose findings are drawn at a time; what is drawn is kept until those before it are written.
const BATCH: usize = 64;

/// Writes the findings of `run` and, if wanted, the counts.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(run: &Run, view: &View, out: &mut dyn io::Write) -> io::Result<()> {
    let snippets = Snippets::new(view);
    let draw = |file| snippets.draw_file(run, file);
    if let [file] = &run.files[..] {
        out.write_all(without_commands(&draw(file)).as_bytes())?;
    } else {
        for batch in run.files.chunks(BATCH) {
            let drawn: Vec<String> = batch.par_iter().map(draw).collect();
            for text in drawn {
                out.write_all(without_commands(&text).as_bytes())?;
            }
        }
    }
    if view.closing { closing::write(run, view, out) } else { Ok(()) }
}

/// Labels that are drawn of one finding.
const MOST_LABELS: usize = 8;

/// Draws findings.
#[derive(Debug)]
pub struct Snippets<'v> {
    view: &'v View,
    handler: GraphicalReportHandler,
    theme: GraphicalTheme,
}

impl<'v> Snippets<'v> {
    /// Draws as `view` wants it.
    #[must_use]
    pub fn new(view: &'v View) -> Self {
        let characters = if view.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let styles = if view.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let theme = GraphicalTheme { characters, styles };
        // Words are wrapped here: miette also breaks them at hyphens and slashes, of which ids and paths have many.
        let handler = GraphicalReportHandler::new_themed(theme.clone())
            .with_width(usize::MAX / 2)
            .with_wrap_lines(false)
            .without_cause_chain();
        Self { view, handler, theme }
    }

    /// The findings of a file, each with an empty line behind it.
    #[must_use]
    pub fn draw_file(&self, run: &Run, file: &LintedFile) -> String {
        let source = &file.source;
        let mut out = String::new();
        let mut positions = Places::new(source);
        for diagnostic in &file.diagnostics {
            let labels = diagnostic.labels.iter().take(MOST_LABELS);
            let labels =
                labels.map(|label| Place::new(run.source(file, label.file), label.span, Some(&*label.message)));
            let own = Place::new(source, diagnostic.span, None);
            let places: Vec<_> = std::iter::once(own).chain(labels).collect();
            let is_empty = source.text().is_empty();
            let excerpt = (!is_empty).then(|| Excerpt::new(&places, &mut positions, self.view));
            // Writing to a string does not fail.
            let _ = self.draw(&Finding { source, diagnostic, title: self.title(diagnostic), excerpt }, &mut out);
            out.push('\n');
        }
        out
    }

    /// The message, in lines that fit behind the level and the rule.
    fn title(&self, diagnostic: &Diagnostic) -> String {
        let tag = diagnostic.level.name().len() + diagnostic.rule.len() + "  []: ".len();
        let (first, rest) = (self.view.width.saturating_sub(tag), self.view.width.saturating_sub(4));
        wrap(&printable(&diagnostic.message), first, rest).collect::<Vec<_>>().join("\n")
    }

    fn draw(&self, finding: &Finding<'_>, out: &mut String) -> fmt::Result {
        let Finding { source, diagnostic, .. } = finding;
        self.handler.clone().with_theme(self.theme_of(finding)).render_report(out, finding)?;
        if finding.excerpt.is_none() {
            let characters = &self.theme.characters;
            writeln!(out, "   {}{}[{}]", characters.ltop, characters.hbar, printable(source.path()))?;
        }
        if let Some(more) = diagnostic.labels.len().checked_sub(MOST_LABELS + 1) {
            let places = if more == 0 { "1 more place".to_owned() } else { format!("{} more places", more + 1) };
            self.note(out, Paint::Faint, "and", &places)?;
        }
        if let Some(object) = &diagnostic.object {
            let name = object.name.as_deref().unwrap_or("without a name");
            let namespace = object.namespace.as_ref().map(|name| format!("{name}/")).unwrap_or_default();
            self.note(out, Paint::Strong, "object", &format!("{} {namespace}{name}", object.kind))?;
        }
        let is_fix = |help: &str| diagnostic.fix.as_ref().is_some_and(|fix| fix.title == help);
        if let Some(help) = diagnostic.help.as_deref().filter(|help| !is_fix(help)) {
            self.note(out, Paint::Help, "help", help)?;
        }
        if let Some(fix) = &diagnostic.fix {
            let what = match fix.safety {
                Safety::Safe => "fix",
                Safety::Unsafe => "fix (unsafe)",
                Safety::Manual => "fix (manual)",
            };
            self.note(out, Paint::Help, what, &fix.title)?;
            diff::write(source, &fix.edits, self.view, out)?;
        }
        Ok(())
    }

    /// The theme with the finding's level and rule as the icon, and its colour under its own place.
    fn theme_of(&self, finding: &Finding<'_>) -> GraphicalTheme {
        let Diagnostic { level, rule, .. } = finding.diagnostic;
        let mut theme = self.theme.clone();
        let url = rules::by_id(rule).and_then(Rule::url).filter(|_| self.view.hyperlinks);
        let tag = match url {
            Some(url) => format!("{level}[\u{1b}]8;;{url}\u{1b}\\{rule}\u{1b}]8;;\u{1b}\\]:"),
            None => format!("{level}[{rule}]:"),
        };
        let (icon, style) = match level {
            Level::Error => (&mut theme.characters.error, &mut theme.styles.error),
            Level::Warning => (&mut theme.characters.warning, &mut theme.styles.warning),
            Level::Info => (&mut theme.characters.advice, &mut theme.styles.advice),
        };
        *icon = tag;
        if self.view.color {
            *style = style.bold();
        }
        let (own, other) = (*style, ThemeStyles::none().link.bright_blue());
        if let Some(excerpt) = finding.excerpt.as_ref().filter(|_| self.view.color) {
            // miette colours marks in order of place.
            let colour = |mark: &Mark| if mark.primary { own } else { other };
            theme.styles.highlights = excerpt.marks.iter().map(colour).collect();
        }
        theme
    }

    /// A line such as `help: …`.
    fn note(&self, out: &mut String, paint: Paint, what: &str, text: &str) -> fmt::Result {
        let indent = what.len() + 4;
        let width = self.view.width.saturating_sub(indent);
        write!(out, "  {} ", self.view.paint(paint, format_args!("{what}:")))?;
        for (index, line) in wrap(&printable(text), width, width).enumerate() {
            let indent = if index == 0 { 0 } else { indent };
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Finding<'a> {
    source: &'a Source,
    diagnostic: &'a Diagnostic,
    title: String,
    /// Nothing of an empty file.
    excerpt: Option<Excerpt>,
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Finding<'_> {}

impl miette::Diagnostic for Finding<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(match self.diagnostic.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.excerpt.as_ref()?.marks.iter().map(|mark| {
            let span = (mark.range.start, mark.range.len());
            if mark.primary {
                LabeledSpan::new_primary_with_span(mark.message.clone(), span)
            } else {
                LabeledSpan::new_with_span(mark.message.clone(), span)
            }
        });
        Some(Box::new(labels))
    }
}

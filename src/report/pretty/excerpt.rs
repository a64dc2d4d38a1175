//! The part of a text that is shown around the places of a finding: whole lines where they fit, windows of long ones,
//! nothing in it that a terminal would obey.
//!
//! miette draws it as a source of its own. Places are therefore translated into the excerpt's offsets, while the lines and
//! columns that readers see are those of the real text. Making one costs what is shown, however long file and lines are.

use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::super::escape::{columns, printable, shown_len};
use super::super::place::Places;
use super::super::{View, wrap};
use super::window::Cut;
use crate::text::{Position, Source, Span};

/// Lines shown before and behind a place.
const CONTEXT: u32 = 1;
/// Columns that miette's gutter takes beside the line number, and its arrow to what is said of a mark.
const GUTTER: usize = 4;
const ARROW: usize = 4;
/// What is said of a mark gets so many columns, even where that is beyond the terminal's edge.
const LEAST_COLUMNS: usize = 24;

/// A place to show. One of several lines is shown by its first, which is where readers have to look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'r> {
    source: &'r Source,
    line: u32,
    span: Span,
    message: Option<&'r str>,
}

impl<'r> Place<'r> {
    pub(super) fn new(source: &'r Source, span: Span, message: Option<&'r str>) -> Self {
        let size = source.text().len() as u32;
        let start = span.start.min(size);
        let line = source.line_number(start);
        let end = span.end.min(source.line(line).map_or(size, |line| line.end));
        Self { source, line, span: Span::new(start, end.max(start)), message }
    }

    /// Whether it is in `source`, which is one of a run's.
    fn is_in(&self, source: &Source) -> bool {
        std::ptr::eq(self.source, source)
    }
}

/// A place in the excerpt.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Bytes of the excerpt.
    pub(super) range: Range<usize>,
    /// What is said of it.
    pub(super) message: Option<String>,
    /// Whether it is the finding's own place.
    pub(super) primary: bool,
    /// Its line, as an index into the excerpt's.
    line: usize,
    /// Where it begins in the real text.
    position: Position,
}

/// What is shown, and the marks in it.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    text: String,
    lines: Vec<Line>,
    blocks: Vec<Block>,
    pub(super) marks: Vec<Mark>,
}

/// Lines of one source that follow each other.
#[derive(Debug)]
struct Block {
    /// The index of a place in that source.
    place: usize,
    /// The path, printable.
    name: String,
    lines: Range<usize>,
}

#[derive(Debug)]
struct Line {
    number: u32,
    /// The bytes of the source that are shown.
    shown: Span,
    /// Where they begin in the excerpt.
    start: usize,
    /// The line in the excerpt, with its line break.
    range: Range<usize>,
}

impl Excerpt {
    /// Shows `places`, of which the first is the finding's own; `positions` are those of its file.
    pub(super) fn new(places: &[Place<'_>], positions: &mut Places<'_>, view: &View) -> Self {
        let mut excerpt = Self::default();
        for block in blocks(places) {
            let room = view.width.saturating_sub(GUTTER + block.1.end().to_string().len());
            excerpt.push_block(places, block, Cut { room, ellipsis: view.ellipsis() });
        }
        excerpt.mark(places, positions, view.width);
        excerpt
    }

    fn push_block(&mut self, places: &[Place<'_>], (place, numbers): (usize, RangeInclusive<u32>), cut: Cut) {
        let source = places[place].source;
        let first = self.lines.len();
        for number in numbers {
            let marked = places.iter().find(|place| place.is_in(source) && place.line == number);
            let Some(line) = source.line(number) else { continue };
            // The line that the last line break begins is only worth showing for what is said of it.
            if number > source.line_count() && marked.is_none() {
                continue;
            }
            let focus = marked.map_or(Span::empty(line.start), |place| place.span);
            let from = self.text.len();
            let in_line =
                (focus.start.min(line.end) - line.start) as usize..(focus.end.min(line.end) - line.start) as usize;
            let written = cut.write(&mut self.text, source.slice(line), in_line);
            self.text.push('\n');
            let shown = Span::new(line.start + written.shown.start as u32, line.start + written.shown.end as u32);
            self.lines.push(Line { number, shown, start: written.start, range: from..self.text.len() });
        }
        let name = printable(source.path()).into_owned();
        self.blocks.push(Block { place, name, lines: first..self.lines.len() });
    }

    fn mark(&mut self, places: &[Place<'_>], positions: &mut Places<'_>, width: usize) {
        let Some(own) = places.first() else { return };
        let mut marks = Vec::with_capacity(places.len());
        for (index, place) in places.iter().enumerate() {
            let Some(line) = self.line_of(places, place) else { continue };
            let (start, end) = (self.find(line, place, place.span.start), self.find(line, place, place.span.end));
            let range = start.start..end.end.max(start.start);
            let position = if place.is_in(own.source) {
                positions.at(place.span.start)
            } else {
                place.source.position(place.span.start)
            };
            let before: usize = self.text[self.lines[line].range.start..range.end].chars().map(columns).sum();
            let room = width.saturating_sub(before + GUTTER + ARROW + place.line.to_string().len()).max(LEAST_COLUMNS);
            let message = place.message.map(|message| {
                let message = printable(message);
                wrap(&message, room, room).collect::<Vec<_>>().join("\n")
            });
            marks.push(Mark { range, message, primary: index == 0, line, position });
        }
        marks.sort_by_key(|mark| (mark.range.start, Reverse(mark.range.end)));
        for mark in marks {
            self.push_mark(mark);
        }
        self.tidy_messages();
    }

    /// miette draws the underlines of a line side by side, so they may not overlap: of two marks, the one within the other
    /// splits it, and equal ones become one.
    fn push_mark(&mut self, mark: Mark) {
        let covers = |outer: &&mut Mark| outer.line == mark.line && outer.range.contains(&mark.range.start);
        let Some(outer) = self.marks.iter_mut().find(covers) else { return self.marks.push(mark) };
        if outer.range == mark.range {
            outer.primary |= mark.primary;
            outer.message = match (outer.message.take(), mark.message) {
                (Some(one), Some(other)) if !one.split('\n').any(|line| line == other) => {
                    Some(format!("{one}\n{other}"))
                }
                (one, other) => one.or(other),
            };
            return;
        }
        let tail = mark.range.end..outer.range.end;
        if outer.range.start == mark.range.start {
            outer.range = tail;
        } else {
            outer.range.end = mark.range.start;
            if !tail.is_empty() {
                let tail = Mark { range: tail, message: None, primary: false, ..outer.clone() };
                self.marks.push(tail);
            }
        }
        self.marks.push(mark);
    }

    /// Says a thing once for all marks of a line that it is said of; and names the finding's own place among marks that
    /// something is said of, where it would be lost, and miette would draw a line from it to nowhere.
    fn tidy_messages(&mut self) {
        self.marks.sort_by_key(|mark| mark.range.start);
        for index in 1..self.marks.len() {
            let (before, rest) = self.marks.split_at_mut(index);
            let mark = &mut rest[0];
            if before.iter().any(|other| other.line == mark.line && other.message == mark.message) {
                mark.message = None;
            }
        }
        let Some(own) = self.marks.iter().position(|mark| mark.primary && mark.message.is_none()) else { return };
        let Mark { line, range, .. } = &self.marks[own];
        let hides = |other: &Mark| other.range.end == range.start || range.end <= other.range.start;
        let is_hidden = self.marks.iter().any(|other| other.line == *line && other.message.is_some() && hides(other));
        if is_hidden {
            self.marks[own].message = Some("here".to_owned());
        }
    }

    /// The index of the line that a place is on.
    fn line_of(&self, places: &[Place<'_>], place: &Place<'_>) -> Option<usize> {
        let blocks = self.blocks.iter().filter(|block| places[block.place].is_in(place.source));
        blocks.flat_map(|block| block.lines.clone()).find(|&index| self.lines[index].number == place.line)
    }

    /// The bytes of the excerpt that stand for an offset in a line: none but a position, or the ellipsis that it was cut
    /// into.
    fn find(&self, line: usize, place: &Place<'_>, offset: u32) -> Range<usize> {
        let line = &self.lines[line];
        let shown = |to: u32| {
            let text = place.source.slice(Span::new(line.shown.start, to));
            line.start + text.chars().map(shown_len).sum::<usize>()
        };
        if offset < line.shown.start {
            line.range.start..line.start
        } else if offset <= line.shown.end {
            shown(offset)..shown(offset)
        } else {
            shown(line.shown.end)..line.range.end - 1
        }
    }
}

/// The lines to show, each with the index of a place in their source: those of the finding's own file before others.
fn blocks(places: &[Place<'_>]) -> Vec<(usize, RangeInclusive<u32>)> {
    let file = |index: usize| places.iter().position(|place| place.is_in(places[index].source));
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&index| (file(index), places[index].line));
    let mut blocks: Vec<(usize, RangeInclusive<u32>)> = Vec::new();
    for index in order {
        let Place { source, line, .. } = places[index];
        let start = line.saturating_sub(CONTEXT).max(1);
        let end = (line + CONTEXT).min(source.line_number(u32::MAX));
        match blocks.last_mut() {
            // To leave one line out between two blocks would take as many lines as to show it.
            Some((other, shown)) if places[*other].is_in(source) && start <= shown.end() + 2 => {
                *shown = *shown.start()..=end.max(*shown.end());
            }
            _ => blocks.push((index, start..=end)),
        }
    }
    blocks
}

impl SourceCode for Excerpt {
    /// miette asks for a mark with lines around it in order to draw its block, and without any in order to name its place.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_before: usize,
        _context_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let bytes = |block: &Block| {
            let lines = &self.lines[block.lines.clone()];
            lines.first().map_or(0, |line| line.range.start)..lines.last().map_or(0, |line| line.range.end)
        };
        let holds = |block: &&Block| bytes(block).start <= range.start && range.end < bytes(block).end;
        let block = self.blocks.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        let mark = self.marks.iter().find(|mark| context_before == 0 && mark.range.start == range.start);
        let (line, column) = match mark {
            Some(mark) => (mark.position.line, mark.position.column),
            None => (self.lines[block.lines.start].number, 1),
        };
        let shown = bytes(block);
        Ok(Box::new(MietteSpanContents::new_named(
            block.name.clone(),
            &self.text.as_bytes()[shown.clone()],
            (shown.start, shown.len()).into(),
            line as usize - 1,
            column as usize - 1,
            block.lines.len(),
        )))
    }
}

//! The part of a text that is shown around the places of a finding: whole lines where they fit, windows of long ones,
//! nothing in it that a terminal would obey.
//!
//! miette draws it as a source of its own. Places are therefore translated into the excerpt's offsets, while the lines and
//! columns that readers see are those of the real text. Making one costs what is shown, however long file and lines are.

use std::ops::{Range, RangeInclusive};

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::super::View;
use super::super::escape::{printable, shown_len};
use super::super::place::Places;
use super::window::Cut;
use crate::text::{Position, Source, Span};

/// Lines shown before and behind a place.
const CONTEXT: u32 = 1;
/// A place of more lines is shown by its first one.
const MOST_LINES: u32 = 6;
/// Columns that miette's gutter takes beside the line number, and more where places of several lines are bracketed.
const GUTTER: usize = 4;
const BRACKETS: usize = 4;

/// A place to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'r> {
    pub(super) source: &'r Source,
    pub(super) span: Span,
    pub(super) message: Option<&'r str>,
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
    /// Its line, as an index into the excerpt's; `None` when there are several.
    line: Option<usize>,
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
    /// The index of the first place that is in its source.
    file: usize,
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
    /// Shows `places`, of which the first is the finding's own.
    pub(super) fn new(places: &[Place<'_>], view: &View) -> Self {
        let places: Vec<_> = places.iter().map(|place| Place { span: clip(place), ..*place }).collect();
        let brackets = if places.iter().any(|place| lines_of(place).count() > 1) { BRACKETS } else { 0 };
        let mut excerpt = Self::default();
        for (file, numbers) in blocks(&places) {
            let room = view.width.saturating_sub(GUTTER + brackets + numbers.end().to_string().len()).max(20);
            excerpt.push_block(&places, file, numbers, Cut { room, ellipsis: view.ellipsis() });
        }
        excerpt.mark(&places);
        excerpt
    }

    fn push_block(&mut self, places: &[Place<'_>], file: usize, numbers: RangeInclusive<u32>, cut: Cut) {
        let source = places[file].source;
        let first = self.lines.len();
        for number in numbers {
            let on_line = |place: &&Place<'_>| is_in(place, source) && lines_of(place).contains(&number);
            let marked = places.iter().find(on_line);
            let Some(line) = source.line(number) else { continue };
            // The line that the last line break begins is only worth showing for what is said of it.
            if number > source.line_count() && marked.is_none() {
                continue;
            }
            let focus = marked.map_or(Span::empty(line.start), |place| {
                let start = place.span.start.clamp(line.start, line.end);
                Span::new(start, place.span.end.clamp(start, line.end))
            });
            let in_line = (focus.start - line.start) as usize..(focus.end - line.start) as usize;
            let from = self.text.len();
            let written = cut.write(&mut self.text, source.slice(line), in_line);
            self.text.push('\n');
            let shown = Span::new(line.start + written.shown.start as u32, line.start + written.shown.end as u32);
            self.lines.push(Line { number, shown, start: written.start, range: from..self.text.len() });
        }
        let name = printable(source.path()).into_owned();
        self.blocks.push(Block { file, name, lines: first..self.lines.len() });
    }

    fn mark(&mut self, places: &[Place<'_>]) {
        let Some(own) = places.first() else { return };
        let mut positions = Places::new(own.source);
        let mut marks = Vec::with_capacity(places.len());
        for (index, place) in places.iter().enumerate() {
            let position = if is_in(place, own.source) {
                positions.at(place.span.start)
            } else {
                place.source.position(place.span.start)
            };
            let (start, end) = (self.find(places, place, place.span.start), self.find(places, place, place.span.end));
            let (Some((first, start)), Some((last, end))) = (start, end) else { continue };
            let message = place.message.map(|message| printable(message).into_owned());
            let line = (first == last).then_some(first);
            let range = start.start..end.end.max(start.start);
            marks.push(Mark { range, message, primary: index == 0, line, position });
        }
        marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        for mark in marks {
            self.push_mark(mark);
        }
    }

    /// miette draws the underlines of a line side by side, so they may not overlap: of two marks, the one within the other
    /// splits it, and equal ones become one.
    fn push_mark(&mut self, mark: Mark) {
        let covers = |outer: &&mut Mark| {
            outer.line.is_some() && outer.line == mark.line && outer.range.contains(&mark.range.start)
        };
        let Some(outer) = self.marks.iter_mut().find(covers) else { return self.marks.push(mark) };
        if outer.range == mark.range {
            outer.primary |= mark.primary;
            outer.message = match (outer.message.take(), mark.message) {
                (Some(one), Some(other)) => Some(format!("{one}; {other}")),
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

    /// The line of an offset in the place's source, and the bytes of the excerpt that stand for the offset: none but a
    /// position, or the ellipsis that it was cut into.
    fn find(&self, places: &[Place<'_>], place: &Place<'_>, offset: u32) -> Option<(usize, Range<usize>)> {
        let number = place.source.line_number(offset);
        let block = self.blocks.iter().find(|block| {
            is_in(&places[block.file], place.source)
                && self.lines[block.lines.clone()].iter().any(|line| line.number == number)
        })?;
        let index = block.lines.clone().find(|&index| self.lines[index].number == number)?;
        let line = &self.lines[index];
        let shown = |to: u32| {
            let text = place.source.slice(Span::new(line.shown.start, to));
            line.start + text.chars().map(shown_len).sum::<usize>()
        };
        let bytes = if offset < line.shown.start {
            line.range.start..line.start
        } else if offset <= line.shown.end {
            shown(offset)..shown(offset)
        } else {
            shown(line.shown.end)..line.range.end - 1
        };
        Some((index, bytes))
    }
}

/// The lines to show, each with the index of a place in their source: those of the first place's file before others.
fn blocks(places: &[Place<'_>]) -> Vec<(usize, RangeInclusive<u32>)> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    let file = |index: usize| places.iter().position(|place| is_in(place, places[index].source));
    order.sort_by_key(|&index| (file(index), *lines_of(&places[index]).start()));
    let mut blocks: Vec<(usize, RangeInclusive<u32>)> = Vec::new();
    for index in order {
        let source = places[index].source;
        let lines = lines_of(&places[index]);
        let start = lines.start().saturating_sub(CONTEXT).max(1);
        let end = (lines.end() + CONTEXT).min(source.line_number(u32::MAX));
        match blocks.last_mut() {
            // To leave one line out between two blocks would take as many lines as to show it.
            Some((other, shown)) if is_in(&places[*other], source) && start <= shown.end() + 2 => {
                *shown = *shown.start()..=end.max(*shown.end());
            }
            _ => blocks.push((index, start..=end)),
        }
    }
    blocks
}

/// Whether the place is in `source`, which is one of a run's.
fn is_in(place: &Place<'_>, source: &Source) -> bool {
    std::ptr::eq(place.source, source)
}

fn lines_of(place: &Place<'_>) -> RangeInclusive<u32> {
    place.source.line_number(place.span.start)..=place.source.line_number(place.span.end)
}

/// The span without the line break at its end; its first line only, when there are many.
fn clip(place: &Place<'_>) -> Span {
    let source = place.source;
    let size = source.text().len() as u32;
    let span = Span::new(place.span.start.min(size), place.span.end.clamp(place.span.start.min(size), size));
    let lines = lines_of(&Place { span, ..*place });
    let until = |line: u32| Span::new(span.start, source.line(line).map_or(span.start, |line| line.end.max(span.start)));
    if lines.end() - lines.start() >= MOST_LINES {
        until(*lines.start())
    } else if lines.start() < lines.end() && source.line(*lines.end()).is_some_and(|line| line.start == span.end) {
        until(lines.end() - 1)
    } else {
        span
    }
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

//! Lines and columns of many places of one source, without counting a long line from its start for each of them.

use crate::text::{Position, Source};

/// Remembers the last place, from which the next one is counted: places near each other cost what lies between them.
#[derive(Debug)]
pub(super) struct Places<'s> {
    source: &'s Source,
    last: Position,
}

impl<'s> Places<'s> {
    pub(super) const fn new(source: &'s Source) -> Self {
        Self { source, last: Position { offset: 0, line: 1, column: 1 } }
    }

    /// What [`Source::position`] says.
    pub(super) fn at(&mut self, offset: u32) -> Position {
        let Position { offset: known, line, column } = self.last;
        let text = |from: u32, to: u32| self.source.text().get(from as usize..to as usize);
        let count = |text: &str| text.chars().count() as u32;
        let same_line = self.source.line_number(offset) == line;
        let column = if !same_line {
            None
        } else if known <= offset {
            text(known, offset).map(|between| column + count(between))
        } else {
            text(offset, known).map(|between| column - count(between))
        };
        self.last = match column {
            Some(column) => Position { offset, line, column },
            None => self.source.position(offset),
        };
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_source_in_any_order() {
        let source = Source::new("f", "ab\nä漢c d\n\nlast").expect("a small text");
        let mut places = Places::new(&source);
        for offset in (0..20).chain((0..20).rev()).chain([5, 16, 8, 8, 3, 400, 4]) {
            assert_eq!(places.at(offset), source.position(offset), "{offset}");
        }
    }
}

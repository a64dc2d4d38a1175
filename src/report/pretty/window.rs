//! How much of a long line is shown.

use std::ops::Range;

use super::super::escape::{columns, push_printable};

/// How lines are cut: to so many columns, with what stands for the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Columns for a line, what stands for cut text included.
    pub(super) room: usize,
    /// What stands for cut text.
    pub(super) ellipsis: &'static str,
}

/// A line's place in the text it was written to.
#[derive(Debug)]
pub(super) struct Written {
    /// The bytes of the line that are shown.
    pub(super) shown: Range<usize>,
    /// Where they begin in the text.
    pub(super) start: usize,
}

impl Cut {
    /// Appends to `out` what is shown of `line`, in which `focus` matters most.
    pub(super) fn write(&self, out: &mut String, line: &str, focus: Range<usize>) -> Written {
        let shown = self.window(line, focus);
        if shown.start > 0 {
            out.push_str(self.ellipsis);
        }
        let start = out.len();
        push_printable(out, &line[shown.clone()]);
        if shown.end < line.len() {
            out.push_str(self.ellipsis);
        }
        Written { shown, start }
    }

    /// The part of a line that is shown: all of it, or as much around `focus` as there is room for.
    fn window(&self, line: &str, focus: Range<usize>) -> Range<usize> {
        if take(line.chars(), self.room).len == line.len() {
            return 0..line.len();
        }
        let mut room = self.room.saturating_sub(2 * self.ellipsis.chars().count());
        let mut end = focus.start;
        let mut forward = |to: usize, room: usize| {
            let taken = take(line[end..to].chars(), room);
            end += taken.len;
            taken.columns
        };
        room -= forward(focus.end, room);
        room -= forward(line.len(), room / 2);
        let before = take(line[..focus.start].chars().rev(), room);
        forward(line.len(), room - before.columns);
        focus.start - before.len..end
    }
}

struct Taken {
    /// In bytes.
    len: usize,
    columns: usize,
}

/// The characters that fit `room` columns.
fn take(chars: impl Iterator<Item = char>, room: usize) -> Taken {
    let mut taken = Taken { len: 0, columns: 0 };
    for c in chars {
        if taken.columns + columns(c) > room {
            break;
        }
        taken.columns += columns(c);
        taken.len += c.len_utf8();
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, focus: Range<usize>) -> String {
        let mut out = String::new();
        Cut { room: 10, ellipsis: "…" }.write(&mut out, line, focus);
        out
    }

    #[test]
    fn short_lines_are_shown_as_they_are() {
        assert_eq!(shown("0123456789", 3..4), "0123456789");
        assert_eq!(shown("", 0..0), "");
    }

    #[test]
    fn long_lines_are_cut_around_the_focus() {
        let line = "abcdefghijklmnopqrstuvwxyz";
        assert_eq!(shown(line, 0..2), "abcdefgh…");
        assert_eq!(shown(line, 12..14), "…jklmnopq…");
        assert_eq!(shown(line, 25..26), "…stuvwxyz");
        assert_eq!(shown(line, 3..26), "…defghijk…", "the start of a long focus");
        assert_eq!(shown(line, 26..26), "…stuvwxyz");
    }

    #[test]
    fn wide_and_hidden_characters_take_the_room_they_need() {
        assert_eq!(shown("漢漢漢漢漢漢漢", 0..3), "漢漢漢漢…");
        assert_eq!(shown("\u{1b}aaaaaaaa", 0..1), r"\u{1b}aa…");
    }
}

//! Text in lines of a width.

use super::escape::columns;

/// The lines of `text`, broken at spaces so that the first takes at most `first` columns and each other at most `rest`. A
/// word that is longer than a line is broken anywhere; a first line with less room than others may be empty.
pub fn wrap(text: &str, first: usize, rest: usize) -> impl Iterator<Item = &str> {
    let mut left = Some(text);
    let mut width = first.max(1);
    std::iter::from_fn(move || {
        let text = left?;
        let word = text.split(' ').next().unwrap_or_default().chars().map(columns).sum();
        let (line, next) = if width < word && word <= rest { ("", Some(text)) } else { split_line(text, width) };
        left = next;
        width = rest.max(1);
        Some(line)
    })
}

/// What fits `width` columns, and what remains.
fn split_line(text: &str, width: usize) -> (&str, Option<&str>) {
    let mut used = 0;
    let mut space = None;
    for (at, c) in text.char_indices() {
        used += columns(c);
        if c == ' ' && at > 0 {
            space = Some(at);
        }
        if used > width && at > 0 {
            return match space {
                Some(space) => (text[..space].trim_end_matches(' '), Some(text[space..].trim_start_matches(' '))),
                None => (&text[..at], Some(&text[at..])),
            };
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::wrap;

    fn lines(text: &str, first: usize, rest: usize) -> Vec<&str> {
        wrap(text, first, rest).collect()
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(lines("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(lines("one two three", 6, 9), ["one", "two three"]);
        assert_eq!(lines("one   two", 5, 5), ["one", "two"]);
        assert_eq!(lines("one two", 2, 5), ["", "one", "two"]);
        assert_eq!(lines("", 5, 5), [""]);
    }

    #[test]
    fn long_words_break_anywhere() {
        assert_eq!(lines("a abcdefgh", 4, 4), ["a", "abcd", "efgh"]);
        assert_eq!(lines("漢漢漢", 4, 4), ["漢漢", "漢"]);
        assert_eq!(lines("abc", 0, 0), ["a", "b", "c"]);
    }
}

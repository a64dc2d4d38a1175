//! Commands of a text that is no script: cut at its separators, without regard to what they separate.
//!
//! Knows quotes and operators only.

use std::ops::Range;

use super::script::Joint;

/// Words that may precede a command within a piece.
const KEYWORDS: [&str; 12] = ["!", "do", "done", "elif", "else", "esac", "fi", "if", "then", "time", "until", "while"];

/// The pieces of `text` within `range` that may each be a simple command, and how each is joined to what precedes it.
pub(super) fn pieces(text: &str, range: Range<usize>) -> Vec<(Range<usize>, Joint)> {
    let bytes = &text.as_bytes()[..range.end];
    let mut found = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    let mut joint = if start == 0 { Joint::Start } else { Joint::Sequence };
    while at < bytes.len() {
        let length = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(_)) => {
                at += 2;
                continue;
            }
            (quote @ (b'\'' | b'"'), _) => match closing_quote(bytes, at + 1, quote) {
                Some(end) => {
                    at = end;
                    continue;
                }
                // What follows is text that never ends; the word it begins in is lost with it.
                None => {
                    let word = text[start..at].rfind([' ', '\t']).map_or(start, |blank| start + blank);
                    add(text, start..word, joint, &mut found);
                    return found;
                }
            },
            (b'&', Some(b'&')) | (b'|', Some(b'|' | b'&')) => 2,
            // `2>&1` and `&>` are redirections.
            (b'&', next) if next == Some(&b'>') || at > 0 && matches!(bytes[at - 1], b'>' | b'<') => 0,
            (b'&' | b'|' | b';' | b'\n' | b'(' | b')' | b'`' | b'{' | b'}', _) if !in_expansion(bytes, at) => 1,
            _ => 0,
        };
        if length == 0 {
            at += 1;
            continue;
        }
        add(text, start..at, joint, &mut found);
        joint = match &bytes[at..at + length] {
            b"&&" => Joint::And,
            b"||" => Joint::Or,
            b"|" => Joint::Pipe,
            b"|&" => Joint::PipeAll,
            b"&" => Joint::Background,
            _ => Joint::Sequence,
        };
        at += length;
        start = at;
    }
    add(text, start..bytes.len(), joint, &mut found);
    found
}

/// Whether the brace at `at` belongs to a word, as in `${NAME}` and `a{b,c}`.
fn in_expansion(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'{' => {
            at > 0 && !bytes[at - 1].is_ascii_whitespace()
                || bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace())
        }
        b'}' => at > 0 && !bytes[at - 1].is_ascii_whitespace() && bytes[at - 1] != b';',
        _ => false,
    }
}

fn closing_quote(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            _ if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Adds the piece at `range` without the blanks and keywords around it.
fn add(text: &str, range: Range<usize>, joint: Joint, found: &mut Vec<(Range<usize>, Joint)>) {
    let Range { mut start, end } = range;
    loop {
        let rest = &text[start..end];
        start = end - rest.trim_start().len();
        let word = text[start..end].split_whitespace().next().unwrap_or_default();
        match word {
            "for" | "case" | "select" | "" => return,
            _ if KEYWORDS.contains(&word) => start += word.len(),
            _ => break,
        }
    }
    let piece = text[start..end].trim_end_matches(['$', '<', '>', ' ', '\t', '\n', '\r']);
    if !piece.is_empty() {
        found.push((start..start + piece.len(), joint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        pieces(text, 0..text.len()).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn separators_part_commands() {
        assert_eq!(of("a x && b || c; d | e & f"), ["a x", "b", "c", "d", "e", "f"]);
        assert_eq!(of("if a; then b; else c"), ["a", "b", "c"]);
        assert_eq!(of("{ a; ( b; c"), ["a", "b", "c"]);
        assert_eq!(of("echo $(date"), ["echo", "date"]);
        assert_eq!(of("for x in 1 2; do a \"$x\""), ["a \"$x\""]);
    }

    #[test]
    fn quotes_and_words_stay_whole() {
        assert_eq!(of("a 'x; y' \"z && ;\" ${A} {c,d} 2>&1; e"), ["a 'x; y' \"z && ;\" ${A} {c,d} 2>&1", "e"]);
        assert_eq!(of("a; b c=\"d; e"), ["a", "b"]);
        assert_eq!(of(r"a \; b"), [r"a \; b"]);
    }
}

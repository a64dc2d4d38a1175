//! Heredocs: `<<NAME` on the line of a RUN, COPY or ADD, and the body below it.

use std::ops::Range;

use super::substitution::{self, Part};
use crate::text::Span;

/// A heredoc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heredoc {
    /// `<<NAME`, with the file descriptor and the dash.
    pub marker: Span,
    /// The name, without quotes.
    pub name: String,
    /// Whether variables in the body have their values put in: the name is not quoted.
    pub expand: bool,
    /// `<<-`: tabs at the start of the body's lines and of the terminator are left out.
    pub strip_tabs: bool,
    /// The body, with the line break of its last line.
    pub body: Span,
    /// The line that ends it, without its line break; empty at the end of the file when there is none.
    pub terminator: Span,
}

/// `<<NAME` as found in the text of an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// Where in the text.
    pub(super) range: Range<usize>,
    /// The name, without quotes.
    pub(super) name: String,
    pub(super) expand: bool,
    pub(super) strip_tabs: bool,
}

/// The heredocs that the words of `text` begin. None when quotes or variables of `text` are malformed: BuildKit then sees
/// no heredoc at all. The escape character of these words is the backslash whatever the directive says.
pub(super) fn markers(text: &str) -> Vec<Marker> {
    if memchr::memmem::find(text.as_bytes(), b"<<").is_none() {
        return Vec::new();
    }
    let Ok(parts) = substitution::parse(text, '\\') else { return Vec::new() };
    word_ranges(text, &parts).into_iter().filter_map(|range| marker(text, range)).collect()
}

/// Whether `word`, on its own, is a heredoc's marker.
pub(super) fn is_marker(word: &str) -> bool {
    marker(word, 0..word.len()).is_some()
}

/// The words of `text`: white space outside quotes ends one, but not right behind `<<`.
fn word_ranges(text: &str, parts: &[Part]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    for part in parts {
        let range = part.range().clone();
        if !matches!(part, Part::Literal(_) | Part::Variable(_)) {
            start.get_or_insert(range.start);
            continue;
        }
        let mut at = range.start;
        while at < range.end {
            let rest = &text[at..range.end];
            let Some(character) = rest.chars().next() else { break };
            if character.is_whitespace() {
                words.extend(start.take().map(|start| start..at));
            } else {
                start.get_or_insert(at);
            }
            at += character.len_utf8();
            if let Some(behind) = rest.strip_prefix("<<") {
                at = range.end - behind.trim_start_matches([' ', '\t', '\r']).len();
            }
        }
    }
    words.extend(start.map(|start| start..text.len()));
    words
}

/// Reads `[fd]<<[-][blanks]NAME`.
fn marker(text: &str, range: Range<usize>) -> Option<Marker> {
    let word = &text[range.clone()];
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let (strip_tabs, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    let rest = rest.trim_start_matches([' ', '\t', '\n', '\u{c}', '\r']);
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let parts = substitution::parse(rest, '\\').ok()?;
    let words = word_ranges(rest, &parts);
    let [whole] = &words[..] else { return None };
    let (mut name, mut quoted) = (String::new(), false);
    for part in parts.iter().filter(|part| whole.start <= part.range().start) {
        quoted |= unquote(rest, part, &mut name);
    }
    (!name.is_empty()).then_some(Marker { range, name, expand: !quoted, strip_tabs })
}

/// Adds to `name` what `part` stands for when no variable has a value; whether it is quoted.
fn unquote(text: &str, part: &Part, name: &mut String) -> bool {
    let range = part.range();
    match part {
        Part::Literal(_) | Part::Variable(_) => name.push_str(&text[range.clone()]),
        Part::Escaped(_) => name.extend(text[range.clone()].chars().skip(1)),
        Part::SingleQuoted(_) => name.push_str(&text[range.start + 1..range.end - 1]),
        Part::DoubleQuoted { parts, .. } => {
            for part in parts {
                unquote(text, part, name);
            }
        }
    }
    matches!(part, Part::SingleQuoted(_) | Part::DoubleQuoted { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool, bool)> {
        markers(text).into_iter().map(|marker| (marker.name, marker.expand, marker.strip_tabs)).collect()
    }

    #[test]
    fn forms_of_a_marker() {
        assert_eq!(found("RUN <<EOF"), [("EOF".into(), true, false)]);
        assert_eq!(found("RUN cat 3<<-'E O'  <<\"F\"G x"), [("E O".into(), false, true), ("FG".into(), false, false)]);
        assert_eq!(found("RUN << EOF cat"), [("EOF".into(), true, false)]);
    }

    #[test]
    fn what_is_no_marker() {
        for text in [
            "RUN cat <<<x",
            "RUN a<<b",
            "RUN '<<EOF'",
            "RUN echo \"<<EOF",
            "RUN x <<",
            "RUN $((1<<2))",
            "RUN ${A^} <<EOF",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn markers_know_their_place() {
        let text = "COPY <<A <<B /x/";
        let places: Vec<_> = markers(text).into_iter().map(|marker| text[marker.range].to_owned()).collect();
        assert_eq!(places, ["<<A", "<<B"]);
    }
}

//! Splits the text of an instruction into its word, flags and arguments, each in BuildKit's way.

use super::tree::{Flag, Pair, Word};

/// White space that separates an instruction's word from its arguments, and words where quotes mean nothing.
const BLANKS: [char; 5] = [' ', '\t', '\u{b}', '\u{c}', '\r'];

/// An instruction's logical line, taken apart.
pub(super) struct Split<'s> {
    pub(super) name: Word<'s>,
    pub(super) flags: Vec<Flag<'s>>,
    /// What follows the flags, without surrounding white space.
    pub(super) rest: Word<'s>,
}

/// Takes the logical line `line` apart.
pub(super) fn split<'s>(line: &Word<'s>, escape: char) -> Split<'s> {
    let text = line.text();
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    let name_end = text[start..end].find(BLANKS).map_or(end, |at| start + at);
    let mut flags = Vec::new();
    let rest = FlagReader { line, end, escape, at: skip_blanks(text, name_end, end) }.read(&mut flags);
    Split { name: line.part(start..name_end), flags, rest: trimmed(line, rest, end) }
}

fn skip_blanks(text: &str, from: usize, end: usize) -> usize {
    end - text[from..end].trim_start_matches(BLANKS).len()
}

/// The part of `line` between two offsets, without white space around it.
fn trimmed<'s>(line: &Word<'s>, start: usize, end: usize) -> Word<'s> {
    let text = &line.text()[start..end];
    let start = end - text.trim_start().len();
    line.part(start..start + text.trim().len())
}

struct FlagReader<'a, 's> {
    line: &'a Word<'s>,
    end: usize,
    escape: char,
    at: usize,
}

impl<'s> FlagReader<'_, 's> {
    /// Reads words that begin with `--`, up to the first that does not or to a lone `--`; the offset behind them.
    fn read(mut self, flags: &mut Vec<Flag<'s>>) -> usize {
        let text = self.line.text();
        loop {
            self.at = self.end - text[self.at..self.end].trim_start().len();
            if !text[self.at..self.end].starts_with("--") {
                return self.at;
            }
            let start = self.at;
            let flag = self.flag();
            if flag.as_deref().unwrap_or(&text[start..self.at]) == "--" {
                return self.at;
            }
            let word = self.line.part(start..self.at);
            let value_start = word.text().find('=').map(|at| at as u32 + 1);
            let text = flag.map_or_else(|| word.cow(0..word.text().len()), Into::into);
            flags.push(Flag { word, text, value_start });
        }
    }

    /// Moves behind the flag at this place. Its text, where quotes and escapes make that differ from what is written.
    fn flag(&mut self) -> Option<String> {
        let text = &self.line.text()[..self.end];
        let mut plain: Option<String> = None;
        let mut quote = None;
        let start = self.at;
        let mut characters = text[start..].char_indices().map(|(at, character)| (start + at, character)).peekable();
        self.at = self.end;
        while let Some((at, character)) = characters.next() {
            if quote.is_none() && character.is_whitespace() {
                self.at = at;
                break;
            }
            let special = matches!(character, '\'' | '"') || character == self.escape;
            if special && plain.is_none() {
                plain = Some(text[start..at].to_owned());
            }
            match quote {
                None if matches!(character, '\'' | '"') => quote = Some(character),
                Some(open) if open == character => quote = None,
                _ if character == self.escape => {
                    let escaped = characters.next().map(|(_, escaped)| escaped);
                    plain.get_or_insert_default().extend(escaped);
                }
                _ => {
                    if let Some(plain) = &mut plain {
                        plain.push(character);
                    }
                }
            }
        }
        plain
    }
}

/// Words separated by white space; quotes mean nothing.
pub(super) fn by_blanks<'s>(text: &Word<'s>) -> Vec<Word<'s>> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < text.text().len() {
        let end = text.text()[start..].find(BLANKS).map_or(text.text().len(), |at| start + at);
        words.push(text.part(start..end));
        start = skip_blanks(text.text(), end, text.text().len());
    }
    words
}

/// Words separated by white space outside quotes; quotes and escapes stay as they are. An escape character at the very
/// end is not part of the last word.
pub(super) fn by_quotes<'s>(text: &Word<'s>, escape: char) -> Vec<Word<'s>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut end = text.text().len();
    let mut characters = text.text().char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if start.is_none() {
            if character.is_whitespace() {
                continue;
            }
            start = Some(at);
        }
        match quote {
            None if character.is_whitespace() => {
                words.extend(start.take().map(|start| text.part(start..at)));
            }
            None if matches!(character, '\'' | '"') => quote = Some(character),
            Some(open) if open == character => quote = None,
            _ if character == escape && quote != Some('\'') => {
                end = if characters.next().is_some() { end } else { at };
            }
            _ => {}
        }
    }
    words.extend(start.filter(|&start| start < end).map(|start| text.part(start..end)));
    words
}

/// Why ENV or LABEL arguments are no pairs.
pub(super) enum NoPairs<'s> {
    /// A single word without `=`.
    MissingValue,
    /// A later word without `=`.
    MissingEquals(Word<'s>),
}

/// The pairs of ENV or LABEL, and the first mistake. Words behind it that are pairs are read all the same.
pub(super) fn pairs<'s>(text: &Word<'s>, escape: char) -> (Vec<Pair<'s>>, Option<NoPairs<'s>>) {
    let words = by_quotes(text, escape);
    let Some(first) = words.first() else { return (Vec::new(), None) };
    if !first.text().contains('=') {
        let whole = text.text();
        let Some(key_end) = whole.find(BLANKS) else { return (Vec::new(), Some(NoPairs::MissingValue)) };
        let value = skip_blanks(whole, key_end, whole.len());
        let pair = Pair { key: text.part(0..key_end), value: text.part(value..whole.len()), legacy: true };
        return (vec![pair], None);
    }
    let mut pairs = Vec::with_capacity(words.len());
    let mut mistake = None;
    for word in words {
        match word.text().find('=') {
            Some(at) => {
                let (key, value) = (word.part(0..at), word.part(at + 1..word.text().len()));
                pairs.push(Pair { key, value, legacy: false });
            }
            None => {
                mistake.get_or_insert(NoPairs::MissingEquals(word));
            }
        }
    }
    (pairs, mistake)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn word(text: &str) -> Word<'_> {
        Word::unbroken(text, Span::of(0..text.len()))
    }

    fn flags(text: &str) -> (Vec<String>, String) {
        let split = split(&word(text), '\\');
        (split.flags.iter().map(|flag| flag.text.to_string()).collect(), split.rest.text().to_owned())
    }

    #[test]
    fn flags_end_at_the_first_other_word() {
        assert_eq!(flags("RUN --a=1  --b x --c"), (vec!["--a=1".into(), "--b".into()], "x --c".into()));
        assert_eq!(flags("RUN -- --help"), (vec![], "--help".into()));
        assert_eq!(flags("RUN"), (vec![], String::new()));
        assert_eq!(flags("COPY --a"), (vec!["--a".into()], String::new()));
    }

    #[test]
    fn quotes_and_escapes_leave_flags() {
        assert_eq!(
            flags(r#"RUN --a="x y"'"' --b=\ \" z"#),
            (vec![r#"--a=x y""#.into(), r#"--b= ""#.into()], "z".into())
        );
        assert_eq!(flags(r"RUN --a\"), (vec!["--a".into()], String::new()));
    }

    #[test]
    fn quoted_words_stay_whole() {
        let words = |text| by_quotes(&word(text), '\\').iter().map(|word| word.text().to_owned()).collect::<Vec<_>>();
        assert_eq!(words(r#"a="b c" d='e "f' g=h\ i"#), [r#"a="b c""#, r#"d='e "f'"#, r"g=h\ i"]);
        assert_eq!(words(r"a=b\"), ["a=b"]);
        assert_eq!(words(r#""""#), [r#""""#]);
    }

    #[test]
    fn pairs_in_both_forms() {
        let read = |text| {
            let (pairs, mistake) = pairs(&word(text), '\\');
            let pairs: Vec<_> = pairs
                .iter()
                .map(|pair| (pair.key.text().to_owned(), pair.value.text().to_owned(), pair.legacy))
                .collect();
            (pairs, mistake.is_some())
        };
        assert_eq!(
            read("a=b c= =d"),
            (
                vec![
                    ("a".into(), "b".into(), false),
                    ("c".into(), String::new(), false),
                    (String::new(), "d".into(), false)
                ],
                false
            )
        );
        assert_eq!(read("a  b=c d"), (vec![("a".into(), "b=c d".into(), true)], false));
        assert_eq!(read("a"), (vec![], true));
        assert_eq!(read("a=b c"), (vec![("a".into(), "b".into(), false)], true));
    }
}

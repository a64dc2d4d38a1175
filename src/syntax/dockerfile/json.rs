//! JSON form: an array of strings as the arguments of an instruction.

use super::tree::Word;

/// What arguments that begin with `[` are.
pub(super) enum JsonForm<'s> {
    /// An array of strings.
    Strings(Vec<Word<'s>>),
    /// An array with something else in it, which BuildKit refuses.
    OtherValues,
    /// No JSON at all: the text is taken as it stands.
    No,
}

/// Reads `text`, all of it, as a JSON array.
pub(super) fn read<'s>(text: &Word<'s>) -> JsonForm<'s> {
    if !text.text().starts_with('[') {
        return JsonForm::No;
    }
    let reader = Reader { text, at: 1 };
    if let Some(strings) = reader.strings() {
        return JsonForm::Strings(strings);
    }
    match serde_json::from_str::<Vec<serde::de::IgnoredAny>>(text.text()) {
        Ok(_) => JsonForm::OtherValues,
        Err(_) => JsonForm::No,
    }
}

struct Reader<'a, 's> {
    text: &'a Word<'s>,
    at: usize,
}

impl<'s> Reader<'_, 's> {
    /// The strings up to the closing bracket, behind which nothing but white space may follow.
    fn strings(mut self) -> Option<Vec<Word<'s>>> {
        let mut strings = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                (self.peek()? == b'"').then_some(())?;
                strings.push(self.string()?);
                let separator = self.peek()?;
                self.at += 1;
                match separator {
                    b',' => {}
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.peek().is_none().then_some(strings)
    }

    /// The next byte that is no white space, which stays to be read.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.text().as_bytes()[self.at..];
        let skipped = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len());
        self.at += skipped;
        rest.get(skipped).copied()
    }

    /// The string whose opening quote is next.
    fn string(&mut self) -> Option<Word<'s>> {
        let text = self.text.text();
        let start = self.at + 1;
        let mut at = start;
        let mut escaped = false;
        loop {
            match *text.as_bytes().get(at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    at += 2;
                }
                0..0x20 => return None,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        if escaped { self.decoded(start, at) } else { Some(self.text.part(start..at)) }
    }

    /// The string between two offsets, with its escapes resolved.
    fn decoded(&self, start: usize, end: usize) -> Option<Word<'s>> {
        let raw = text_between(self.text, start, end);
        let mut chunks: Vec<(std::borrow::Cow<'_, str>, u32)> = Vec::new();
        let mut at = 0;
        while at < raw.len() {
            let source = self.text.source_offset(start + at);
            let plain = raw[at..].find('\\').unwrap_or(raw.len() - at);
            if plain > 0 {
                chunks.push((raw[at..at + plain].into(), source));
                at += plain;
                continue;
            }
            let (character, length) = escape(&raw[at..])?;
            chunks.push((character.to_string().into(), source));
            at += length;
        }
        Some(Word::decoded(chunks.iter().map(|(chunk, source)| (&**chunk, *source))))
    }
}

fn text_between<'a>(word: &'a Word<'_>, start: usize, end: usize) -> &'a str {
    &word.text()[start..end]
}

/// The character that an escape sequence stands for, and the sequence's length. A lone surrogate is U+FFFD, as in Go.
fn escape(sequence: &str) -> Option<(char, usize)> {
    let simple = match sequence.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(sequence),
        _ => return None,
    };
    Some((simple, 2))
}

fn unicode_escape(sequence: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = sequence.get(at + 2..at + 6)?;
        let hex = sequence.get(at..at + 2)? == "\\u" && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(0)?;
    if (0xd800..0xdc00).contains(&first)
        && let Some(second) = unit(6).filter(|second| (0xdc00..0xe000).contains(second))
    {
        let combined = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Some((char::from_u32(combined)?, 12));
    }
    Some((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn strings(text: &str) -> Option<Vec<String>> {
        match read(&Word::unbroken(text, Span::of(0..text.len()))) {
            JsonForm::Strings(words) => Some(words.iter().map(|word| word.text().to_owned()).collect()),
            _ => None,
        }
    }

    #[test]
    fn arrays_of_strings() {
        assert_eq!(strings(r#"["a", "b c"]  "#), Some(vec!["a".into(), "b c".into()]));
        assert_eq!(strings("[ ]"), Some(vec![]));
        assert_eq!(strings(r#"["\u00e4\ud83d\ude00\ud800\n\"\\"]"#), Some(vec!["ä😀\u{fffd}\n\"\\".into()]));
    }

    #[test]
    fn what_is_not_json_is_text() {
        for text in
            ["['a']", r#"["a",]"#, r#"["a"] # c"#, r#"["c:\x"]"#, r#"["a" "b"]"#, "[", r#"["#, r#"["a"#, r#"["a\"#]
        {
            assert!(strings(text).is_none(), "{text}");
            assert!(matches!(read(&Word::unbroken(text, Span::of(0..text.len()))), JsonForm::No), "{text}");
        }
    }

    #[test]
    fn other_values_are_told_apart() {
        for text in ["[1]", r#"["a", null]"#, r#"[["a"]]"#, "[{}]"] {
            assert!(matches!(read(&Word::unbroken(text, Span::of(0..text.len()))), JsonForm::OtherValues), "{text}");
        }
    }

    #[test]
    fn decoded_characters_lead_to_their_escape() {
        let text = r#"["a\u00e4b"]"#;
        let JsonForm::Strings(words) = read(&Word::unbroken(text, Span::of(0..text.len()))) else { panic!("JSON") };
        assert_eq!(words[0].text(), "aäb");
        assert_eq!([0, 1, 3].map(|offset| words[0].source_offset(offset)), [2, 3, 9]);
    }
}

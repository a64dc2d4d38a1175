//! From the text of a scalar as written to the text it stands for: folding, unescaping, chomping.
//!
//! Works on text that the parser has accepted; on anything else the result is unspecified but there is one.

use super::scalar::{Block, Chomping, line_break};

/// A plain scalar over several lines.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    Folding::default().append(&mut out, text);
    out
}

/// A single-quoted scalar, without its quotes.
pub(super) fn single_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut folding = Folding::default();
    for (index, part) in text.split("''").enumerate() {
        if index > 0 {
            folding.append_exact(&mut out, "'");
        }
        folding.append(&mut out, part);
    }
    folding.finish(&mut out);
    out
}

/// A double-quoted scalar, without its quotes.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut folding = Folding::default();
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        folding.append(&mut out, &rest[..at]);
        let escape = Escape::read(&rest[at..]);
        match escape.value {
            EscapeValue::Character(character) => {
                folding.append_exact(&mut out, character.encode_utf8(&mut [0; 4]));
            }
            EscapeValue::LineBreak => folding.join_lines(&mut out),
            EscapeValue::Invalid => folding.append_exact(&mut out, &rest[at..at + escape.length]),
        }
        rest = &rest[at + escape.length..];
    }
    folding.append(&mut out, rest);
    folding.finish(&mut out);
    out
}

/// Line folding of plain and quoted scalars: blanks around a line break go, one break becomes a space, of several the
/// first goes.
#[derive(Default)]
struct Folding {
    /// Line breaks seen since the last character of text.
    breaks: usize,
    /// Whether an escaped line break came before them, which leaves nothing of itself.
    joined: bool,
    /// Output up to here came from escapes or is settled: blanks in it stay.
    settled: usize,
}

impl Folding {
    /// Text as it stands in the source.
    fn append(&mut self, out: &mut String, text: &str) {
        let mut rest = text;
        loop {
            if self.breaks > 0 || self.joined {
                rest = rest.trim_start_matches([' ', '\t']);
            }
            let Some(at) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) else { break };
            if at > 0 {
                self.append_line(out, &rest[..at]);
            }
            self.break_line(out);
            rest = &rest[at + line_break(&rest.as_bytes()[at..])..];
        }
        if !rest.is_empty() {
            self.append_line(out, rest);
        }
    }

    /// Text whose blanks stay where they are, wherever the line breaks.
    fn append_exact(&mut self, out: &mut String, text: &str) {
        self.append_line(out, text);
        self.settled = out.len();
    }

    fn append_line(&mut self, out: &mut String, line: &str) {
        self.finish(out);
        out.push_str(line);
    }

    fn break_line(&mut self, out: &mut String) {
        if self.breaks == 0 && !self.joined {
            let kept = out[self.settled..].trim_end_matches([' ', '\t']).len();
            out.truncate(self.settled + kept);
        }
        self.breaks += 1;
    }

    /// An escaped line break: the text before it keeps its blanks.
    fn join_lines(&mut self, out: &mut String) {
        self.finish(out);
        self.joined = true;
        self.settled = out.len();
    }

    /// Writes what the line breaks seen so far have become.
    fn finish(&mut self, out: &mut String) {
        match (self.breaks, self.joined) {
            (0, _) => {}
            (1, false) => out.push(' '),
            (breaks, false) => out.extend(std::iter::repeat_n('\n', breaks - 1)),
            (breaks, true) => out.extend(std::iter::repeat_n('\n', breaks)),
        }
        if self.breaks > 0 {
            self.settled = out.len();
        }
        (self.breaks, self.joined) = (0, false);
    }
}

/// An escape in a double-quoted scalar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Escape {
    pub(super) value: EscapeValue,
    /// Bytes from the backslash on.
    pub(super) length: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum EscapeValue {
    Character(char),
    LineBreak,
    Invalid,
}

impl Escape {
    /// Reads the escape at the beginning of `text`, which begins with a backslash.
    ///
    /// Two `\u` escapes that are a pair of UTF-16 surrogates are one character, as JSON has it.
    pub(super) fn read(text: &str) -> Self {
        let bytes = text.as_bytes();
        let character = match bytes.get(1) {
            Some(b'0') => '\0',
            Some(b'a') => '\x07',
            Some(b'b') => '\x08',
            Some(b't' | b'\t') => '\t',
            Some(b'n') => '\n',
            Some(b'v') => '\x0b',
            Some(b'f') => '\x0c',
            Some(b'r') => '\r',
            Some(b'e') => '\x1b',
            Some(&byte @ (b' ' | b'"' | b'/' | b'\\')) => byte as char,
            Some(b'N') => '\u{85}',
            Some(b'_') => '\u{a0}',
            Some(b'L') => '\u{2028}',
            Some(b'P') => '\u{2029}',
            Some(b'x') => return Self::numeric(text, 2),
            Some(b'u') => return Self::numeric(text, 4),
            Some(b'U') => return Self::numeric(text, 8),
            Some(b'\n' | b'\r') => {
                return Self { value: EscapeValue::LineBreak, length: 1 + line_break(&bytes[1..]) };
            }
            _ => {
                let length = text.chars().take(2).map(char::len_utf8).sum();
                return Self { value: EscapeValue::Invalid, length };
            }
        };
        Self { value: EscapeValue::Character(character), length: 2 }
    }

    fn numeric(text: &str, digits: usize) -> Self {
        let length = 2 + digits;
        let Some(code) = hexadecimal(text, 2..length) else {
            return Self { value: EscapeValue::Invalid, length: 2 };
        };
        if let Some(character) = char::from_u32(code) {
            return Self { value: EscapeValue::Character(character), length };
        }
        let low = (text.as_bytes().get(length..length + 2) == Some(b"\\u"))
            .then(|| hexadecimal(text, length + 2..length + 6))
            .flatten();
        match (code, low) {
            (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                let code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                Self { value: EscapeValue::Character(character), length: length + 6 }
            }
            _ => Self { value: EscapeValue::Invalid, length },
        }
    }
}

fn hexadecimal(text: &str, range: std::ops::Range<usize>) -> Option<u32> {
    let digits = text.get(range)?;
    // `from_str_radix` would take a sign.
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// The lines of a block scalar below its header, with their indentation.
pub(super) fn block(text: &str, block: &Block) -> String {
    let mut out = String::with_capacity(text.len());
    // Line breaks since the last line with text, and whether that line began with a blank.
    let mut breaks = 0;
    let mut after_text = false;
    let mut was_indented = false;
    let mut rest = text;
    let mut is_closed = true;
    while !rest.is_empty() {
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = &rest[..length];
        let indentation = line.bytes().take(block.indentation).take_while(|&byte| byte == b' ').count();
        let line = &line[indentation..];
        if !line.is_empty() {
            let is_indented = line.starts_with([' ', '\t']);
            let folds = block.folded && after_text && !was_indented && !is_indented;
            match breaks {
                1 if folds => out.push(' '),
                _ => out.extend(std::iter::repeat_n('\n', breaks - usize::from(folds && breaks > 0))),
            }
            out.push_str(line);
            (breaks, after_text, was_indented) = (0, true, is_indented);
        }
        let line_break = line_break(&rest.as_bytes()[length..]);
        // The end of the text closes a line of spaces, and no other.
        is_closed = line_break > 0 || line.bytes().all(|byte| byte == b' ');
        breaks += usize::from(is_closed);
        rest = &rest[length + line_break..];
    }
    match block.chomping {
        Chomping::Strip => {}
        Chomping::Clip { is_last_line_closed } => {
            if after_text && (is_last_line_closed || is_closed) {
                out.push('\n');
            }
        }
        Chomping::Keep => out.extend(std::iter::repeat_n('\n', breaks)),
    }
    out
}

//! One shell word as written, and what the shell makes of it: quotes and escapes gone, expansions by name.
//!
//! Works on the word's own text; knows nothing of scripts.

use std::ops::Range;

use memchr::memchr3;

/// What stands for an expansion whose value only the shell knows: a command substitution, an arithmetic expansion.
pub(super) const SUBSTITUTION: &str = "${...}";

/// What a word amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cooked {
    /// The text after quote removal with each variable as `${NAME}`; `None` when that is the word as written.
    pub(super) text: Option<String>,
    /// Whether no part of it is an expansion.
    pub(super) literal: bool,
    /// Whether any part stands in quotes.
    pub(super) quoted: bool,
    /// Whether a character outside quotes is escaped.
    pub(super) escaped: bool,
}

/// Reads the word `raw`.
pub(super) fn cook(raw: &str) -> Cooked {
    let mut cooked = Cooked { text: None, literal: true, quoted: false, escaped: false };
    if is_plain(raw) {
        return cooked;
    }
    let mut text = String::with_capacity(raw.len() + 4);
    let mut pieces = Pieces::new(raw);
    for piece in pieces.by_ref() {
        match piece {
            Piece::Verbatim(range) => text.push_str(&raw[range]),
            Piece::Decoded { character, .. } => text.push(character),
            Piece::Variable { name, .. } => {
                cooked.literal = false;
                text.push_str("${");
                text.push_str(&raw[name]);
                text.push('}');
            }
            Piece::Substitution(_) => {
                cooked.literal = false;
                text.push_str(SUBSTITUTION);
            }
        }
    }
    cooked.quoted = pieces.quoted;
    cooked.escaped = pieces.escaped;
    cooked.text = (text != raw).then_some(text);
    cooked
}

/// The text that the word `raw` hands to a program that reads it as a script, and for each of its bytes the offset in
/// `raw` that it comes from.
///
/// Expansions of the outer shell stay in place: variables as written, substitutions as a variable of the same length,
/// since their commands do not belong to the inner script.
pub(super) fn unquote(raw: &str) -> (String, Vec<u32>) {
    let mut text = String::with_capacity(raw.len());
    let mut origin = Vec::with_capacity(raw.len());
    for piece in Pieces::new(raw) {
        let range = match piece {
            Piece::Verbatim(range) | Piece::Variable { range, .. } => {
                text.push_str(&raw[range.clone()]);
                range
            }
            Piece::Decoded { character, range } => {
                text.push(character);
                range.start..range.start + character.len_utf8()
            }
            Piece::Substitution(range) => {
                text.push('$');
                text.extend(std::iter::repeat_n('_', range.len() - 1));
                range
            }
        };
        origin.extend(range.map(|offset| offset as u32));
    }
    (text, origin)
}

/// Whether the word is literally what is written.
fn is_plain(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    memchr3(b'\\', b'\'', b'"', bytes).is_none() && memchr3(b'$', b'`', b'(', bytes).is_none()
}

/// A part of a word; ranges are of the word's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Text that means itself.
    Verbatim(Range<usize>),
    /// A character that `$'…'` writes as an escape.
    Decoded { character: char, range: Range<usize> },
    /// A variable, in whatever form of parameter expansion.
    Variable { range: Range<usize>, name: Range<usize> },
    /// A command, process or arithmetic substitution.
    Substitution(Range<usize>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
    AnsiC,
}

/// The pieces of a word, in order.
struct Pieces<'a> {
    raw: &'a str,
    bytes: &'a [u8],
    at: usize,
    quote: Quote,
    quoted: bool,
    escaped: bool,
}

impl<'a> Pieces<'a> {
    fn new(raw: &'a str) -> Self {
        Self { raw, bytes: raw.as_bytes(), at: 0, quote: Quote::None, quoted: false, escaped: false }
    }

    fn byte(&self, offset: usize) -> Option<u8> {
        self.bytes.get(offset).copied()
    }

    /// Whether the byte at `offset` ends a run of verbatim text in the present quotes.
    fn is_special(&self, offset: usize) -> bool {
        let byte = self.bytes[offset];
        match self.quote {
            Quote::Single => byte == b'\'',
            Quote::AnsiC => matches!(byte, b'\'' | b'\\'),
            Quote::Double => matches!(byte, b'"' | b'\\' | b'$' | b'`'),
            Quote::None => {
                matches!(byte, b'\'' | b'"' | b'\\' | b'$' | b'`')
                    || matches!(byte, b'<' | b'>') && self.byte(offset + 1) == Some(b'(')
            }
        }
    }

    /// One character, which means itself.
    fn character(&mut self, from: usize) -> Piece {
        let length = self.raw[from..].chars().next().map_or(0, char::len_utf8);
        self.at = from + length;
        Piece::Verbatim(from..self.at)
    }

    /// What follows a backslash at `self.at`; `None` when nothing is left of it.
    fn escape(&mut self) -> Option<Piece> {
        let start = self.at;
        let Some(next) = self.byte(start + 1) else {
            return Some(self.character(start));
        };
        match self.quote {
            Quote::AnsiC => return Some(self.ansi_c_escape()),
            Quote::Double if !matches!(next, b'$' | b'`' | b'"' | b'\\' | b'\n') => {
                return Some(self.character(start));
            }
            Quote::None => self.escaped = true,
            Quote::Double | Quote::Single => {}
        }
        if next == b'\n' {
            self.at = start + 2;
            return None;
        }
        Some(self.character(start + 1))
    }

    fn ansi_c_escape(&mut self) -> Piece {
        let start = self.at;
        let character = match self.bytes[start + 1] {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'a' => '\x07',
            b'b' => '\x08',
            b'f' => '\x0c',
            b'v' => '\x0b',
            b'e' | b'E' => '\x1b',
            b'\\' | b'\'' | b'"' | b'?' => return self.character(start + 1),
            b'x' => {
                let digits = self.bytes[start + 2..].iter().take(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
                let code = u8::from_str_radix(&self.raw[start + 2..start + 2 + digits], 16);
                let Ok(code) = code else {
                    return self.character(start);
                };
                self.at = start + 2 + digits;
                return Piece::Decoded { character: char::from(code), range: start..self.at };
            }
            _ => return self.character(start),
        };
        self.at = start + 2;
        Piece::Decoded { character, range: start..self.at }
    }

    /// The expansion that `$` at `self.at` begins; `None` when a quote begins there instead.
    fn dollar(&mut self) -> Option<Piece> {
        let start = self.at;
        let name_end = |from: usize| {
            from + self.bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
        };
        match self.byte(start + 1) {
            Some(b'{') => {
                let body = start + 2;
                let prefix = usize::from(
                    matches!(self.byte(body), Some(b'#' | b'!')) && self.byte(body + 1).is_some_and(|b| b != b'}'),
                );
                let mut end = name_end(body + prefix);
                if end == body + prefix {
                    // A special parameter, such as `${@}` or `${?}`; or nothing that can be read.
                    end += self.raw[end..].chars().next().filter(|c| *c != '}').map_or(0, char::len_utf8);
                }
                self.at = closing(self.bytes, body, b'}');
                Some(Piece::Variable { range: start..self.at, name: body + prefix..end.min(self.at) })
            }
            Some(b'(') => {
                self.at = closing(self.bytes, start + 2, b')');
                Some(Piece::Substitution(start..self.at))
            }
            Some(b'\'') if self.quote == Quote::None => {
                self.at = start + 2;
                (self.quote, self.quoted) = (Quote::AnsiC, true);
                None
            }
            Some(b'"') if self.quote == Quote::None => {
                self.at = start + 1;
                None
            }
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => {
                self.at = name_end(start + 1);
                Some(Piece::Variable { range: start..self.at, name: start + 1..self.at })
            }
            Some(byte) if byte.is_ascii_digit() || b"@*#?$!-".contains(&byte) => {
                self.at = start + 2;
                Some(Piece::Variable { range: start..self.at, name: start + 1..self.at })
            }
            _ => Some(self.character(start)),
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while self.at < self.bytes.len() {
            let start = self.at;
            if !self.is_special(start) {
                let length = (start..self.bytes.len()).take_while(|&offset| !self.is_special(offset)).count();
                self.at = start + length;
                return Some(Piece::Verbatim(start..self.at));
            }
            let piece = match (self.bytes[start], self.quote) {
                (b'\'', Quote::None) => self.turn(Quote::Single),
                (b'"', Quote::None) => self.turn(Quote::Double),
                (b'\'' | b'"', _) => self.turn(Quote::None),
                (b'\\', _) => self.escape(),
                (b'$', _) => self.dollar(),
                (b'`', _) => {
                    self.at = closing_backtick(self.bytes, start + 1);
                    Some(Piece::Substitution(start..self.at))
                }
                _ => {
                    self.at = closing(self.bytes, start + 2, b')');
                    Some(Piece::Substitution(start..self.at))
                }
            };
            if piece.is_some() {
                return piece;
            }
        }
        None
    }
}

impl Pieces<'_> {
    /// Passes a quotation mark.
    fn turn(&mut self, quote: Quote) -> Option<Piece> {
        self.at += 1;
        self.quote = quote;
        self.quoted = true;
        None
    }
}

/// The offset just behind the `close` that ends what was opened before `from`; the end of the text when there is none.
fn closing(bytes: &[u8], from: usize, close: u8) -> usize {
    // What is open, innermost last, each by what ends it.
    let mut open = vec![close];
    let mut at = from;
    while let (Some(&byte), Some(&awaited)) = (bytes.get(at), open.last()) {
        at += 1;
        match (byte, bytes.get(at)) {
            (b'\\', _) => at += 1,
            (b'$', Some(b'(')) => {
                open.push(b')');
                at += 1;
            }
            (b'$', Some(b'{')) => {
                open.push(b'}');
                at += 1;
            }
            (b'`', _) => at = closing_backtick(bytes, at),
            _ if byte == awaited => {
                open.pop();
                if open.is_empty() {
                    return at;
                }
            }
            (b'"', _) => open.push(b'"'),
            (b'\'', _) if awaited != b'"' => {
                at = memchr::memchr(b'\'', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1);
            }
            (b'(', _) if awaited == b')' => open.push(b')'),
            _ => {}
        }
    }
    bytes.len()
}

/// The offset just behind the backtick that ends the substitution whose body begins at `from`.
fn closing_backtick(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'`' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        cook(raw).text.unwrap_or_else(|| raw.to_owned())
    }

    #[test]
    fn quotes_and_escapes_go() {
        for (raw, expected) in [
            ("plain", "plain"),
            (r#""two words""#, "two words"),
            (r"'a b'\''c'", "a b'c"),
            (r#"--opt="x y""#, "--opt=x y"),
            (r#""a\"b\$c\d""#, r#"a"b$c\d"#),
            (r"\s\u\d\o", "sudo"),
            ("a\\\nb", "ab"),
            (r"$'a\tb\x41\q'", "a\tbA\\q"),
            (r#"$"text""#, "text"),
            (r"trailing\", r"trailing\"),
        ] {
            assert_eq!(text(raw), expected, "{raw}");
        }
    }

    #[test]
    fn expansions_become_their_name() {
        for (raw, expected) in [
            ("$NAME", "${NAME}"),
            ("${NAME}", "${NAME}"),
            ("${NAME:-x y}", "${NAME}"),
            ("${NAME##*/}", "${NAME}"),
            ("${#NAME}", "${NAME}"),
            ("${!NAME}", "${NAME}"),
            ("${array[0]}", "${array}"),
            ("$1$@${#}", "${1}${@}${#}"),
            ("pre-$A-$B.tar", "pre-${A}-${B}.tar"),
            (r#""x=${A:-"}"}""#, "x=${A}"),
            ("$(uname -s)-x", "${...}-x"),
            ("`uname \\`x\\``", "${...}"),
            ("$((1 + (2)))", "${...}"),
            ("<(cat a)", "${...}"),
            (r#""$(echo ")")""#, "${...}"),
            ("100$", "100$"),
            ("'$NAME'", "$NAME"),
            ("$env:PATH", "${env}:PATH"),
            ("${", "${}"),
        ] {
            assert_eq!(text(raw), expected, "{raw}");
        }
    }

    #[test]
    fn literal_quoted_and_escaped_are_told_apart() {
        let of = |raw| {
            let cooked = cook(raw);
            (cooked.literal, cooked.quoted, cooked.escaped)
        };
        assert_eq!(of("apt-get"), (true, false, false));
        assert_eq!(of("'apt-get'"), (true, true, false));
        assert_eq!(of(r"\apt-get"), (true, false, true));
        assert_eq!(of("\"$X\""), (false, true, false));
        assert_eq!(of("*.txt"), (true, false, false));
        assert_eq!(cook("{a,b}").text, None);
    }

    #[test]
    fn unquoted_text_knows_where_each_byte_stood() {
        let raw = r#""echo \"$X $(date)\" é""#;
        let (text, origin) = unquote(raw);
        assert_eq!(text, r#"echo "$X $______" é"#);
        assert_eq!(text.len(), origin.len());
        for (offset, byte) in text.bytes().enumerate().filter(|(_, byte)| *byte != b'_') {
            assert_eq!(raw.as_bytes()[origin[offset] as usize], byte, "at {offset}");
        }
    }

    #[test]
    fn any_cut_of_a_word_can_be_read() {
        let raw = r#"a"b$(c "d' `e\`" )${f:-"}g}"h'i$'j\x4k\'<(l)$((m))ü\"#;
        for start in (0..=raw.len()).filter(|&at| raw.is_char_boundary(at)) {
            for end in (start..=raw.len()).filter(|&at| raw.is_char_boundary(at)) {
                let (text, origin) = unquote(&raw[start..end]);
                assert_eq!(text.len(), origin.len());
                cook(&raw[start..end]);
            }
        }
    }
}

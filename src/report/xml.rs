//! XML 1.0, as much of it as reports need: elements, attributes, text. Nothing that it is given can leave its place.

use std::fmt::{self, Display, Write as _};
use std::io;

use super::escape::is_hidden;

/// Attributes: names, and what can be written as their values.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

/// A document, as it is written: one element to a line, indented by its depth.
pub(super) struct Document<'o> {
    out: &'o mut dyn io::Write,
    open: Vec<&'static str>,
}

impl<'o> Document<'o> {
    /// Begins a document.
    pub(super) fn begin(out: &'o mut dyn io::Write) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        Ok(Self { out, open: Vec::new() })
    }

    /// Begins an element that holds others.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.open.push(name);
        self.out.write_all(b">\n")
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        let Some(name) = self.open.pop() else { return Ok(()) };
        writeln!(self.out, "{:1$}</{name}>", "", self.open.len() * 2)
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.out.write_all(b"/>\n")
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.tag(name, attributes)?;
        writeln!(self.out, ">{}</{name}>", Escaped(&text))
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        write!(self.out, "{:1$}<{name}", "", self.open.len() * 2)?;
        attributes.iter().try_for_each(|(name, value)| write!(self.out, " {name}=\"{}\"", Escaped(*value)))
    }
}

/// What stands for a text, in an attribute or between tags.
struct Escaped<'t>(&'t dyn Display);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping { out: f, last: None }, "{}", self.0)
    }
}

struct Escaping<'f, 'g> {
    out: &'f mut fmt::Formatter<'g>,
    last: Option<char>,
}

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| {
            let last = self.last.replace(c);
            match c {
                '<' => self.out.write_str("&lt;"),
                '>' => self.out.write_str("&gt;"),
                '&' => self.out.write_str("&amp;"),
                '"' => self.out.write_str("&quot;"),
                c if !is_allowed(c) => write!(self.out, "{}", c.escape_unicode()),
                // A parser gives back what was meant, where a terminal or a log sees nothing to obey. The tab is among these
                // because parsers take one in an attribute for a space, and the second `#` for commands such as `##[`.
                c if c == '\t' || is_hidden(c) || (last, c) == (Some('#'), '#') => {
                    write!(self.out, "&#x{:x};", u32::from(c))
                }
                c => self.out.write_char(c),
            }
        })
    }
}

/// Whether XML 1.0 has the character at all, even as a reference (its production 2, `Char`).
const fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        Escaped(&text).to_string()
    }

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(escaped("<a b=\"c\">]]>&amp;'"), "&lt;a b=&quot;c&quot;&gt;]]&gt;&amp;amp;'");
    }

    #[test]
    fn white_space_and_hidden_characters_are_references() {
        assert_eq!(escaped("a\tb\r\nc\u{202e}\u{9b}ä"), "a&#x9;b&#xd;&#xa;c&#x202e;&#x9b;ä");
        assert_eq!(escaped("# ##[a]"), "# #&#x23;[a]");
    }

    #[test]
    fn what_xml_does_not_have_is_shown_as_an_escape() {
        assert_eq!(escaped("\0\u{1b}\u{ffff}\u{fffe}"), r"\u{0}\u{1b}\u{ffff}\u{fffe}");
    }

    #[test]
    fn elements_are_closed_in_order() {
        let mut out = Vec::new();
        let mut document = Document::begin(&mut out).expect("memory takes all");
        document.open("a", &[("n", &1)]).expect("memory takes all");
        document.text("b", &[], "x & y").expect("memory takes all");
        document.empty("c", &[("d", &"\"")]).expect("memory takes all");
        document.close().expect("memory takes all");
        let text = String::from_utf8(out).expect("text");
        let (_, elements) = text.split_once('\n').expect("a declaration");
        assert_eq!(elements, "<a n=\"1\">\n  <b>x &amp; y</b>\n  <c d=\"&quot;\"/>\n</a>\n");
    }
}

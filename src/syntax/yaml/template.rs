//! Whether a file is a template of YAML rather than YAML.
//!
//! Looks at one line at a time and builds no tree: templates are no YAML, and what a parser makes of them says little.

/// Whether `text` is a template for YAML: whether `{{` stands where a key, a value or an item would begin.
///
/// That is where an action makes a file unreadable as YAML: `name: {{ .Values.name }}`, `{{- if .Values.enabled }}`. To a
/// reader of YAML, `{{` is ordinary text in quotes, in block scalars, in comments, and within plain text behind its first
/// character: `summary: pod {{ $labels.pod }} is down`. Alerting rules and workflows are full of it. A file with no other
/// `{{` can be read as it stands.
///
/// The answer is wrong when lines do not mean what they look like: a quote that is never closed hides all behind it.
#[must_use]
pub fn looks_templated(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"{{").is_some() && Lines::default().find_action(text)
}

/// What the lines before have left open.
#[derive(Default)]
struct Lines {
    /// A quoted scalar, by its quote.
    quote: Option<u8>,
    /// A block scalar: all lines that are indented deeper than this.
    block: Option<i32>,
    /// A plain scalar: it may go on in lines that are indented deeper than this.
    plain: Option<i32>,
    /// Brackets.
    depth: usize,
}

impl Lines {
    fn find_action(mut self, text: &str) -> bool {
        text.split(['\n', '\r']).any(|line| self.has_action(line.trim_end().as_bytes()))
    }

    /// Whether an action begins something on this line.
    fn has_action(&mut self, line: &[u8]) -> bool {
        let is_marker = [b"---", b"..."].iter().any(|marker| line.starts_with(*marker))
            && line.get(3).is_none_or(u8::is_ascii_whitespace);
        if is_marker {
            // Whatever was open, a document has begun or ended.
            *self = Self::default();
        }
        let indentation = line.iter().take_while(|&&byte| byte == b' ').count();
        if self.quote.is_none() && (indentation == line.len() || self.is_inside(indentation as i32, line)) {
            return false;
        }
        let mut at = if is_marker { 3 } else { indentation };
        if let Some(quote) = self.quote.take() {
            at = self.quoted(line, 0, quote);
        }
        // The column that the lines of a scalar on this line are deeper than.
        let mut parent = indentation as i32 - 1;
        while let Some(&byte) = line.get(at) {
            let is_indicator = line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            match byte {
                b'{' if line[at..].starts_with(b"{{") => return true,
                b' ' | b'\t' | b',' => at += 1,
                b'#' if at == 0 || line[at - 1].is_ascii_whitespace() => break,
                b'"' | b'\'' => at = self.quoted(line, at + 1, byte),
                b'[' | b'{' => {
                    self.depth += 1;
                    at += 1;
                }
                b']' | b'}' => {
                    self.depth = self.depth.saturating_sub(1);
                    at += 1;
                }
                b'-' | b'?' | b':' if is_indicator => {
                    if byte != b':' {
                        parent = at as i32;
                    }
                    at += 1;
                }
                b'&' | b'!' | b'*' => at += word_length(&line[at..]),
                b'|' | b'>' if self.depth == 0 => {
                    self.block = Some(parent);
                    break;
                }
                _ => {
                    let end = at + self.plain_length(&line[at..]);
                    let is_key = line.get(end) == Some(&b':');
                    if is_key {
                        parent = at as i32;
                    } else if end == line.len() && self.depth == 0 {
                        self.plain = Some(parent);
                    }
                    at = end.max(at + 1);
                }
            }
        }
        false
    }

    /// Whether the line is part of a block scalar or of a plain scalar from before.
    fn is_inside(&mut self, indentation: i32, line: &[u8]) -> bool {
        let is_comment = line.get(indentation as usize) == Some(&b'#');
        let is_block = self.block.is_some_and(|parent| indentation > parent);
        let is_plain = self.plain.is_some_and(|parent| indentation > parent) && !is_comment;
        self.block = self.block.filter(|_| is_block);
        self.plain = self.plain.filter(|_| is_plain);
        is_block || is_plain
    }

    /// Goes from `at`, inside of a quoted scalar, to behind its end. It may go on in the next line.
    fn quoted(&mut self, line: &[u8], mut at: usize, quote: u8) -> usize {
        while let Some(&byte) = line.get(at) {
            at += 1;
            match byte {
                b'\\' if quote == b'"' => at += 1,
                b'\'' if byte == quote && line.get(at) == Some(&quote) => at += 1,
                _ if byte == quote => return at,
                _ => {}
            }
        }
        self.quote = Some(quote);
        line.len()
    }

    /// Length of the plain text at the beginning of `text`.
    fn plain_length(&self, text: &[u8]) -> usize {
        let ends = |at: &usize| {
            let next = text.get(at + 1).copied().unwrap_or(b' ');
            match text[*at] {
                b':' => next.is_ascii_whitespace() || (self.depth > 0 && next == b','),
                b'#' => *at > 0 && text[at - 1].is_ascii_whitespace(),
                b',' | b'[' | b']' | b'{' | b'}' => self.depth > 0,
                _ => false,
            }
        };
        (0..text.len()).find(ends).unwrap_or(text.len())
    }
}

fn word_length(text: &[u8]) -> usize {
    text.iter().take_while(|byte| !byte.is_ascii_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::looks_templated;

    #[test]
    fn actions_where_something_begins() {
        for text in [
            "{{- if .Values.enabled }}\na: b\n{{- end }}\n",
            "a: {{ .Values.a }}\n",
            "a: {{ .Values.a }}-{{ .Values.b }}\n",
            "- {{ .Values.a }}\n",
            "labels:\n  {{- include \"labels\" . | nindent 2 }}\n",
            "{{ .Values.key }}: b\n",
            "a: [b, {{ .Values.c }}]\n",
            "a: &x {{ .Values.a }}\n",
            "a: \"closed\"\nb: {{ x }}\n",
            "a: |\n  text\nb: {{ x }}\n",
            "- a: |-\n    text\n  b: {{ x }}\n",
            "a: 'it''s'\n{{ x }}\n",
            "a: \"over\n  two lines\"\nb: {{ x }}\n",
            "args:\n- a\n{{- if x }}\n- b\n",
            "a: b # comment\n  {{ x }}\n",
            "\u{feff}a: b\r\nc: {{ x }}\r\n",
            "---\n{{ x }}\n",
            "# {{ x }}\n--- # {{ x }}\na: {{ x }}\n",
            "a: \"open\n---\nb: {{ x }}\n",
            "a: b\n...\n{{ x }}\n",
            "--- {{ x }}\n",
        ] {
            assert!(looks_templated(text), "{text}");
        }
    }

    #[test]
    fn braces_that_are_text() {
        for text in [
            "",
            "a: b\n",
            "a: {b: {c: d}}\n",
            "a: \"{{ x }}\"\n",
            "a: '{{ x }}'\n",
            "a: 'it''s {{ x }}'\n",
            "a: \"\\\"{{ x }}\"\n",
            "a: \"over\n  {{ two }} lines\"\n",
            "# {{ x }}\na: b # {{ x }}\n",
            "a: |\n  {{ x }}\n\n  {{ y }}\nb: c\n",
            "- a: >-\n    {{ x }}\n  b: c\n",
            "- |\n {{ x }}\n",
            "--- |\n{{ x }}\n",
            "--- text\n{{ x }}\n",
            "a: instance {{ $labels.instance }} is down\n",
            "a: text\n  {{ that }} goes on\n",
            "image: r/{{x}}:{{y}}\n",
            "a: http://{{host}}/#x\n",
        ] {
            assert!(!looks_templated(text), "{text}");
        }
    }
}

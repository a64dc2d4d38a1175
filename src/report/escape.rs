//! Characters that may not reach a terminal or a log as they are: they move, hide, reorder or recolour text.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `c` is shown as an escape: control characters other than the tab, controls of writing direction (the "Trojan
/// Source" of CVE-2021-42574), separators that some programs take for line breaks, and characters that nobody sees.
pub(super) const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x08' | '\x0a'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Appends `text` to `out`, hidden characters as `\u{1b}`.
pub(super) fn push_printable(out: &mut String, text: &str) {
    for c in text.chars() {
        if is_hidden(c) {
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
}

/// `text` with hidden characters as `\u{1b}`.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_printable(&mut out, text);
    Cow::Owned(out)
}

/// What systems that run jobs take for a command wherever it stands in a line of the log: GitHub's runner (`TryParse` of its
/// `ActionCommand`), Azure's agent, TeamCity. All begin with [`COMMAND_MARK`].
const COMMANDS: [&str; 3] = ["##[", "##vso", "##teamcity["];

/// What such commands have in common.
const COMMAND_MARK: &str = "##";

/// Lines in which nothing is such a command, nor one of those that GitHub's runner sees where a line begins with `::`, behind
/// white space or not: one character of each is shown as an escape. Meant for whole reports, because only they know where
/// their lines begin.
#[must_use]
pub fn without_commands(lines: &str) -> Cow<'_, str> {
    if !lines.contains(COMMAND_MARK) && !lines.contains("::") {
        return Cow::Borrowed(lines);
    }
    let mut out = String::with_capacity(lines.len() + 16);
    for line in lines.split_inclusive('\n') {
        let mut rest = line;
        let text = line.trim_start();
        if let Some(command) = text.strip_prefix("::") {
            out.push_str(&line[..line.len() - text.len()]);
            out.push_str(r"\u{3a}:");
            rest = command;
        }
        while let Some(at) = rest.find(COMMAND_MARK) {
            let (before, mark) = rest.split_at(at);
            out.push_str(before);
            let is_command = COMMANDS.iter().any(|command| mark.starts_with(command));
            out.push_str(if is_command { r"\u{23}" } else { "#" });
            rest = &mark[1..];
        }
        out.push_str(rest);
    }
    Cow::Owned(out)
}

/// How many bytes `c` takes when it is shown by [`push_printable`].
pub(super) fn shown_len(c: char) -> usize {
    if is_hidden(c) { c.escape_unicode().len() } else { c.len_utf8() }
}

/// Columns that a terminal uses for `c` at most: wide characters begin with Hangul, and a tab takes up to four.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        c if is_hidden(c) => c.escape_unicode().len(),
        '\0'..'\u{1100}' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_hides_or_reorders_text_is_escaped() {
        assert_eq!(printable("a\tb ä 漢 👍"), "a\tb ä 漢 👍");
        assert_eq!(printable("\u{1b}[2J\r\n\u{9b}1m"), r"\u{1b}[2J\u{d}\u{a}\u{9b}1m");
        assert_eq!(printable("\u{202e}x\u{2066}\u{feff}\u{e0041}"), r"\u{202e}x\u{2066}\u{feff}\u{e0041}");
    }

    #[test]
    fn commands_of_those_who_run_jobs_are_escaped() {
        assert_eq!(without_commands("a ::b\n## c\n#[d]\n#### e"), "a ::b\n## c\n#[d]\n#### e");
        assert_eq!(without_commands("::a\n \t::b::\n"), "\\u{3a}:a\n \t\\u{3a}:b::\n");
        assert_eq!(without_commands("x ##[a]###[b]"), r"x \u{23}#[a]#\u{23}#[b]");
        assert_eq!(without_commands("::##vso[c]\n##teamcity[d]"), "\\u{3a}:\\u{23}#vso[c]\n\\u{23}#teamcity[d]");
    }

    #[test]
    fn lengths_and_columns_are_those_of_what_is_shown() {
        for c in ['a', 'ä', '漢', '\u{1b}', '\u{e0041}'] {
            let shown = printable(c.encode_utf8(&mut [0; 4])).into_owned();
            assert_eq!(shown_len(c), shown.len(), "{shown}");
            assert!(columns(c) >= shown.chars().count(), "{shown}");
        }
    }
}

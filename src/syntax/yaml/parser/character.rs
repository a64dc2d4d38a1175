//! Characters that no YAML text may have, and line ends.
//!
//! One look over all bytes at memory speed, so that the grammar need not look at each of them.

use std::borrow::Cow;

use super::super::error::{Error, ErrorKind};
use super::MAX_ERRORS;
use crate::text::Span;

/// What kinds of bytes a text has.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Survey {
    /// A control character below U+0080 that is not allowed.
    has_controls: bool,
    has_carriage_returns: bool,
    /// A byte that begins or continues a character beyond ASCII.
    has_wide: bool,
}

impl Survey {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut survey = Self::default();
        let (blocks, rest) = bytes.as_chunks::<64>();
        for block in blocks {
            survey.add(block);
        }
        survey.add(rest);
        survey
    }

    /// Written without branches, which lets it run over many bytes at once.
    #[inline]
    fn add(&mut self, bytes: &[u8]) {
        let (mut controls, mut returns, mut wide) = (false, false, false);
        for &byte in bytes {
            controls |= is_control(byte);
            returns |= byte == b'\r';
            wide |= byte >= 0x80;
        }
        self.has_controls |= controls;
        self.has_carriage_returns |= returns;
        self.has_wide |= wide;
    }

    /// The bytes with each CR that no LF follows replaced by an LF. YAML ends lines at both; offsets stay the same.
    pub(super) fn with_line_feeds(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let mut out = Cow::Borrowed(bytes);
        if self.has_carriage_returns {
            for at in memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')) {
                out.to_mut()[at] = b'\n';
            }
        }
        out
    }

    /// Lists the characters that are not allowed: the first of each run.
    pub(super) fn report<'t>(self, text: &'t str, errors: &mut Vec<Error<'t>>) {
        let bytes = text.as_bytes();
        if self.has_controls {
            let suspects = (0..bytes.len()).filter(|&at| is_control(bytes[at]) || WIDE_SUSPECTS.contains(&bytes[at]));
            report_runs(text, suspects, errors);
        } else if self.has_wide {
            report_runs(text, memchr::memchr2_iter(WIDE_SUSPECTS[0], WIDE_SUSPECTS[1], bytes), errors);
        }
    }
}

/// First bytes of the characters beyond ASCII that are not allowed: U+0080 to U+009F, U+FFFE and U+FFFF.
const WIDE_SUSPECTS: [u8; 2] = [0xc2, 0xef];

fn report_runs<'t>(text: &'t str, suspects: impl Iterator<Item = usize>, errors: &mut Vec<Error<'t>>) {
    let mut run_end = None;
    for at in suspects {
        let character = text[at..].chars().next().filter(|&character| !is_allowed(character));
        let Some(character) = character else { continue };
        let end = at + character.len_utf8();
        if run_end != Some(at) {
            errors.push(Error { span: Span::of(at..end), kind: ErrorKind::ControlCharacter(character) });
        }
        run_end = Some(end);
        if errors.len() >= 2 * MAX_ERRORS {
            return;
        }
    }
}

const fn is_control(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r') || byte == 0x7f
}

/// `c-printable` of the specification, and a byte order mark, which is allowed in places and is no control character.
const fn is_allowed(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..
    )
}

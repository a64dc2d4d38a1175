//! Scripts within a script: the text that a command hands to a shell, as in `sh -c '…'` and `su app -c "…"`.
//!
//! Knows command lines; nothing of the parser.

use super::arguments::flag_names;
use super::interpreter::Dialect;
use super::script::{Command, Nesting};

/// A script that stands in a word of another one.
#[derive(Debug)]
pub(super) struct Embedded {
    /// The script, as the inner shell gets it.
    pub(super) text: String,
    /// For each byte of it, the offset in the outermost text.
    pub(super) origin: Vec<u32>,
    pub(super) dialect: Dialect,
    pub(super) nesting: Nesting,
}

/// Which word of `command` is a script for the shell that it runs, and that shell's dialect.
pub(super) fn shell_string(command: Command<'_>) -> Option<(usize, Dialect)> {
    let program = command.program()?;
    let (dialect, flag_ends_options) = match program.name {
        "su" | "runuser" => (Dialect::Sh, false),
        name => (Dialect::of_program(name)?, true),
    };
    let mut arguments = command.words().enumerate().skip(program.first_argument());
    let mut has_flag = false;
    while let Some((index, word)) = arguments.next() {
        let text = word.text();
        if !word.is_dashed() {
            if has_flag {
                return Some((index, dialect));
            }
            if flag_ends_options {
                // The first operand of a shell is a script's file name.
                return None;
            }
            continue;
        }
        has_flag |= flag_names(text).any(|name| name == "c" || name == "command");
        if flag_ends_options && flag_names(text).any(|name| matches!(name, "o" | "O")) {
            arguments.next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::Script;
    use super::*;

    fn script_word(text: &str) -> Option<String> {
        let script = Script::parse(text, Dialect::Sh);
        let command = script.commands().next()?;
        let (index, _) = shell_string(command)?;
        command.words().nth(index).map(|word| word.text().to_owned())
    }

    #[test]
    fn the_script_follows_the_flag_c() {
        for text in [
            "sh -c 'a b'",
            "/bin/bash -lc 'a b' name",
            "bash -o pipefail -c 'a b'",
            "bash -c -e 'a b'",
            "sudo -u app bash -c 'a b'",
            "env A=1 dash -ec 'a b'",
            "busybox sh -c 'a b'",
            "su app -c 'a b'",
            "su - app -s /bin/sh --command 'a b'",
            "runuser -u app -- sh -c 'a b'",
        ] {
            assert_eq!(script_word(text).as_deref(), Some("a b"), "{text}");
        }
    }

    #[test]
    fn a_file_name_is_no_script() {
        for text in ["sh setup.sh -c x", "bash", "bash -x", "su app", "echo sh -c x", "python -c 'x'"] {
            assert_eq!(script_word(text), None, "{text}");
        }
    }
}

//! Commands that run another command: which of their words names it.
//!
//! Their flags are those of the common implementations (GNU, BusyBox, sudo); an unknown flag is taken to have no value
//! of its own.

use super::interpreter::program_name;
use super::script::{Command, Word};

/// How a wrapping command's own words are told from the command that it runs.
struct Wrapper {
    name: &'static str,
    /// Letters of the flags that take a value: the rest of their word, or the next one.
    short: &'static str,
    /// Long flags that take the next word as their value when they have no `=`.
    long: &'static [&'static str],
    /// How many operands of its own precede the command.
    operands: usize,
    /// Whether assignments may precede the command.
    assignments: bool,
}

const fn wrapper(name: &'static str, short: &'static str, long: &'static [&'static str]) -> Wrapper {
    Wrapper { name, short, long, operands: 0, assignments: false }
}

static WRAPPERS: &[Wrapper] = &[
    wrapper("builtin", "", &[]),
    wrapper("busybox", "", &[]),
    wrapper("chronic", "", &[]),
    wrapper("command", "", &[]),
    wrapper("doas", "uCa", &[]),
    Wrapper { assignments: true, ..wrapper("env", "uC", &["unset", "chdir"]) },
    wrapper("exec", "a", &[]),
    Wrapper { operands: 1, ..wrapper("gosu", "", &[]) },
    wrapper("ionice", "cnpPu", &["class", "classdata", "pid", "pgid", "uid"]),
    wrapper("nice", "n", &["adjustment"]),
    wrapper("nohup", "", &[]),
    wrapper("stdbuf", "ioe", &["input", "output", "error"]),
    Wrapper { operands: 1, ..wrapper("su-exec", "", &[]) },
    Wrapper {
        assignments: true,
        ..wrapper(
            "sudo",
            "ugphCcrtTDRUa",
            &[
                "user",
                "group",
                "prompt",
                "host",
                "close-from",
                "login-class",
                "role",
                "type",
                "command-timeout",
                "chdir",
                "chroot",
                "other-user",
                "auth-type",
            ],
        )
    },
    wrapper("time", "fo", &["format", "output"]),
    Wrapper { operands: 1, ..wrapper("timeout", "ks", &["kill-after", "signal"]) },
    wrapper(
        "xargs",
        "adEILnPs",
        &["arg-file", "delimiter", "max-lines", "max-args", "max-procs", "max-chars", "process-slot-var"],
    ),
];

/// The index of the word that names the program that runs in the end; `None` when no word does. When a wrapper runs nothing
/// (`env` alone, `command -v x`), it is the program itself.
pub(super) fn unwrap(command: Command<'_>) -> Option<usize> {
    let mut index = 0;
    command.words().next()?;
    loop {
        let mut rest = command.words_from(index);
        let name = rest.next().filter(|word| word.is_literal()).map(|word| program_name(word.text()));
        let wrapper = name.and_then(|name| WRAPPERS.iter().find(|wrapper| wrapper.name == name));
        match wrapper.and_then(|wrapper| wrapper.own_words(rest)) {
            Some(own) => index += 1 + own,
            None => return Some(index),
        }
    }
}

/// The word that `exec` runs; `words` are those behind it.
pub(super) fn behind_exec<'s>(words: impl Iterator<Item = Word<'s>> + Clone) -> Option<Word<'s>> {
    let exec = WRAPPERS.iter().find(|wrapper| wrapper.name == "exec")?;
    let own = exec.own_words(words.clone())?;
    words.into_iter().nth(own)
}

impl Wrapper {
    /// How many of `words`, which follow the wrapper's name, are its own; `None` when no command follows.
    fn own_words<'s>(&self, words: impl Iterator<Item = Word<'s>>) -> Option<usize> {
        let mut words = words.map(Word::text).enumerate().peekable();
        let mut operands = self.operands;
        let mut flags = true;
        while let Some((index, text)) = words.next() {
            if flags && text == "--" {
                flags = false;
            } else if flags && text.len() > 1 && text.starts_with('-') {
                // `command -v` and `busybox --install` run nothing.
                if self.name == "command" && text.contains(['v', 'V']) || self.name == "busybox" {
                    return None;
                }
                if self.takes_next(text) {
                    words.next();
                }
            } else if self.assignments && text.contains('=') {
                flags = false;
            } else if operands > 0 {
                operands -= 1;
                flags = false;
            } else {
                return Some(index);
            }
        }
        None
    }

    /// Whether the flag word `text` has its value in the next word.
    fn takes_next(&self, text: &str) -> bool {
        match text.strip_prefix("--") {
            Some(name) => self.long.contains(&name),
            None => text[1..].find(|letter| self.short.contains(letter)).is_some_and(|at| at + 2 == text.len()),
        }
    }
}

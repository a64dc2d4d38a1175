//! What runs a text: which shell, with which options, or something that is no POSIX shell at all.
//!
//! Knows names and command lines only; nothing of Dockerfiles or of scripts.

/// The kind of shell whose rules a text is read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Whatever `/bin/sh` is: no more than POSIX can be relied on.
    Sh,
    /// GNU bash.
    Bash,
    /// The Debian Almquist shell; BusyBox's `ash` counts as one.
    Dash,
    /// The Korn shell.
    Ksh,
    /// The MirBSD Korn shell.
    Mksh,
    /// The Z shell.
    Zsh,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 6] = [Self::Sh, Self::Bash, Self::Dash, Self::Ksh, Self::Mksh, Self::Zsh];

    /// The dialect of the shell with this program name, which has no directory.
    #[must_use]
    pub fn of_program(name: &str) -> Option<Self> {
        Some(match name {
            "sh" => Self::Sh,
            "bash" => Self::Bash,
            "dash" | "ash" => Self::Dash,
            "ksh" | "ksh93" => Self::Ksh,
            "mksh" => Self::Mksh,
            "zsh" => Self::Zsh,
            _ => return None,
        })
    }
}

/// Shell options that change what a script means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ShellOptions {
    /// `-e`: a failing command ends the script.
    pub errexit: bool,
    /// `-u`: reading an unset variable fails.
    pub nounset: bool,
    /// `-x`: commands are shown before they run.
    pub xtrace: bool,
    /// `-o pipefail`: a pipeline fails when any of its commands does.
    pub pipefail: bool,
}

impl ShellOptions {
    /// Applies the options at the head of `arguments`, as `set` and the shells' command lines spell them: `-e`, `+e`,
    /// `-eux`, `-o pipefail`, `-euxo pipefail`.
    pub fn apply<'a>(&mut self, arguments: impl IntoIterator<Item = &'a str>) {
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let (on, letters) = match argument.as_bytes() {
                b"--" => break,
                [b'-', b'-', ..] => continue,
                [b'-', letters @ ..] => (true, letters),
                [b'+', letters @ ..] => (false, letters),
                _ => break,
            };
            for letter in letters {
                match letter {
                    b'e' => self.errexit = on,
                    b'u' => self.nounset = on,
                    b'x' => self.xtrace = on,
                    b'o' => match arguments.next() {
                        Some("errexit") => self.errexit = on,
                        Some("nounset") => self.nounset = on,
                        Some("xtrace") => self.xtrace = on,
                        Some("pipefail") => self.pipefail = on,
                        _ => {}
                    },
                    _ => {}
                }
            }
        }
    }
}

/// A POSIX-like shell and the options it is started with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shell {
    /// Which shell.
    pub dialect: Dialect,
    /// The options in force from the start.
    pub options: ShellOptions,
}

impl Shell {
    /// The shell that Docker uses where nothing else is said: `/bin/sh -c`.
    pub const DEFAULT: Self = Self {
        dialect: Dialect::Sh,
        options: ShellOptions { errexit: false, nounset: false, xtrace: false, pipefail: false },
    };
}

/// What runs a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interpreter {
    /// A POSIX-like shell.
    Posix(Shell),
    /// Windows PowerShell or PowerShell.
    PowerShell,
    /// The Windows command processor.
    Cmd,
    /// Anything else: Python, Perl, a shell of another family.
    Other,
}

impl Interpreter {
    /// The interpreter that a command line starts, such as the words of `SHELL`: `/bin/bash -o pipefail -c`,
    /// `env bash -c`, `powershell.exe -Command`. Directories, `.exe` and `env` with its options and assignments are
    /// looked through; `busybox` is as its applet.
    #[must_use]
    pub fn from_shell(words: &[&str]) -> Self {
        let mut words = words.iter().copied();
        let mut name = words.next().map_or("", program_name);
        if name == "env" {
            name = after_env(&mut words).map_or("", program_name);
        }
        if name == "busybox" {
            // Its `sh` is its `ash`, whatever the name.
            name = words.next().map_or("", |applet| if applet == "sh" { "ash" } else { applet });
        }
        let lower = name.to_ascii_lowercase();
        match (Dialect::of_program(&lower), lower.as_str()) {
            (Some(dialect), _) => {
                let mut options = ShellOptions::default();
                options.apply(words);
                Self::Posix(Shell { dialect, options })
            }
            (None, "powershell" | "pwsh") => Self::PowerShell,
            (None, "cmd") => Self::Cmd,
            (None, _) => Self::Other,
        }
    }

    /// The interpreter that a first line names, `#!/bin/bash -e` or `#!/usr/bin/env -S bash -e`; `None` when `text`
    /// does not begin with `#!`.
    #[must_use]
    pub fn from_shebang(text: &str) -> Option<Self> {
        let line = text.strip_prefix("#!")?.lines().next().unwrap_or_default();
        Some(Self::from_command_line(line))
    }

    /// The interpreter of a command line in one text, such as a pragma's `bash` or `/bin/bash -e`.
    #[must_use]
    pub fn from_command_line(line: &str) -> Self {
        Self::from_shell(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// The shell, when it is one whose scripts can be read.
    #[must_use]
    pub const fn shell(self) -> Option<Shell> {
        match self {
            Self::Posix(shell) => Some(shell),
            Self::PowerShell | Self::Cmd | Self::Other => None,
        }
    }
}

/// The word of `env`'s command line that names the program; `words` are left behind it.
fn after_env<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<&'a str> {
    while let Some(word) = words.next() {
        match word {
            "-u" | "-C" | "--unset" | "--chdir" => {
                words.next();
            }
            _ if word.starts_with('-') || word.contains('=') => {}
            _ => return Some(word),
        }
    }
    None
}

/// The name of the program at `path`: without directory (either slash) and `.exe`.
#[must_use]
pub(super) fn program_name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.len().saturating_sub(4);
    match name.get(stem..) {
        Some(end) if stem > 0 && end.eq_ignore_ascii_case(".exe") => &name[..stem],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posix(words: &[&str]) -> (Dialect, ShellOptions) {
        let shell = Interpreter::from_shell(words).shell().expect("a POSIX shell");
        (shell.dialect, shell.options)
    }

    #[test]
    fn shells_are_known_by_name_wherever_they_are() {
        for (words, dialect) in [
            (&["/bin/sh", "-c"][..], Dialect::Sh),
            (&["bash", "-c"], Dialect::Bash),
            (&["/usr/bin/env", "-i", "A=1", "bash", "-c"], Dialect::Bash),
            (&["/bin/ash", "-c"], Dialect::Dash),
            (&["busybox", "sh", "-c"], Dialect::Dash),
            (&["C:\\msys64\\usr\\bin\\bash.exe", "-lc"], Dialect::Bash),
            (&["/bin/zsh", "-c"], Dialect::Zsh),
        ] {
            assert_eq!(posix(words).0, dialect, "{words:?}");
        }
    }

    #[test]
    fn other_interpreters_are_not_shells() {
        for (words, interpreter) in [
            (&["powershell", "-Command"][..], Interpreter::PowerShell),
            (&["C:\\Program Files\\PowerShell\\pwsh.exe", "-c"], Interpreter::PowerShell),
            (&["cmd", "/S", "/C"], Interpreter::Cmd),
            (&["CMD.EXE", "/c"], Interpreter::Cmd),
            (&["/usr/bin/python3", "-c"], Interpreter::Other),
            (&["fish", "-c"], Interpreter::Other),
            (&[], Interpreter::Other),
        ] {
            assert_eq!(Interpreter::from_shell(words), interpreter, "{words:?}");
        }
    }

    #[test]
    fn options_are_read_in_every_spelling() {
        let strict = ShellOptions { errexit: true, nounset: true, xtrace: true, pipefail: true };
        for words in [
            &["/bin/bash", "-e", "-u", "-x", "-o", "pipefail", "-c"][..],
            &["/bin/bash", "-euxo", "pipefail", "-c"],
            &["/bin/bash", "-exo", "pipefail", "-uc"],
            &["/bin/bash", "-o", "errexit", "-o", "nounset", "-oo", "xtrace", "pipefail", "-c"],
        ] {
            assert_eq!(posix(words).1, strict, "{words:?}");
        }
        assert_eq!(posix(&["/bin/bash", "-lc"]).1, ShellOptions::default());
        assert_eq!(
            posix(&["/bin/bash", "-e", "+e", "-c", "-x"]).1,
            ShellOptions { xtrace: true, ..Default::default() }
        );
    }

    #[test]
    fn shebangs_are_read_like_command_lines() {
        let bash = Interpreter::from_shebang("#!/usr/bin/env -S bash -e\necho").and_then(Interpreter::shell);
        assert_eq!(bash.map(|shell| (shell.dialect, shell.options.errexit)), Some((Dialect::Bash, true)));
        assert_eq!(Interpreter::from_shebang("#! /usr/bin/python3"), Some(Interpreter::Other));
        assert_eq!(Interpreter::from_shebang("echo"), None);
    }
}

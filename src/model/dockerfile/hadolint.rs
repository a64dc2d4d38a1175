//! What hadolint makes of a RUN, where that is not what a shell makes of it.

use super::run::{Command, Run};

impl Run<'_> {
    /// Whether ShellCheck's parser, and so hadolint, can read the text. It gives up at what PowerShell is full of: a
    /// parenthesis with nothing but blanks between it and a word, and a word that begins with `[`.
    #[must_use]
    pub fn is_readable_to_shellcheck(self) -> bool {
        let text = self.text();
        let is_stray = |(before, command): (Command<'_>, Command<'_>)| {
            let between = text.get(before.range().end as usize..command.range().start as usize).unwrap_or_default();
            let only = between.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'(' | b')'));
            only && between.contains(['(', ')']) && between.contains([' ', '\t'])
        };
        let begins_test = |command: Command<'_>| {
            let first = command.words().next().map(|word| &text[word.range().range()]);
            first.is_some_and(|word| word.starts_with('[') && !matches!(word, "[" | "[["))
        };
        self.script().problem().is_none()
            && !self.commands().any(begins_test)
            && !self.commands().zip(self.commands().skip(1)).any(is_stray)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::dockerfile::{Dockerfile, Instruction};
    use crate::syntax::dockerfile::parse;

    #[test]
    fn powershell_is_mostly_unreadable_to_shellcheck() {
        let readable = |run: &str| {
            let text = format!("FROM x\nRUN {run}\n");
            let tree = parse(&text);
            let model = Dockerfile::new(&tree);
            model.instruction(1).and_then(Instruction::as_run).expect("a RUN").is_readable_to_shellcheck()
        };
        for unreadable in [
            "Write-Host ('Downloading {0} ...' -f $env:URL)",
            "[Net.ServicePointManager]::SecurityProtocol = 'Tls12' ; curl x",
            "if ($a -eq 1) { exit 1 }",
        ] {
            assert!(!readable(unreadable), "{unreadable}");
        }
        for text in [
            "a && (b; c) || { d; }",
            "[ -f x ] && [[ $y ]] && f() { g; }",
            "case $x in a) b;; (c) d;; esac",
            "(New-Object System.Net.WebClient).DownloadFile('https://example.com', 'file')",
        ] {
            assert!(readable(text), "{text}");
        }
    }
}

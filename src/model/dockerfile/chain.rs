//! Text edits of the commands in a RUN: adds one, joins two RUNs, takes a word out.

use super::run::{Command, Run};
use crate::syntax::shell::{Joint, Word};
use crate::text::{Edit, Span};

impl Run<'_> {
    /// The edit that puts `command` behind the last one, joined by `&&` and laid out as the others are.
    ///
    /// `None` unless `&&` and `|` are all that joins the commands, so that it runs just when all of them went well.
    #[must_use]
    pub fn append(self, command: &str) -> Option<Edit> {
        let last = self.chain_end()?;
        let joint = self.joint_text(last.start as usize, last.end as usize);
        Some(Edit::insert(last.end, joint + command))
    }

    /// Where the last of its commands stands, if they are a plain chain.
    fn chain_end(self) -> Option<Span> {
        let written = &self.instruction.file().tree().instructions[self.instruction.index()];
        if self.is_exec_form() || !self.is_posix() || !written.heredocs.is_empty() || self.script().problem().is_some()
        {
            return None;
        }
        let mut last = None;
        for command in self.commands().filter(|command| command.nesting().is_top_level()) {
            if !matches!(command.joint(), Joint::Start | Joint::And | Joint::Pipe | Joint::PipeAll) {
                return None;
            }
            last = Some(command);
        }
        let last = last?;
        let rest = self.text()[last.range().end as usize..].trim_start();
        if !rest.is_empty() && !rest.starts_with('#') {
            return None;
        }
        Some(last.full_span())
    }

    /// The edit that makes one RUN of this one and `next`, which follows it.
    ///
    /// `None` where the chains are not plain, a flag or a comment would be lost, or something else stands between.
    #[must_use]
    pub fn join(self, next: Run<'_>) -> Option<Edit> {
        let tree = self.instruction.file().tree();
        let end = self.chain_end()?.end;
        next.chain_end()?;
        let start = next.instruction.arguments_span().start;
        let keyword = tree.text.get(end as usize..start as usize)?.trim();
        let joint = format!(" && {}\n    ", tree.escape);
        keyword.eq_ignore_ascii_case("run").then(|| Edit::replace(Span::new(end, start), joint))
    }

    /// What joins a further command to the last one, which stands at `start..end` of the file.
    fn joint_text(self, start: usize, end: usize) -> String {
        let tree = self.instruction.file().tree();
        let begin = self.instruction.span().start as usize;
        if !tree.text[begin..end].contains('\n') {
            return " && ".to_owned();
        }
        let escape = tree.escape;
        let line_break = if tree.text[begin..end].contains("\r\n") { "\r\n" } else { "\n" };
        let indent = |line: &str| line[..line.len() - line.trim_start().len()].to_owned();
        let line_start = tree.text[..start].rfind('\n').map_or(0, |at| at + 1);
        match &tree.text[line_start..start] {
            before if before.trim() == "&&" => format!(" {escape}{line_break}{}&& ", indent(before)),
            before if before.trim().is_empty() => format!(" && {escape}{line_break}{before}"),
            _ => {
                let next = tree.text[start..end].split('\n').nth(1).unwrap_or("    ");
                format!(" {escape}{line_break}{}&& ", indent(next))
            }
        }
    }
}

impl Command<'_> {
    /// The edit that takes out `word`, which is not the first, with the blanks before it.
    ///
    /// `None` in JSON form, and where anything else would go with it.
    #[must_use]
    pub fn remove(self, word: Word<'_>) -> Option<Edit> {
        let tree = self.run.instruction.file().tree();
        let before = self.words().take_while(|other| other.range() != word.range()).last()?;
        let (start, span) = (self.span_of(before).end, self.span_of(word));
        let between = tree.text.get(start as usize..span.start as usize)?;
        let blank = between.chars().all(|c| c.is_whitespace() || c == tree.escape);
        (self.takes_insertions() && blank).then(|| Edit::remove(Span::new(start, span.end)))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::dockerfile::{Dockerfile, Instruction};
    use crate::syntax::dockerfile;
    use crate::text::apply_edits;

    /// The RUN of `text` with `c` behind its commands.
    fn appended(text: &str) -> Option<String> {
        let tree = dockerfile::parse(text);
        let file = Dockerfile::new(&tree);
        let edit = file.instructions().find_map(Instruction::as_run).expect("a RUN").append("c")?;
        Some(apply_edits(text, &[edit]).expect("one edit within the text"))
    }

    #[test]
    fn the_new_command_is_laid_out_as_the_others() {
        for (text, expected) in [
            ("RUN a && b", "RUN a && b && c"),
            ("RUN a && b | d # why\n", "RUN a && b | d && c # why\n"),
            ("RUN a \\\n  && b x \\\n    y\n", "RUN a \\\n  && b x \\\n    y \\\n  && c\n"),
            ("RUN a && \\\n    b\n", "RUN a && \\\n    b && \\\n    c\n"),
            ("RUN a && b \\\r\n  x\r\n", "RUN a && b \\\r\n  x \\\r\n  && c\r\n"),
            ("RUN a $(b; d)\n", "RUN a $(b; d) && c\n"),
        ] {
            assert_eq!(appended(text).as_deref(), Some(expected), "{text}");
        }
    }

    fn joined(text: &str) -> Option<String> {
        let tree = dockerfile::parse(text);
        let file = Dockerfile::new(&tree);
        let mut runs = file.instructions().filter_map(Instruction::as_run);
        let edit = runs.next().expect("a RUN").join(runs.next().expect("a second RUN"))?;
        Some(apply_edits(text, &[edit]).expect("one edit within the text"))
    }

    #[test]
    fn neighbours_become_one() {
        assert_eq!(joined("RUN a\nrun b && \\\n c\n").as_deref(), Some("RUN a && \\\n    b && \\\n c\n"));
        for text in
            ["RUN a\n# why\nRUN b\n", "RUN a\nRUN --network=none b\n", "RUN a\nRUN b || c\n", "RUN a\nUSER u\nRUN b\n"]
        {
            assert_eq!(joined(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_goes_with_the_blanks_before_it() {
        let without_x = |text: &str| {
            let tree = dockerfile::parse(text);
            let file = Dockerfile::new(&tree);
            let run = file.instructions().find_map(Instruction::as_run).expect("a RUN");
            let command = run.commands().next().expect("a command");
            let word = command.words().find(|word| word.text() == "x").expect("the word");
            Some(apply_edits(text, &[command.remove(word)?]).expect("one edit within the text"))
        };
        assert_eq!(without_x("RUN a x b").as_deref(), Some("RUN a b"));
        assert_eq!(without_x("RUN a \\\n  x \\\n  b\n").as_deref(), Some("RUN a \\\n  b\n"));
        for text in ["RUN [\"a\", \"x\"]", "RUN a \\\n# why\n x", "RUN x", "RUN a >b x"] {
            assert_eq!(without_x(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_plain_chain_takes_a_further_command() {
        for text in [
            "RUN a; b",
            "RUN a || b",
            "RUN if a; then b; fi",
            "RUN a && (b)",
            "RUN [\"a\", \"b\"]",
            "RUN <<E\na\nE\n",
            "RUN a &",
            "RUN a && {",
        ] {
            assert_eq!(appended(text), None, "{text}");
        }
    }
}

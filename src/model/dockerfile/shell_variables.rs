//! The variables that the shell text of a RUN reads and does not set itself.
//!
//! Reads the text on its own, since a command's words do not tell where in them a variable stands. Errs on the side of
//! silence: what looks set anywhere in the text counts as set.

use std::collections::HashSet;

use super::run::Run;
use crate::syntax::shell::{Assignment, Command, RedirectionOperator, TextRange, Word};
use crate::text::Span;

/// A variable that a shell reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShellVariable<'m> {
    /// Its name.
    pub name: &'m str,
    /// Where `$NAME` or `${NAME…}` stands.
    pub span: Span,
}

impl<'m> Run<'m> {
    /// The variables that its shell takes from outside, in order of place, as often as they are read. Without those that say
    /// what to take instead (`${NAME:-…}`) and those that the text sets in some way. Empty for JSON form, for shells that are
    /// no POSIX shells, and for a text that runs other files as a part of itself, which may set anything.
    #[must_use]
    pub fn outside_variables(self) -> Vec<ShellVariable<'m>> {
        if self.is_exec_form() || !self.is_posix() || memchr::memchr(b'$', self.text().as_bytes()).is_none() {
            return Vec::new();
        }
        let commands = || self.script().commands();
        if commands().any(|command| ["source", ".", "eval"].iter().any(|name| command.runs(name))) {
            return Vec::new();
        }
        let text = self.text();
        let mut reader = Reader { text, at: 0, reads: Vec::new(), set: HashSet::new(), quotes: vec![Quotes::None] };
        let mut heredocs: Vec<(TextRange, bool)> = commands().flat_map(heredocs).collect();
        heredocs.sort_by_key(|(body, _)| body.start);
        for (body, is_literal) in heredocs {
            reader.shell_text(body.start as usize);
            if !is_literal {
                reader.heredoc(body.end as usize);
            }
            reader.at = reader.at.max(body.end as usize);
        }
        reader.shell_text(text.len());
        commands().for_each(|command| note_assignments(command, &mut reader.set));
        let Reader { reads, set, .. } = reader;
        reads
            .into_iter()
            .filter(|(name, _)| !set.contains(name))
            .map(|(name, range)| ShellVariable { name, span: self.span(range) })
            .collect()
    }
}

/// The bodies of the heredocs of a command, and whether nothing in them is expanded.
fn heredocs(command: Command<'_>) -> impl Iterator<Item = (TextRange, bool)> {
    let heredocs = command.redirections().filter(|redirection| redirection.operator() == RedirectionOperator::Heredoc);
    heredocs.filter_map(|heredoc| {
        let is_literal = heredoc.target().is_some_and(Word::is_quoted);
        heredoc.heredoc_body().map(|body| (body, is_literal))
    })
}

/// Adds the names that a command sets: by assignment, by `export` and its like, by `read`.
fn note_assignments<'m>(command: Command<'m>, set: &mut HashSet<&'m str>) {
    set.extend(command.assignments().map(Assignment::name));
    let Some(name) = command.words().next() else { return };
    match name.text() {
        "export" | "local" | "declare" | "typeset" | "readonly" => {
            let pairs = command.words().skip(1).filter_map(|word| word.text().split_once('='));
            set.extend(pairs.map(|(name, _)| name.trim_end_matches('+')));
        }
        "read" | "getopts" | "mapfile" | "readarray" | "printf" | "unset" | "let" => {
            set.extend(command.words().skip(1).map(Word::text));
        }
        _ => {}
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// Outside quotes; in a substitution, with the number of parentheses open in it.
    None,
    Double,
    /// In `$(…)`.
    Substitution(u32),
}

struct Reader<'m> {
    text: &'m str,
    at: usize,
    reads: Vec<(&'m str, TextRange)>,
    set: HashSet<&'m str>,
    /// The innermost last; never empty.
    quotes: Vec<Quotes>,
}

impl<'m> Reader<'m> {
    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or_default()
    }

    /// Reads up to `end` as shell text.
    fn shell_text(&mut self, end: usize) {
        while self.at < end {
            let quotes = *self.quotes.last().unwrap_or(&Quotes::None);
            match self.byte(0) {
                b'\\' => self.at += 2,
                b'\'' if quotes != Quotes::Double => {
                    let rest = &self.text.as_bytes()[self.at + 1..];
                    self.at += memchr::memchr(b'\'', rest).map_or(rest.len(), |length| length) + 2;
                }
                b'"' if quotes == Quotes::Double => self.pop(),
                b'"' => self.push(Quotes::Double, 1),
                b'$' if self.byte(1) == b'(' => self.push(Quotes::Substitution(0), 2),
                b'$' => self.variable(),
                b'(' if quotes != Quotes::Double => self.nest(1),
                b')' if quotes == Quotes::Substitution(0) => self.pop(),
                b')' if quotes != Quotes::Double => self.nest(-1),
                b'#' if quotes != Quotes::Double && self.begins_word() => self.comment(end),
                b'f' if quotes != Quotes::Double && self.begins_word() => self.for_loop(),
                _ => self.at += 1,
            }
        }
    }

    /// Reads up to `end` as a heredoc's body, where quotes mean nothing.
    fn heredoc(&mut self, end: usize) {
        while self.at < end {
            match self.byte(0) {
                b'\\' => self.at += 2,
                b'$' => self.variable(),
                _ => self.at += 1,
            }
        }
    }

    fn push(&mut self, quotes: Quotes, length: usize) {
        self.quotes.push(quotes);
        self.at += length;
    }

    fn pop(&mut self) {
        if self.quotes.len() > 1 {
            self.quotes.pop();
        }
        self.at += 1;
    }

    fn nest(&mut self, by: i32) {
        if let Some(Quotes::Substitution(depth)) = self.quotes.last_mut() {
            *depth = depth.saturating_add_signed(by);
        }
        self.at += 1;
    }

    fn begins_word(&self) -> bool {
        self.at == 0 || matches!(self.text.as_bytes()[self.at - 1], b' ' | b'\t' | b'\n' | b';' | b'(' | b'&' | b'|')
    }

    fn comment(&mut self, end: usize) {
        let rest = &self.text.as_bytes()[self.at..end];
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    }

    /// `for NAME`.
    fn for_loop(&mut self) {
        let rest = &self.text[self.at..];
        let Some(behind) = rest.strip_prefix("for").filter(|behind| behind.starts_with([' ', '\t'])) else {
            self.at += 1;
            return;
        };
        let name = behind.trim_start();
        self.set.insert(&name[..identifier(name)]);
        self.at += 3;
    }

    /// A `$`, and the variable behind it if there is one. A name within `${…}` is left to be read on its own.
    fn variable(&mut self) {
        let start = self.at;
        let braced = self.byte(1) == b'{';
        let from = start + 1 + usize::from(braced);
        let length = self.text.get(from..).map_or(0, identifier);
        self.at = from.max(start + 1) + length;
        if length == 0 {
            return;
        }
        let name = &self.text[from..self.at];
        let behind = self.text[self.at..].strip_prefix(':').unwrap_or(&self.text[self.at..]);
        let guarded = braced && behind.starts_with(['-', '+', '?', '=']);
        if guarded && behind.starts_with('=') {
            self.set.insert(name);
        }
        if !guarded {
            let end = if braced && self.byte(0) == b'}' { self.at + 1 } else { self.at };
            self.reads.push((name, TextRange::new(start as u32, end as u32)));
        }
    }
}

/// The length of the variable's name that `text` begins with.
fn identifier(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes.first().is_none_or(u8::is_ascii_digit) {
        return 0;
    }
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

#[cfg(test)]
mod tests {
    use crate::model::dockerfile::{Dockerfile, Instruction};
    use crate::syntax::dockerfile::parse;

    fn read(run: &str) -> Vec<String> {
        let text = format!("FROM x\nRUN {run}\n");
        let tree = parse(&text);
        let model = Dockerfile::new(&tree);
        let run = model.instruction(1).and_then(Instruction::as_run).expect("a RUN");
        let found = run.outside_variables();
        for variable in &found {
            let place = variable.span.slice(&text);
            assert!(place.starts_with('$') && place.contains(variable.name), "{place}");
        }
        found.iter().map(|variable| variable.name.to_owned()).collect()
    }

    #[test]
    fn variables_are_read_in_every_kind_of_word() {
        assert_eq!(read("echo $A \"x ${B}y\" ${C%.*} > $D && E=$F cmd"), ["A", "B", "C", "D", "F"]);
        assert_eq!(read("for x in $A; do echo \"$(cat \"$B\" '$C')$x$D\"; done"), ["A", "B", "D"]);
        assert_eq!(read("case $A in \"$B\") [ -n \"$C\" ];; esac; [[ $D ]]"), ["A", "B", "C", "D"]);
        assert_eq!(read("echo a \\\n  $A \\\n  # $B\n  $C"), ["A", "C"]);
    }

    #[test]
    fn what_is_quoted_escaped_or_special_is_no_variable() {
        assert!(read("echo '$A' \\$B \"\\$C\" $1 $? $$ $( ) ${#} # $D").is_empty());
        assert_eq!(read("echo \"it's $A\" 'and \"$B\"'"), ["A"]);
    }

    #[test]
    fn what_the_text_sets_or_provides_for_is_not_from_outside() {
        assert!(read("A=1; export B=2; read C; for D in x; do echo $A $B $C $D; done").is_empty());
        assert!(read("echo ${A:-x} ${B+y} ${C:?no} && : ${D:=1} && echo $D").is_empty());
        assert!(read(". /etc/os-release && echo $ID").is_empty());
        assert!(read("[\"echo\", \"$A\"]").is_empty());
    }

    #[test]
    fn heredocs_are_read_as_the_shell_reads_them() {
        assert_eq!(read("<<E\necho '$A' $B\nE"), ["B"]);
        assert_eq!(read("cat <<E > x && echo $A\nit's $B\nE"), ["A", "B"]);
        assert_eq!(read("cat <<'E' > x && echo $A\nit's $B\nE"), ["A"]);
    }
}

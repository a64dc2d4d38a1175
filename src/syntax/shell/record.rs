//! Adds what a walk meets to a [`Script`]: commands with their words, redirections, pipelines, in the script's own places.
//!
//! Knows the parser's leaves; nothing of what they stand in.

use std::ops::Range;

use shuck_ast as ast;

use super::TextRange;
use super::embedded::{Embedded, shell_string};
use super::reader::{Origin, bytes};
use super::script::{
    AssignmentData, CommandData, Joint, Nesting, OptionChange, PipelineData, RedirectionData, RedirectionOperator,
    Script, Stage, WordData,
};
use super::word::{cook, unquote};
use super::wrapper;

/// What surrounds a command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) joint: Joint,
    pub(super) nesting: Nesting,
    pub(super) stage: Option<Stage>,
}

impl Default for Context {
    fn default() -> Self {
        Self { joint: Joint::Start, nesting: Nesting::default(), stage: None }
    }
}

/// What a simple command has beside words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) assignments: &'a [ast::Assignment],
    pub(super) redirections: &'a [ast::Redirect],
}

/// Writes into a script what stands in one parsed source.
#[derive(Debug)]
pub(super) struct Recorder<'a, 's> {
    script: &'s mut Script,
    pub(super) source: &'a str,
    origin: Origin<'a>,
    /// Where the words of the present command stand in `source`.
    word_spans: Vec<Range<usize>>,
    embedded: Vec<Embedded>,
}

impl<'a, 's> Recorder<'a, 's> {
    pub(super) fn new(script: &'s mut Script, source: &'a str, origin: Origin<'a>) -> Self {
        Self { script, source, origin, word_spans: Vec::new(), embedded: Vec::new() }
    }

    /// The scripts that the recorded commands hand to a shell.
    pub(super) fn finish(self) -> Vec<Embedded> {
        self.embedded
    }

    /// The place of `span` in the script's text; `None` outside it.
    pub(super) fn range(&self, span: ast::Span) -> Option<TextRange> {
        bytes(span, self.source).and_then(|range| self.origin.range(range))
    }

    /// Adds a statement that begins with `!` and whose status nothing looks at.
    pub(super) fn unchecked_negation(&mut self, statement: ast::Span) {
        let range = self.range(statement);
        self.script.unchecked_negations.extend(range);
    }

    /// Index of the next pipeline.
    pub(super) fn next_pipeline(&self) -> u32 {
        self.script.pipelines.len() as u32
    }

    /// Adds a pipeline with the given operators.
    pub(super) fn pipeline(&mut self, span: ast::Span, operators: impl Iterator<Item = ast::Span>, nesting: Nesting) {
        let from = self.script.operators.len() as u32;
        for operator in operators {
            let range = self.range(operator);
            self.script.operators.extend(range);
        }
        let operators = from..self.script.operators.len() as u32;
        let range = self.range(span).unwrap_or_default();
        self.script.pipelines.push(PipelineData { range, operators, nesting });
    }

    /// Adds a simple command whose words stand at `words`.
    pub(super) fn command(&mut self, words: impl Iterator<Item = ast::Span>, parts: Parts<'_>, context: Context) {
        let assignments = self.script.assignments.len() as u32;
        for assignment in parts.assignments {
            self.assignment(assignment);
        }
        let first = self.script.words.len() as u32;
        self.word_spans.clear();
        for span in words.filter_map(|span| bytes(span, self.source)) {
            if self.word(Some(span.clone())).is_some() {
                self.word_spans.push(span);
            }
        }
        let words = first..self.script.words.len() as u32;
        let redirections = self.script.redirections.len() as u32;
        for redirection in parts.redirections {
            self.redirection(redirection);
        }
        let assignments = assignments..self.script.assignments.len() as u32;
        let redirections = redirections..self.script.redirections.len() as u32;
        let script = &self.script;
        let ranges = script.words[words.start as usize..words.end as usize].iter().map(|word| word.range);
        let ranges = ranges.chain(script.assignments[assignments.start as usize..].iter().map(|part| part.range));
        let ranges = ranges.chain(script.redirections[redirections.start as usize..].iter().map(|part| part.range));
        let Some(range) = ranges.reduce(TextRange::cover) else {
            return;
        };
        let Context { joint, nesting, stage } = context;
        let program = None;
        self.script.commands.push(CommandData {
            range,
            words,
            assignments,
            redirections,
            joint,
            nesting,
            stage,
            program,
        });
        let program = self.script.commands().next_back().and_then(wrapper::unwrap);
        if let Some(command) = self.script.commands.last_mut() {
            command.program = program.map(|index| index as u32);
        }
        self.note_options();
        self.note_embedded(nesting);
    }

    /// Keeps the script that the last command hands to a shell.
    fn note_embedded(&mut self, nesting: Nesting) {
        let Some((index, dialect)) = self.script.commands().next_back().and_then(shell_string) else { return };
        let Some(span) = self.word_spans.get(index).cloned() else { return };
        let (text, mut origin) = unquote(&self.source[span.clone()]);
        for offset in &mut origin {
            // The word has a place, so each of its bytes has.
            *offset = self.origin.offset(span.start + *offset as usize).unwrap_or_default();
        }
        let nesting = nesting.with(Nesting::SHELL_STRING);
        self.embedded.push(Embedded { text, origin, dialect, nesting });
    }

    /// Keeps what a `set` at the top level changes.
    fn note_options(&mut self) {
        let Some(command) = self.script.commands.last() else { return };
        let certain = command.nesting.is_top_level() && command.stage.is_none() && command.joint != Joint::Or;
        let Range { start, end } = command.words;
        if !certain || start == end || self.script.word(start).text() != "set" {
            return;
        }
        let arguments = start + 1..end;
        let offset = command.range.end;
        self.script.option_changes.push(OptionChange { offset, arguments });
    }

    fn assignment(&mut self, assignment: &ast::Assignment) {
        let (range, name) = (self.range(assignment.span), self.range(assignment.target.name_span));
        let (Some(range), Some(name)) = (range, name) else { return };
        let value = match &assignment.value {
            ast::AssignmentValue::Scalar(word) => self.word(bytes(word.span, self.source)),
            ast::AssignmentValue::Compound(_) => None,
        };
        self.script.assignments.push(AssignmentData { range, name, value, append: assignment.append });
    }

    fn redirection(&mut self, redirection: &ast::Redirect) {
        let Some(span) = bytes(redirection.span, self.source) else { return };
        let Some(range) = self.origin.range(span.clone()) else { return };
        let (operator, symbol) = match redirection.kind {
            ast::RedirectKind::Output => (RedirectionOperator::Write, ">"),
            ast::RedirectKind::Clobber => (RedirectionOperator::Clobber, ">|"),
            ast::RedirectKind::Append => (RedirectionOperator::Append, ">>"),
            ast::RedirectKind::Input => (RedirectionOperator::Read, "<"),
            ast::RedirectKind::ReadWrite => (RedirectionOperator::ReadWrite, "<>"),
            ast::RedirectKind::HereDoc => (RedirectionOperator::Heredoc, "<<"),
            ast::RedirectKind::HereDocStrip => (RedirectionOperator::Heredoc, "<<-"),
            ast::RedirectKind::HereString => (RedirectionOperator::HereString, "<<<"),
            ast::RedirectKind::DupOutput => (RedirectionOperator::DuplicateOutput, ">&"),
            ast::RedirectKind::DupInput => (RedirectionOperator::DuplicateInput, "<&"),
            ast::RedirectKind::OutputBoth => (RedirectionOperator::WriteBoth, "&>"),
        };
        // The tree gives descriptors no place of their own, so the target is what follows the operator.
        let text = &self.source[span.clone()];
        let target = text.find(symbol).and_then(|at| {
            let behind = text[at + symbol.len()..].trim_start_matches(['>', ' ', '\t']);
            self.word(Some(span.end - behind.len()..span.end))
        });
        let body = redirection.heredoc().and_then(|heredoc| self.range(heredoc.body.span));
        self.script.redirections.push(RedirectionData { range, operator, target, body });
    }

    /// Adds the word at `span`.
    fn word(&mut self, span: Option<Range<usize>>) -> Option<u32> {
        let span = span.filter(|span| !span.is_empty())?;
        let range = self.origin.range(span.clone())?;
        let raw = &self.source[span];
        let cooked = cook(raw);
        let verbatim = matches!(self.origin, Origin::Shifted { .. });
        let text = match (cooked.text.as_deref(), verbatim) {
            (None, true) => range,
            (text, _) => {
                let start = self.script.arena.len() as u32;
                self.script.arena.push_str(text.unwrap_or(raw));
                TextRange::new(start, self.script.arena.len() as u32)
            }
        };
        let data = WordData { range, text, literal: cooked.literal, quoted: cooked.quoted, escaped: cooked.escaped };
        self.script.words.push(data);
        Some(self.script.words.len() as u32 - 1)
    }
}

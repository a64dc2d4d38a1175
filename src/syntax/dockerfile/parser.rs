//! From lines to instructions: directives, comments, continuations, heredocs, and the arguments of each instruction.

use super::directive::{Directive, DirectiveName};
use super::error::{SyntaxError, SyntaxErrorKind as Kind};
use super::grammar;
use super::heredoc::{self, Heredoc, Marker};
use super::json::{self, JsonForm};
use super::lines::{LONGEST_LINE, Line, Lines};
use super::tree::{Arguments, Comment, HealthcheckCommand, Instruction, Keyword, Tree, Word};
use super::words::{self, NoPairs, Split};
use crate::syntax::joined::Joined;
use crate::text::{Span, nearest};

/// How deep ONBUILD within ONBUILD is followed. BuildKit refuses the second.
const DEEPEST_TRIGGER: u32 = 8;

pub(super) struct Parser<'s> {
    lines: Lines<'s>,
    tree: Tree<'s>,
    /// Whether the next line may still be a directive.
    directives: bool,
    /// First of the comments that belong to the next instruction.
    pending_comments: usize,
    /// Whether a heredoc without end was met: later ones are then looked for up to the next instruction only, so that
    /// many of them cost no more than one.
    lost_heredoc: bool,
    pieces: Vec<Span>,
}

/// An instruction's lines as one.
struct LogicalLine<'s> {
    text: Joined<'s>,
    /// From the start of the first physical line to the end of the last.
    lines: Span,
    empty_continuations: Vec<Span>,
}

impl<'s> Parser<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self {
            lines: Lines::new(text, start),
            tree: Tree {
                text,
                escape: '\\',
                directives: Vec::new(),
                comments: Vec::new(),
                instructions: Vec::new(),
                errors: Vec::new(),
            },
            directives: true,
            pending_comments: 0,
            lost_heredoc: false,
            pieces: Vec::new(),
        }
    }

    pub(super) fn run(mut self) -> Tree<'s> {
        while let Some(line) = self.next_line() {
            let trimmed = line.trimmed();
            if self.directives && self.directive(&trimmed) {
                continue;
            }
            if trimmed.is_comment() {
                let comment = self.comment(&line);
                if comment.is_empty() {
                    self.pending_comments = self.tree.comments.len();
                }
            } else if !trimmed.text.is_empty() {
                let logical = self.logical_line(trimmed);
                self.instruction(&logical);
            }
        }
        self.whole_file();
        self.tree.errors.sort_by_key(|error| error.span.start);
        // A line that is read again after a heredoc without end is reported again.
        self.tree.errors.dedup();
        self.tree
    }

    fn next_line(&mut self) -> Option<Line<'s>> {
        let line = self.lines.next()?;
        if line.text.len() > LONGEST_LINE {
            self.report(line.span(), Kind::LineTooLong { length: line.text.len() });
        }
        Some(line)
    }

    fn report(&mut self, span: Span, kind: Kind) {
        self.tree.errors.push(SyntaxError { kind, span });
    }

    /// Takes `line` for a directive if it is one; directives end at the first line that is none.
    fn directive(&mut self, line: &Line<'s>) -> bool {
        let Some(directive) = Directive::read(line.text, line.start) else {
            self.directives = false;
            return false;
        };
        if self.tree.directives.iter().any(|earlier| earlier.name == directive.name) {
            self.report(directive.span, Kind::DuplicateDirective { name: directive.name.name() });
        } else if directive.name == DirectiveName::Escape {
            match directive.value {
                "\\" => self.tree.escape = '\\',
                "`" => self.tree.escape = '`',
                value => self.report(directive.value_span, Kind::InvalidEscape { value: value.to_owned() }),
            }
        }
        self.tree.directives.push(directive);
        true
    }

    /// Keeps a comment line; its text.
    fn comment(&mut self, line: &Line<'s>) -> &'s str {
        let trimmed = line.trimmed();
        let text = trimmed.text.strip_prefix('#').unwrap_or(trimmed.text).trim();
        self.tree.comments.push(Comment { span: trimmed.span(), text, indented: trimmed.start > line.start });
        text
    }

    /// Joins the lines that `first` continues on. Comment lines between them are kept as comments, empty ones left out.
    fn logical_line(&mut self, first: Line<'s>) -> LogicalLine<'s> {
        self.pieces.clear();
        let mut empty_continuations = Vec::new();
        let mut line = first;
        let mut end = first.end();
        loop {
            let continued = line.continued(self.tree.escape);
            let length = continued.unwrap_or(line.text.len());
            self.pieces.push(Span::of(line.start..line.start + length));
            if continued.is_none() {
                break;
            }
            let Some(next) = self.next_continued_line(&mut end, &mut empty_continuations) else { break };
            line = next;
        }
        LogicalLine {
            text: Joined::of(self.tree.text, &self.pieces),
            lines: Span::of(first.start..end),
            empty_continuations,
        }
    }

    /// The next line that says something. `end` moves along with every line read.
    fn next_continued_line(&mut self, end: &mut usize, empty: &mut Vec<Span>) -> Option<Line<'s>> {
        loop {
            let line = self.next_line()?;
            *end = line.end();
            if line.is_comment() {
                self.comment(&line);
            } else if line.is_blank() {
                empty.push(line.span());
            } else {
                return Some(line);
            }
        }
    }

    fn instruction(&mut self, line: &LogicalLine<'s>) {
        // Comments inside the instruction stand behind those before it.
        let own = self.tree.comments.partition_point(|comment| comment.span.start < line.lines.start);
        let comments = self.pending_comments as u32..own as u32;
        let mut instruction = self.build(&line.text, 0);
        instruction.lines = line.lines;
        instruction.comments = comments;
        instruction.empty_continuations.clone_from(&line.empty_continuations);
        if takes_heredocs(&instruction) {
            self.heredocs(&mut instruction, &line.text);
        }
        if instruction.keyword.is_none() {
            self.unknown(&instruction);
        }
        grammar::check(&instruction, self.tree.escape, &mut self.tree.errors);
        self.pending_comments = self.tree.comments.len();
        self.tree.instructions.push(instruction);
    }

    /// Takes a logical line apart. Where BuildKit's parser stops, the error is kept.
    fn build(&mut self, line: &Word<'s>, depth: u32) -> Instruction<'s> {
        let Split { name, flags, rest } = words::split(line, self.tree.escape);
        let keyword = name.text().parse::<Keyword>().ok();
        let arguments = match keyword {
            _ if rest.text().is_empty() => Arguments::None,
            Some(keyword) => self.arguments(keyword, &rest, depth),
            None => Arguments::Text,
        };
        let end = if rest.text().is_empty() { line.full_span().end } else { rest.full_span().end };
        let name_span = name.full_span();
        let span = Span::new(name_span.start, end.max(name_span.end));
        Instruction {
            span,
            lines: span,
            name,
            keyword,
            flags,
            text: rest,
            arguments,
            heredocs: Vec::new(),
            comments: 0..0,
            empty_continuations: Vec::new(),
        }
    }

    fn arguments(&mut self, keyword: Keyword, rest: &Word<'s>, depth: u32) -> Arguments<'s> {
        let escape = self.tree.escape;
        match keyword {
            Keyword::From | Keyword::Expose => Arguments::Words(words::by_blanks(rest)),
            Keyword::Arg => match words::by_quotes(rest, escape) {
                words if words.is_empty() => Arguments::None,
                words => Arguments::Words(words),
            },
            Keyword::Add | Keyword::Copy | Keyword::Volume => {
                self.json(rest).map_or_else(|| Arguments::Words(words::by_blanks(rest)), Arguments::Json)
            }
            Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Shell => {
                self.json(rest).map_or(Arguments::Text, Arguments::Json)
            }
            Keyword::Env | Keyword::Label => self.pairs(keyword, rest),
            Keyword::Healthcheck => self.healthcheck(rest),
            Keyword::Onbuild if depth < DEEPEST_TRIGGER => Arguments::Trigger(Box::new(self.build(rest, depth + 1))),
            Keyword::Maintainer | Keyword::Onbuild | Keyword::Stopsignal | Keyword::User | Keyword::Workdir => {
                Arguments::Text
            }
        }
    }

    /// The strings of a JSON array; nothing when `rest` is none, which is no mistake by itself.
    fn json(&mut self, rest: &Word<'s>) -> Option<Vec<Word<'s>>> {
        match json::read(rest) {
            JsonForm::Strings(strings) => Some(strings),
            JsonForm::OtherValues => {
                self.report(rest.full_span(), Kind::NotStrings);
                Some(Vec::new())
            }
            JsonForm::No => None,
        }
    }

    fn pairs(&mut self, keyword: Keyword, rest: &Word<'s>) -> Arguments<'s> {
        let (pairs, mistake) = words::pairs(rest, self.tree.escape);
        if let Some(mistake) = mistake {
            match mistake {
                NoPairs::MissingValue => self.report(rest.full_span(), Kind::MissingValue { keyword }),
                NoPairs::MissingEquals(word) => {
                    self.report(word.full_span(), Kind::MissingEquals { word: word.text().to_owned() });
                }
            }
        }
        Arguments::Pairs(pairs)
    }

    fn healthcheck(&mut self, rest: &Word<'s>) -> Arguments<'s> {
        let text = rest.text();
        let kind_end = text.find(char::is_whitespace).unwrap_or(text.len());
        let command = rest.part(text.len() - text[kind_end..].trim_start().len()..text.len());
        let command = (!command.text().is_empty()).then(|| match self.json(&command) {
            Some(strings) => HealthcheckCommand::Json(strings),
            None => HealthcheckCommand::Shell(command),
        });
        Arguments::Healthcheck { kind: rest.part(0..kind_end), command }
    }

    fn heredocs(&mut self, instruction: &mut Instruction<'s>, line: &Word<'s>) {
        for marker in heredoc::markers(line.text()) {
            let heredoc = self.heredoc(marker, line);
            let end = heredoc.terminator.end.max(heredoc.body.end);
            instruction.span.end = instruction.span.end.max(heredoc.terminator.end);
            instruction.lines.end = instruction.lines.end.max(end);
            instruction.heredocs.push(heredoc);
        }
    }

    /// Reads the body that `marker` announces.
    fn heredoc(&mut self, marker: Marker, line: &Word<'s>) -> Heredoc {
        let start = self.lines.offset();
        let mut recovery = None;
        let (mut end, mut terminator) = (start, None);
        while let Some(body_line) = self.next_line() {
            let text = body_line.text;
            let candidate = if marker.strip_tabs { text.trim_start_matches('\t') } else { text };
            if candidate == marker.name {
                terminator = Some(Span::of(body_line.end() - candidate.len()..body_line.end()));
                break;
            }
            if recovery.is_none() && looks_like_instruction(text) {
                recovery = Some(body_line.start);
                if self.lost_heredoc {
                    break;
                }
            }
            end = body_line.next;
        }
        let span = line.span(marker.range.clone());
        if terminator.is_none() {
            self.lost_heredoc = true;
            self.report(span, Kind::UnterminatedHeredoc { name: marker.name.clone() });
            if let Some(recovery) = recovery {
                self.lines.rewind(recovery);
                end = recovery;
            }
        }
        Heredoc {
            marker: span,
            name: marker.name,
            expand: marker.expand,
            strip_tabs: marker.strip_tabs,
            body: Span::of(start..end),
            terminator: terminator.unwrap_or(Span::empty(end as u32)),
        }
    }

    fn unknown(&mut self, instruction: &Instruction<'s>) {
        let word = instruction.name.text().to_owned();
        let suggestion = nearest(&word, Keyword::ALL.iter().map(|keyword| keyword.word()));
        let follows_run = self.tree.instructions.last().is_some_and(|previous| {
            let between = &self.tree.text[previous.lines.end as usize..instruction.lines.start as usize];
            previous.keyword == Some(Keyword::Run) && between.matches('\n').count() == 1
        });
        self.report(instruction.name.full_span(), Kind::UnknownInstruction { word, suggestion, follows_run });
    }

    fn whole_file(&mut self) {
        let instructions = &self.tree.instructions;
        if instructions.is_empty() {
            self.report(Span::empty(0), Kind::NoInstruction);
        } else if let Some(last) = instructions.last()
            && instructions.iter().all(|instruction| instruction.keyword == Some(Keyword::Arg))
        {
            self.report(last.span, Kind::NoStage);
        }
    }
}

fn takes_heredocs(instruction: &Instruction<'_>) -> bool {
    let instruction = match &instruction.arguments {
        Arguments::Trigger(trigger) => trigger,
        _ => instruction,
    };
    matches!(instruction.keyword, Some(Keyword::Run | Keyword::Copy | Keyword::Add)) && !instruction.is_json()
}

/// Whether a line of an unterminated heredoc is more likely the next instruction than part of the body: an upper-case
/// instruction word at the very start.
fn looks_like_instruction(line: &str) -> bool {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    word.len() < line.len() && Keyword::ALL.iter().any(|keyword| keyword.word() == word)
}

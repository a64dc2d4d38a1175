//! Suppressions of a Dockerfile.
//!
//! Sources: hadolint's README on inline ignores; BuildKit's documentation of the `check` directive and of per-instruction
//! checks; the documentation of tally, Trivy and Checkov on comments.

use super::own::{self, Reach};
use super::{Dialect, Names, Suppression, note_removals, of_scanners, part};
use crate::model::dockerfile::{Dockerfile, Instruction};
use crate::syntax::dockerfile::{Comment, DirectiveName, Keyword};
use crate::text::Span;

/// The suppressions of a Dockerfile, in no particular order.
#[must_use]
pub fn of_dockerfile(model: &Dockerfile<'_>) -> Vec<Suppression> {
    let tree = model.tree();
    let mut reader = Reader { source: tree.text, found: Vec::new() };
    if let Some(directive) = tree.directives.iter().find(|directive| directive.name == DirectiveName::Check)
        && let Some(names) = buildkit(tree.text, directive.value)
    {
        reader.add(part(tree.text, directive.value), names, reader.file(), Dialect::Buildkit);
    }
    if tree.comments.is_empty() {
        return reader.found;
    }
    for comment in &tree.comments {
        reader.of_file(comment);
    }
    let mut above = vec![false; tree.comments.len()];
    for instruction in model.instructions().filter(|instruction| !instruction.comments().is_empty()) {
        for comment in instruction.comments() {
            above[tree.comments.partition_point(|other| other.span.start < comment.span.start)] = true;
            reader.of_comment(comment, Some(instruction));
        }
        reader.of_instruction(instruction);
    }
    for (comment, above) in tree.comments.iter().zip(above) {
        if !above {
            reader.of_comment(comment, None);
        }
    }
    note_removals(tree.text, &mut reader.found);
    reader.found
}

struct Reader<'s> {
    source: &'s str,
    found: Vec<Suppression>,
}

impl Reader<'_> {
    fn file(&self) -> Span {
        Span::of(0..self.source.len())
    }

    fn add(&mut self, place: Span, names: Names, scope: Span, dialect: Dialect) {
        self.found.push(Suppression::new(place, names, scope, dialect));
    }

    /// What a comment says of the whole file, wherever it stands.
    fn of_file(&mut self, comment: &Comment<'_>) {
        if let Some(names) = hadolint(self.source, comment.text, "global ignore") {
            self.add(comment.span, names, self.file(), Dialect::Hadolint);
        }
        if let Some((names, reason)) = tally(self.source, comment.text, "global ignore=") {
            let suppression = Suppression::new(comment.span, names, self.file(), Dialect::Tally);
            self.found.push(suppression.because(reason));
        }
    }

    /// What a comment says in our own words or a scanner's. One that stands above no instruction covers none.
    fn of_comment(&mut self, comment: &Comment<'_>, instruction: Option<Instruction<'_>>) {
        let here = instruction.map_or(Span::empty(comment.span.start), |instruction| instruction.syntax().lines);
        let file = self.file();
        of_scanners(self.source, comment.text, comment.span, here, file, &mut self.found);
        let Some(own) = own::read(self.source, comment.text) else { return };
        let stage = || stage_of(instruction?);
        self.found.push(match own.reach {
            Reach::Here => own.covering(comment.span, here),
            Reach::File => own.covering(comment.span, file),
            Reach::Object => {
                own.out_of_place(comment.span, "a Dockerfile has stages, not objects: write `ignore-stage`")
            }
            Reach::Stage => match stage() {
                Some(stage) => own.covering(comment.span, stage),
                None => own.out_of_place(comment.span, "it stands in no stage"),
            },
        });
    }

    /// What peers read in the comments above an instruction.
    fn of_instruction(&mut self, instruction: Instruction<'_>) {
        let scope = instruction.syntax().lines;
        let comments = instruction.comments();
        for comment in comments {
            if let Some((names, reason)) = tally(self.source, comment.text, "ignore=") {
                let suppression = Suppression::new(comment.span, names, scope, Dialect::Tally);
                self.found.push(suppression.because(reason));
            }
        }
        // BuildKit takes the first such comment, and its value up to the first blank.
        let first = comments.iter().filter(|comment| !comment.indented).find_map(|comment| {
            let value = comment.text.strip_prefix("check=")?;
            let (value, reason) = value.split_once([' ', '\t']).unwrap_or((value, ""));
            Some((comment.span, buildkit(self.source, value)?, reason.trim_start_matches(['/', ' '])))
        });
        if let Some((place, names, reason)) = first {
            self.found.push(Suppression::new(place, names, scope, Dialect::Buildkit).because(reason));
        }
        // hadolint looks at the line right above only.
        let Some(comment) = comments.last() else { return };
        let between = &self.source[comment.span.end as usize..scope.start as usize];
        if between.bytes().filter(|byte| *byte == b'\n').count() != 1 {
            return;
        }
        let reason = comment.text.split_once('#').map_or("", |(_, reason)| reason);
        if let Some(names) = hadolint(self.source, comment.text, "ignore") {
            let suppression = Suppression::new(comment.span, names, scope, Dialect::Hadolint);
            self.found.push(suppression.because(reason));
        }
        if instruction.keyword() == Some(Keyword::From)
            && let Some(names) = hadolint(self.source, comment.text, "stage ignore")
            && let Some(stage) = stage_of(instruction)
        {
            self.found.push(Suppression::new(comment.span, names, stage, Dialect::Hadolint).because(reason));
        }
    }
}

/// The lines of the stage that an instruction is in.
fn stage_of(instruction: Instruction<'_>) -> Option<Span> {
    let stage = instruction.stage()?;
    let last = stage.instructions().next_back().unwrap_or(instruction);
    Some(stage.from_instruction().syntax().lines.cover(last.syntax().lines))
}

/// `hadolint WORDS=code, …`, behind which only white space or a comment may follow.
pub(super) fn hadolint(source: &str, comment: &str, words: &str) -> Option<Names> {
    let mut rest = strip_word(comment, "hadolint")?;
    for word in words.split(' ') {
        rest = strip_word(rest.trim_start(), word)?;
    }
    let rest = rest.trim_start().strip_prefix('=')?;
    let list = rest.split_once('#').map_or(rest, |(list, _)| list);
    let is_code = |code: &str| {
        !code.is_empty() && code.bytes().all(|byte| matches!(byte, b'D' | b'L' | b'S' | b'C' | b'0'..=b'9'))
    };
    let codes = || list.split(',').map(str::trim);
    codes().all(is_code).then(|| Names::of(source, codes()))
}

/// `text` behind `word`, which must end there.
fn strip_word<'s>(text: &'s str, word: &str) -> Option<&'s str> {
    text.strip_prefix(word).filter(|rest| rest.starts_with([' ', '\t', '=']))
}

/// `tally WORDS=rule,…;reason=text`, in any case.
fn tally<'s>(source: &str, comment: &'s str, words: &str) -> Option<(Names, &'s str)> {
    let rest = strip_prefix_in_any_case(comment, "tally ")?.trim_start();
    let rest = strip_prefix_in_any_case(rest, words)?;
    let (list, more) = rest.split_once(';').unwrap_or((rest, ""));
    Some((Names::of_list(source, list), more.trim().strip_prefix("reason=").unwrap_or_default()))
}

fn strip_prefix_in_any_case<'s>(text: &'s str, prefix: &str) -> Option<&'s str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// The value of `check=`: options joined with `;`, of which `skip` concerns us.
fn buildkit(source: &str, value: &str) -> Option<Names> {
    let skip = value.split(';').find_map(|option| option.trim().strip_prefix("skip="))?;
    Some(Names::of_list(source, skip))
}

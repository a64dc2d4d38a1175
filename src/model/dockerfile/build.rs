//! The one pass that computes the model: variables forward, as the builder meets them, then the graph of stages.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::expansion::{self, Value};
use super::instruction::shell_pragma;
use super::reference::{self, ReferenceTarget};
use super::run::RunCache;
use super::stage::{Stage, StageFacts};
use super::variables::{BUILDER_ARGUMENTS, Binding, BindingKind, ExpandedWord, PLATFORM_ARGUMENTS};
use super::{Dockerfile, InstructionFacts};
use crate::syntax::dockerfile::{Arguments, Flag, Instruction, Keyword, Tree, Word};
use crate::text::Span;

pub(super) fn build<'s>(tree: &'s Tree<'s>) -> Dockerfile<'s> {
    let mut builder = Builder {
        model: Dockerfile {
            tree,
            instructions: Vec::with_capacity(tree.instructions.len()),
            stages: Vec::new(),
            stage_names: HashMap::new(),
            expansions: Vec::new(),
            runs: tree.instructions.iter().map(|_| RunCache::default()).collect(),
            bindings: HashMap::new(),
            marks: OnceCell::new(),
        },
        global: Environment::default(),
        stage: Environment::default(),
        finished: Vec::new(),
        now: InstructionFacts::default(),
        latest: [None; Keyword::ALL.len()],
        comments: 0,
        file_shell_comment: None,
    };
    for instruction in &tree.instructions {
        builder.instruction(instruction);
    }
    builder.end_stage();
    let mut model = builder.model;
    link_stages(&mut model);
    model
}

/// Variables and what is known of their values.
type Environment = HashMap<String, Bound>;

/// What is known of a variable's value.
#[derive(Debug, Clone)]
enum Bound {
    /// It is this, if nobody says otherwise on the command line.
    Known(String),
    /// It is made of what comes from outside; this, if nothing comes.
    Derived(String),
    /// It comes from outside.
    Given,
}

impl Bound {
    fn of(text: Cow<'_, str>, unknown: bool) -> Self {
        if unknown { Self::Derived(text.into_owned()) } else { Self::Known(text.into_owned()) }
    }

    fn known(&self) -> Option<String> {
        match self {
            Self::Known(value) => Some(value.clone()),
            Self::Derived(_) | Self::Given => None,
        }
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Known(value) => Value::Known(value),
            Self::Derived(value) => Value::Derived(value),
            Self::Given => Value::Given,
        }
    }
}

struct Builder<'s> {
    model: Dockerfile<'s>,
    /// ARGs before the first FROM.
    global: Environment,
    /// Variables of the current stage.
    stage: Environment,
    /// The variables at the end of each finished stage.
    finished: Vec<Environment>,
    /// What is in force at the next instruction.
    now: InstructionFacts,
    /// By keyword: the latest instruction of that kind in the current stage.
    latest: [Option<u32>; Keyword::ALL.len()],
    /// How many comments have been looked at.
    comments: usize,
    /// The `# hadolint shell=` comment before the first FROM.
    file_shell_comment: Option<u32>,
}

impl<'s> Builder<'s> {
    fn instruction(&mut self, instruction: &'s Instruction<'s>) {
        let index = self.model.instructions.len() as u32;
        let first = self.model.expansions.len() as u32;
        let shell_comment = self.shell_comment_before(instruction);
        if instruction.keyword == Some(Keyword::From) {
            self.from(instruction, index);
            self.now.shell_comment = self.file_shell_comment;
        } else if shell_comment.is_some() {
            self.now.shell_comment = shell_comment;
        }
        self.model.instructions.push(self.now);
        if let Some(keyword) = instruction.keyword
            && let Some(previous) = self.latest[keyword as usize].replace(index)
        {
            self.model.instructions[previous as usize].next_of_kind = Some(index);
        }
        self.expand(instruction, index);
        self.model.expansions[first as usize..].sort_by_key(|expanded| expanded.word.source_offset(0));
        self.model.instructions[index as usize].expansions = (first, self.model.expansions.len() as u32);
        match instruction.keyword {
            Some(Keyword::User) => self.now.user = Some(index),
            Some(Keyword::Workdir) => self.now.workdir = Some(index),
            Some(Keyword::Shell) => self.now.shell = Some(index),
            Some(Keyword::Entrypoint) => self.now.entrypoint = Some(index),
            Some(Keyword::Cmd) => self.now.cmd = Some(index),
            _ => {}
        }
    }

    /// The last `# hadolint shell=` comment between the previous instruction and this one.
    fn shell_comment_before(&mut self, instruction: &Instruction<'s>) -> Option<u32> {
        let comments = &self.model.tree.comments;
        let behind =
            comments[self.comments..].iter().take_while(|comment| comment.span.start < instruction.lines.start);
        let end = self.comments + behind.count();
        let last = (self.comments..end).rev().find(|&index| shell_pragma(comments[index].text).is_some());
        self.comments = end;
        let last = last.map(|index| index as u32);
        if self.model.stages.is_empty() {
            self.file_shell_comment = last.or(self.file_shell_comment);
        }
        last
    }

    fn from(&mut self, instruction: &'s Instruction<'s>, index: u32) {
        self.end_stage();
        self.latest = [None; Keyword::ALL.len()];
        let words = instruction.words();
        let image = words.first().map_or(Cow::Borrowed(""), |word| self.word(word.clone(), index, Scope::Global).0);
        if let Some(platform) = instruction.flag("platform").and_then(Flag::value_word) {
            self.word(platform, index, Scope::Global);
        }
        let parent = self.model.stage_names.get(&*image).copied();
        let name = match words {
            [_, between, name] if between.text().eq_ignore_ascii_case("as") => Some(name.text().to_ascii_lowercase()),
            _ => None,
        };
        let stage = self.model.stages.len() as u32;
        self.now = match parent.map(|parent| &self.model.stages[parent as usize]) {
            Some(parent) => InstructionFacts { stage: Some(stage), ..parent.at_end },
            None => InstructionFacts { stage: Some(stage), ..InstructionFacts::default() },
        };
        self.stage = parent.map(|parent| self.finished[parent as usize].clone()).unwrap_or_default();
        if let Some(name) = &name {
            self.model.stage_names.insert(name.clone(), stage);
        }
        self.model.stages.push(StageFacts {
            from: index,
            end: index + 1,
            name,
            parent,
            root: parent.map_or(stage, |parent| self.model.stages[parent as usize].root),
            inherits_variables: match parent {
                Some(parent) => self.model.stages[parent as usize].inherits_variables,
                None => image != "scratch",
            },
            at_end: self.now,
            circle: None,
            needs: parent.into_iter().collect(),
            needed: false,
            is_base: false,
            layers_shipped: false,
        });
    }

    fn end_stage(&mut self) {
        if let Some(stage) = self.model.stages.last_mut() {
            stage.end = self.model.instructions.len() as u32;
            stage.at_end = self.now;
            self.finished.push(std::mem::take(&mut self.stage));
        }
    }

    /// Expands what the builder expands, and takes note of what the instruction sets.
    fn expand(&mut self, instruction: &'s Instruction<'s>, index: u32) {
        match (instruction.keyword, &instruction.arguments) {
            (Some(Keyword::Arg), Arguments::Words(words)) => {
                for word in words {
                    self.argument(word, index);
                }
            }
            (Some(Keyword::Env), Arguments::Pairs(pairs)) => {
                // All pairs see the environment before the instruction.
                let set: Vec<_> = pairs
                    .iter()
                    .map(|pair| {
                        let (key, _) = self.word(pair.key.clone(), index, Scope::Stage);
                        let (value, unknown) = self.word(pair.value.clone(), index, Scope::Stage);
                        (key, Bound::of(value, unknown), pair.key.full_span())
                    })
                    .collect();
                for (key, value, span) in set {
                    self.bind(&key, value, BindingKind::Env, index, span);
                }
            }
            (Some(Keyword::Label), Arguments::Pairs(pairs)) => {
                for word in pairs.iter().flat_map(|pair| [&pair.key, &pair.value]) {
                    self.word(word.clone(), index, Scope::Stage);
                }
            }
            (Some(Keyword::Copy | Keyword::Add), _) => self.copy(instruction, index),
            (Some(Keyword::Volume | Keyword::Expose), _) => self.words(instruction.words(), index),
            (Some(Keyword::User | Keyword::Workdir | Keyword::Stopsignal), Arguments::Text) => {
                self.word(instruction.text.clone(), index, Scope::Stage);
            }
            (Some(Keyword::Run), _) => {
                let values = instruction.flags_named("mount").flat_map(Flag::list_values);
                for value in values {
                    self.word(value, index, Scope::Stage);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &[Word<'s>], index: u32) {
        for word in words {
            self.word(word.clone(), index, Scope::Stage);
        }
    }

    fn copy(&mut self, instruction: &'s Instruction<'s>, index: u32) {
        let flags = ["chown", "chmod", "checksum"].into_iter().filter_map(|name| instruction.flag(name)?.value_word());
        for value in flags {
            self.word(value, index, Scope::Stage);
        }
        self.words(instruction.words(), index);
        for heredoc in instruction.heredocs.iter().filter(|heredoc| heredoc.expand) {
            let body = Word::unbroken(self.model.tree.text, heredoc.body);
            self.word(body, index, Scope::Heredoc);
        }
    }

    /// One word of an ARG: `name` or `name=value`.
    fn argument(&mut self, word: &Word<'s>, index: u32) {
        let global = self.model.stages.is_empty();
        let equals = word.text().find('=');
        let name = word.part(0..equals.unwrap_or(word.text().len()));
        let value = match equals {
            Some(equals) => {
                let value = word.part(equals + 1..word.text().len());
                let scope = if global { Scope::Global } else { Scope::Stage };
                let (value, unknown) = self.word(value, index, scope);
                Bound::of(value, unknown)
            }
            None => match self.global(name.text()) {
                Value::Known(value) => Bound::Known(value.to_owned()),
                Value::Derived(value) => Bound::Derived(value.to_owned()),
                Value::Given | Value::Inherited | Value::Undefined => Bound::Given,
            },
        };
        self.bind(name.text(), value, BindingKind::Arg, index, name.full_span());
    }

    fn bind(&mut self, name: &str, bound: Bound, kind: BindingKind, instruction: u32, span: Span) {
        let value = bound.known();
        if !BUILDER_ARGUMENTS.contains(&name) {
            let environment = if self.model.stages.is_empty() { &mut self.global } else { &mut self.stage };
            environment.insert(name.to_owned(), bound);
        }
        self.model.bindings.entry(name.to_owned()).or_default().push(Binding { kind, instruction, span, value });
    }

    fn global(&self, name: &str) -> Value<'_> {
        match self.global.get(name) {
            Some(bound) => bound.value(),
            None => PLATFORM_ARGUMENTS
                .iter()
                .find(|(known, _)| *known == name)
                .map_or(Value::Undefined, |(_, value)| Value::Known(value)),
        }
    }

    fn value(&self, name: &str, scope: Scope) -> Value<'_> {
        if scope == Scope::Global {
            return self.global(name);
        }
        match self.stage.get(name) {
            Some(bound) => bound.value(),
            // BuildKit sees to it that there always is a PATH.
            None if name == "PATH" => Value::Given,
            // `$$`, `$@` and the like are read as variables, but no image sets them.
            None if !name.starts_with(|c: char| c == '_' || c.is_alphabetic()) => Value::Undefined,
            None if self.model.stages.last().is_some_and(|stage| stage.inherits_variables) => Value::Inherited,
            None => Value::Undefined,
        }
    }

    /// Expands `word` and keeps what became of it. Its text, and whether that could be another one.
    fn word(&mut self, word: Word<'s>, instruction: u32, scope: Scope) -> (Cow<'s, str>, bool) {
        let escape = self.model.tree.escape;
        if memchr::memchr3(b'$', b'"', b'\'', word.text().as_bytes()).is_none() && !word.text().contains(escape) {
            return (word.cow(0..word.text().len()), false);
        }
        let environment = |name: &str| self.value(name, scope);
        let outcome = match scope {
            Scope::Heredoc => expansion::expand_unquoted(word.text(), &environment),
            Scope::Global | Scope::Stage => expansion::expand(word.text(), escape, &environment),
        };
        let text = match &outcome {
            Ok(expansion) => (Cow::Owned(expansion.text.clone()), expansion.unknown),
            Err(_) => (word.cow(0..word.text().len()), true),
        };
        self.model.expansions.push(ExpandedWord { word, outcome, instruction });
        text
    }
}

/// Which variables a word sees, and how it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// ARGs before the first FROM.
    Global,
    /// ARG and ENV of the stage.
    Stage,
    /// The same, in the body of a heredoc, where quotes mean nothing.
    Heredoc,
}

/// Finds out which stage needs which.
fn link_stages(model: &mut Dockerfile<'_>) {
    let mut links = Vec::new();
    for instruction in model.instructions() {
        let Some(stage) = instruction.stage() else { continue };
        for reference in instruction.references() {
            if let ReferenceTarget::Stage(source) = reference.target {
                links.push((stage.index(), source.index()));
            }
        }
    }
    for (stage, source) in links {
        model.stages[stage].needs.push(source as u32);
    }
    for index in 0..model.stages.len() {
        let mut needs = std::mem::take(&mut model.stages[index].needs);
        needs.sort_unstable();
        needs.dedup();
        for &need in needs.iter().filter(|&&need| need as usize != index) {
            model.stages[need as usize].needed = true;
        }
        if let Some(parent) = model.stages[index].parent {
            model.stages[parent as usize].is_base = true;
        }
        model.stages[index].needs = needs;
    }
    for (index, circle) in reference::circles(model).into_iter().enumerate() {
        model.stages[index].circle = circle;
    }
    for index in (0..model.stages.len()).rev() {
        // A stage is built on earlier ones only, so this one knows already which of the later ones are built on it.
        let may_be_shipped = model.stage(index).is_some_and(Stage::may_be_shipped);
        let shipped = model.stages[index].layers_shipped || may_be_shipped;
        model.stages[index].layers_shipped = shipped;
        if let Some(parent) = model.stages[index].parent {
            model.stages[parent as usize].layers_shipped |= shipped;
        }
    }
}

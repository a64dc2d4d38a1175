//! Commands of package managers, recognised once for each RUN.

use std::fmt;

use super::arguments::{self, Argument, Flag};
use super::tool::{Action, Tool};
use super::{Manager, TABLES, python};
use crate::model::dockerfile::{Command, Run};
use crate::syntax::shell::Word;
use crate::text::{Edit, Span};

/// A command of a package manager.
#[derive(Debug, Clone, Copy)]
pub struct PackageCommand<'m> {
    /// The command.
    pub command: Command<'m>,
    /// What it does.
    pub action: Action,
    pub(super) tool: &'static Tool,
    /// Number among its words of the first argument.
    pub(super) first: usize,
    /// Number among its words of the last word of the sub-command; of the program's name when there is none.
    pub(super) verb: usize,
}

/// What is kept of a [`PackageCommand`].
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Recognised {
    command: u32,
    action: Action,
    tool: &'static Tool,
    first: u32,
    verb: u32,
}

impl<'m> Run<'m> {
    /// The commands of package managers, in order; none where no POSIX shell reads the text.
    pub fn package_commands(self) -> impl Iterator<Item = PackageCommand<'m>> {
        let mut commands = self.commands();
        let recognised = self.recognised(|| recognise(self)).iter();
        recognised.filter_map(move |&Recognised { command, action, tool, first, verb }| {
            let command = commands.find(|other| other.index() == command as usize)?;
            Some(PackageCommand { command, action, tool, first: first as usize, verb: verb as usize })
        })
    }
}

fn recognise(run: Run<'_>) -> Vec<Recognised> {
    if !run.is_posix() {
        return Vec::new();
    }
    run.commands().filter_map(recognise_command).collect()
}

fn recognise_command(command: Command<'_>) -> Option<Recognised> {
    let program = command.program()?;
    let stem = without_version(program.name);
    let is_called = |tool: &&Tool| tool.programs.iter().any(|name| *name == program.name || *name == stem);
    let mut first = command.words().len() - command.arguments().len();
    let tool = match TABLES.into_iter().flatten().find(is_called) {
        Some(tool) => tool,
        None if stem == "python" => {
            first += behind_module_pip(command)?;
            &python::TOOLS[0]
        }
        None => return None,
    };
    let mut operands =
        arguments::read(command.words().skip(first), tool.grammar).filter_map(|argument| match argument {
            Argument::Operand(number, word) => Some((first + number, word.text())),
            Argument::Flag(_) => None,
        });
    let (action, verb) = match operands.next() {
        Some((number, verb)) => {
            let second = operands.next();
            let pair = tool.verbs.iter().find_map(|(words, action)| {
                let (number, second) = second?;
                (words.split_once(' ') == Some((verb, second))).then_some((*action, number))
            });
            let single = || tool.verbs.iter().find(|(word, _)| *word == verb).map(|(_, action)| (*action, number));
            pair.or_else(single)?
        }
        None if command.has_any_flag(&["version", "v", "help", "h"]) => return None,
        None => (tool.bare?, first - 1),
    };
    Some(Recognised { command: command.index() as u32, action, tool, first: first as u32, verb: verb as u32 })
}

/// `pip` for `pip3.12`.
fn without_version(program: &str) -> &str {
    program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

/// How many arguments of a Python interpreter lead to pip's: those up to `-m pip`.
fn behind_module_pip(python: Command<'_>) -> Option<usize> {
    let mut arguments = python.arguments().enumerate();
    let (_, module) = arguments.by_ref().find(|(_, word)| !word.is_dashed() || word.text().ends_with('m'))?;
    let (number, name) = arguments.next()?;
    (module.is_dashed() && !module.text().starts_with("--") && name.text() == "pip").then_some(number + 1)
}

impl<'m> PackageCommand<'m> {
    /// Which manager's it is.
    #[must_use]
    pub const fn manager(&self) -> Manager {
        self.tool.manager
    }

    /// The last word of its sub-command, such as `install`; the program's name when there is none.
    pub(super) fn verb(&self) -> &'m str {
        self.command.words().nth(self.verb).map_or("", Word::text)
    }

    /// Where its sub-command stands, such as `install`; the program's name when there is none.
    #[must_use]
    pub fn verb_span(&self) -> Span {
        let word = self.command.words().nth(self.verb);
        word.map_or_else(|| self.command.full_span(), |word| self.command.span_of(word))
    }

    /// The edit that puts `flag` behind its sub-command; `None` in JSON form.
    #[must_use]
    pub fn insert_flag(&self, flag: &str) -> Option<Edit> {
        self.command.takes_insertions().then(|| Edit::insert(self.verb_span().end, format!(" {flag}")))
    }

    /// Whether one of its flags has one of these names.
    #[must_use]
    pub fn has_any_flag(&self, names: &[&str]) -> bool {
        self.flags().any(|flag| names.contains(&flag.name))
    }

    /// Whether one of its flags sets `setting`, which is in lower case: as in `-o APT::Install-Recommends=0`.
    #[must_use]
    pub fn has_setting(&self, setting: &str) -> bool {
        let flags = self.tool.setting_flags;
        let sets = |value: &str| value.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case(setting));
        self.flags().any(|flag| flags.contains(&flag.name) && flag.value.is_some_and(sets))
    }

    /// The words behind its sub-command that are neither flags nor their values.
    pub fn operands(&self) -> impl Iterator<Item = Word<'m>> + use<'m> {
        let Self { first, verb, .. } = *self;
        self.arguments().filter_map(move |argument| match argument {
            Argument::Operand(number, word) if first + number > verb => Some(word),
            _ => None,
        })
    }

    fn arguments(&self) -> impl Iterator<Item = Argument<'m>> + use<'m> {
        arguments::read(self.command.words().skip(self.first), self.tool.grammar)
    }

    pub(super) fn flags(&self) -> impl Iterator<Item = Flag<'m>> + use<'m> {
        self.arguments().filter_map(|argument| match argument {
            Argument::Flag(flag) => Some(flag),
            Argument::Operand(..) => None,
        })
    }
}

/// Program and sub-command, as in `apt-get install`.
impl fmt::Display for PackageCommand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.command.program().map_or(self.tool.programs[0], |program| program.name))?;
        let start = self.command.words().len() - self.command.arguments().len();
        let module = self.command.arguments().take(self.first - start);
        let verb = self.arguments().filter_map(|argument| match argument {
            Argument::Operand(number, word) if self.first + number <= self.verb => Some(word),
            _ => None,
        });
        module.chain(verb).try_for_each(|word| write!(f, " {}", word.text()))
    }
}

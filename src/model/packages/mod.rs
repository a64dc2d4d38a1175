//! Package managers in RUN: which commands install, remove or clean, which packages they name without a version, whether
//! they wait for an answer, and what they leave in the image.
//!
//! What one manager does unlike another is a row of a table in the file of its family. Knows no rules.

mod apk;
mod apt;
mod arguments;
mod cache;
mod consent;
mod go;
mod hadolint;
mod marks;
mod node;
mod python;
mod rpm;
mod ruby;
mod tool;

use std::fmt;

pub(super) use marks::Marks;
pub use tool::Action;

use crate::model::dockerfile::{Command, Run};
use crate::syntax::shell::Word;
use crate::text::{Edit, Span};
use arguments::{Argument, Flag};
use marks::Mark;
use tool::Tool;

/// A family of programs whose packages are of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manager {
    /// apt-get, apt, aptitude.
    Apt,
    /// apk.
    Apk,
    /// yum.
    Yum,
    /// dnf, microdnf, tdnf.
    Dnf,
    /// zypper.
    Zypper,
    /// pip, uv, pipx.
    Pip,
    /// npm, yarn, pnpm, bun.
    Npm,
    /// gem.
    Gem,
    /// go.
    Go,
}

/// With whose eyes commands are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// As the programs themselves do: by path or behind `sudo`, `env` and the like, each flag with its value.
    Exact,
    /// As hadolint does: by the literal name, its own lists of flags and words, one answer for each RUN.
    Hadolint,
}

impl Reading {
    /// Hadolint's, if `wanted`.
    #[must_use]
    pub const fn hadolint_if(wanted: bool) -> Self {
        if wanted { Self::Hadolint } else { Self::Exact }
    }
}

/// Packages that are installed without a version. The first has one at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpinned<'m>(Vec<Package<'m>>);

/// A package as a command names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package<'m> {
    /// Its word, quotes removed.
    pub word: &'m str,
    /// Where the word stands.
    pub span: Span,
}

impl Package<'_> {
    /// Its name alone: `uvicorn` for `uvicorn[standard]`, `libc6` for `libc6:arm64`, `curl` for `curl@edge`. An address is a
    /// name as a whole.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.word.contains("://") {
            return self.word;
        }
        // The first character may be the `@` of a scope.
        let end = self.word.char_indices().skip(1).find(|(_, character)| matches!(character, '[' | ':' | '@'));
        &self.word[..end.map_or(self.word.len(), |(at, _)| at)]
    }
}

impl<'m> Unpinned<'m> {
    fn of(packages: impl Iterator<Item = Package<'m>>, allowed: &[String]) -> Option<Self> {
        let packages: Vec<_> = packages.filter(|package| !allowed.iter().any(|name| name == package.name())).collect();
        (!packages.is_empty()).then_some(Self(packages))
    }

    /// Where each of them stands, in order.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.0.iter().map(|package| package.span)
    }
}

/// The names, all of one or two and the first of more.
impl fmt::Display for Unpinned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0[..] {
            [] => Ok(()),
            [one] => write!(f, "`{}`", one.word),
            [one, two] => write!(f, "`{}` and `{}`", one.word, two.word),
            [first, rest @ ..] => write!(f, "`{}` and {} more", first.word, rest.len()),
        }
    }
}

/// The packages that `manager` installs in `run` and that neither say a version nor are among `allowed`: for each command
/// that names any.
#[must_use]
pub fn unpinned<'m>(run: Run<'m>, manager: Manager, reading: Reading, allowed: &[String]) -> Vec<Unpinned<'m>> {
    match reading {
        Reading::Exact => {
            let commands = run.package_commands().filter(|command| command.manager() == manager);
            commands.filter_map(|command| Unpinned::of(command.unpinned_packages(), allowed)).collect()
        }
        Reading::Hadolint => Unpinned::of(hadolint::unpinned(run, manager), allowed).into_iter().collect(),
    }
}

/// The commands of `manager` in `run` that stop to ask whether to go ahead.
#[must_use]
pub fn asking(run: Run<'_>, manager: Manager, reading: Reading) -> Vec<PackageCommand<'_>> {
    match reading {
        Reading::Exact => consent::asking(run, manager),
        Reading::Hadolint => hadolint::asking(run, manager).into_iter().collect(),
    }
}

/// The commands of `manager` in `run` whose cache gets into the image, in order.
#[must_use]
pub fn leftovers(run: Run<'_>, manager: Manager, reading: Reading) -> Vec<PackageCommand<'_>> {
    match reading {
        Reading::Exact => cache::leftovers(run, manager),
        Reading::Hadolint => hadolint::leftover(run, manager).into_iter().collect(),
    }
}

/// Whether apt is configured before or in `run` to leave out recommended packages.
#[must_use]
pub fn apt_leaves_out_recommends(run: Run<'_>) -> bool {
    run.instruction.is_under(Mark::AptWithoutRecommends)
}

/// Whether the lists that apt fetched in `run` can go without a later instruction missing them.
#[must_use]
pub fn apt_lists_can_go(run: Run<'_>) -> bool {
    run.instruction.is_behind_uses_of_old_lists()
}

/// Whether `manager` installs anything in `run`.
#[must_use]
pub fn installs(run: Run<'_>, manager: Manager) -> bool {
    run.package_commands().any(|command| command.manager() == manager && command.action.brings_packages())
}

/// The last command of `run` that fetches an index, when nothing behind it installs or might, and the index gets into a
/// layer.
#[must_use]
pub fn update_alone(run: Run<'_>) -> Option<PackageCommand<'_>> {
    /// Programs of which nobody expects that they install anything.
    const HARMLESS: [&str; 12] =
        [":", "[", "cd", "echo", "exit", "export", "find", "mkdir", "printf", "rm", "set", "true"];
    let update = run.package_commands().filter(|command| command.action == Action::Refresh).last()?;
    if installs(run, update.manager()) || cache::is_mounted(run, update.manager()) {
        return None;
    }
    let own = update.command.program().map(|program| program.name);
    let is_harmless = |command: Command<'_>| {
        command.words().len() == 0
            || command.program().is_some_and(|program| HARMLESS.contains(&program.name) || Some(program.name) == own)
    };
    update.command.following().all(is_harmless).then_some(update)
}

/// A command of a package manager.
#[derive(Debug, Clone, Copy)]
pub struct PackageCommand<'m> {
    /// The command.
    pub command: Command<'m>,
    /// What it does.
    pub action: Action,
    tool: &'static Tool,
    /// Number among its words of the first argument.
    first: usize,
    /// Number among its words of the last word of the sub-command; of the program's name when there is none.
    verb: usize,
}

/// What is kept of a [`PackageCommand`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Recognised {
    command: u32,
    action: Action,
    tool: &'static Tool,
    first: u32,
    verb: u32,
}

impl<'m> Run<'m> {
    /// The commands of package managers, in order; none where no POSIX shell reads the text.
    pub fn package_commands(self) -> impl Iterator<Item = PackageCommand<'m>> {
        let mut recognised = self.recognised(|| recognise(self)).iter().peekable();
        let commands = recognised.peek().is_some().then(|| self.commands());
        commands.into_iter().flatten().filter_map(move |command| {
            let &Recognised { action, tool, first, verb, .. } =
                recognised.next_if(|known| known.command as usize == command.index())?;
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
    let versionless = |name: &'static str| name == program.name || name == without_version(program.name);
    let mut first = command.words().len() - command.arguments().len();
    let tool = match TABLES.into_iter().flatten().find(|tool| tool.programs.iter().any(|name| versionless(name))) {
        Some(tool) => tool,
        None if without_version(program.name) == "python" => {
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

/// Every row, by family.
static TABLES: [&[Tool]; 7] =
    [&apt::TOOLS, &apk::TOOLS, &rpm::TOOLS, &python::TOOLS, &node::TOOLS, &ruby::TOOLS, &go::TOOLS];

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
    fn verb(&self) -> &'m str {
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

    fn flags(&self) -> impl Iterator<Item = Flag<'m>> + use<'m> {
        self.arguments().filter_map(|argument| match argument {
            Argument::Flag(flag) => Some(flag),
            Argument::Operand(..) => None,
        })
    }

    /// The packages it installs without a version. A name made of a variable may hold one.
    fn unpinned_packages(&self) -> impl Iterator<Item = Package<'m>> + use<'m> {
        let Self { command, tool, .. } = *self;
        let is_open = self.action == Action::Install && !self.has_any_flag(tool.settled_by);
        let first_only = tool.first_only.contains(&self.verb());
        let count = if first_only { 1 } else { usize::MAX };
        let in_module = tool.manager == Manager::Go && command.run.instruction.is_under(Mark::GoModule);
        let is_unpinned = move |word: &Word<'m>| {
            let text = word.text();
            word.is_literal() && (tool.is_unpinned)(text) && (!in_module || text.contains('@'))
        };
        let words = self.operands().take(count).filter(move |word| is_open && is_unpinned(word));
        words.map(move |word| Package { word: word.text(), span: command.span_of(word) })
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

//! Package managers in RUN: which commands install, remove or clean, which packages they name without a version, whether
//! they wait for an answer, and what they leave in the image.
//!
//! What one manager does unlike another is a row of a table in the file of its family. Knows no rules.

mod apk;
mod apt;
mod arguments;
mod cache;
mod command;
mod consent;
mod go;
mod hadolint;
mod marks;
mod node;
mod python;
mod rpm;
mod ruby;
mod tool;
mod unpinned;
mod update;

#[cfg(test)]
mod tests;

pub use command::PackageCommand;
pub(super) use command::Recognised;
pub(super) use marks::Marks;
pub use tool::Action;
pub use unpinned::{Package, Unpinned};
pub use update::update_alone;

use crate::model::dockerfile::Run;
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

/// Every row, by family.
static TABLES: [&[Tool]; 7] =
    [&apt::TOOLS, &apk::TOOLS, &rpm::TOOLS, &python::TOOLS, &node::TOOLS, &ruby::TOOLS, &go::TOOLS];

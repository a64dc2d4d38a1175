//! What is known of a program that manages packages: the row of a table.

use super::Manager;
use super::arguments::Grammar;
use super::marks::Mark;

/// What a command does to packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Fetches the index of what there is.
    Refresh,
    /// Installs what its words name.
    Install,
    /// Installs groups, modules, or what packages are built with: its words name no package.
    InstallSet,
    /// Installs newer versions of what is there.
    Upgrade,
    /// Removes packages.
    Remove,
    /// Empties the cache.
    Clean,
}

impl Action {
    /// Whether packages come with it.
    #[must_use]
    pub const fn brings_packages(self) -> bool {
        matches!(self, Self::Install | Self::InstallSet | Self::Upgrade)
    }

    /// Whether it changes what is installed.
    #[must_use]
    pub const fn changes_packages(self) -> bool {
        self.brings_packages() || matches!(self, Self::Remove)
    }
}

/// One program, or several with the same command line.
#[derive(Debug)]
pub(super) struct Tool {
    pub(super) manager: Manager,
    /// Names without directory and version: `pip` is `pip3.12` too.
    pub(super) programs: &'static [&'static str],
    pub(super) grammar: Grammar,
    /// Sub-commands of one or two words.
    pub(super) verbs: &'static [(&'static str, Action)],
    /// What it does when it is given no operand.
    pub(super) bare: Option<Action>,
    /// Verbs behind which the first operand alone is a package.
    pub(super) first_only: &'static [&'static str],
    /// Whether a word of an installation names a package and leaves its version open.
    pub(super) is_unpinned: fn(&str) -> bool,
    /// Flags that settle the version of all packages of the command.
    pub(super) settled_by: &'static [&'static str],
    /// What settles the version of each package whose word has no `@`.
    pub(super) settled_under: Option<Mark>,
    /// Flags whose value is `SETTING=VALUE`.
    pub(super) setting_flags: &'static [&'static str],
    /// How it is told not to ask; `None` when it never asks.
    pub(super) consent: Option<&'static Consent>,
    /// What it leaves in the image beside packages.
    pub(super) cache: Option<&'static Cache>,
}

/// How a program is told to go ahead without asking.
#[derive(Debug)]
pub(super) struct Consent {
    /// Flags that do, or that keep anything from being asked.
    pub(super) flags: &'static [&'static str],
    /// The setting that does, in lower case.
    pub(super) setting: &'static str,
    /// A flag that does when it is given twice, or with the value 2.
    pub(super) doubled: &'static [&'static str],
    /// The configuration that does.
    pub(super) configured: Option<Mark>,
}

/// A cache in the file system, and what keeps it out of the image.
#[derive(Debug)]
pub(super) struct Cache {
    /// What puts something into it.
    pub(super) filled_by: &'static [Action],
    /// Where it may be, without a slash at the end; `~` is a home folder.
    pub(super) folders: &'static [&'static str],
    /// Whose [`Action::Clean`] empties it.
    pub(super) emptied_by: &'static [Manager],
    /// Flags with which a command does not use it, or uses another place.
    pub(super) unused_with: &'static [&'static str],
    /// Variables that turn it off or move it when they are set.
    pub(super) variables: &'static [&'static str],
    /// The configuration that turns it off.
    pub(super) configured: Option<Mark>,
}

//! Whether a package manager is told to go ahead, or stops to ask somebody who is not there.

use super::tool::Consent;
use super::{Action, Manager, PackageCommand};
use crate::model::dockerfile::{Command, Run};
use crate::syntax::shell::RedirectionOperator;

/// The commands of `manager` in `run` that ask: neither flag nor configuration nor what they read answers.
pub(super) fn asking(run: Run<'_>, manager: Manager) -> Vec<PackageCommand<'_>> {
    let mut known = run.package_commands().peekable();
    if known.peek().is_none() {
        return Vec::new();
    }
    let mut asking = Vec::new();
    // The pipeline whose first command says yes.
    let mut answered = None;
    for command in run.commands() {
        if let Some(stage) = command.stage().filter(|stage| stage.position == 0) {
            answered = says_yes(command).then_some(stage.pipeline);
        }
        let Some(known) = known.next_if(|known| known.command.index() == command.index()) else { continue };
        let is_answered =
            || command.stage().is_some_and(|stage| Some(stage.pipeline) == answered) || reads_text(command);
        if known.manager() == manager && known.asks() && !is_answered() {
            asking.push(known);
        }
    }
    asking
}

fn says_yes(command: Command<'_>) -> bool {
    command.program().is_some_and(|program| matches!(program.name, "yes" | "echo" | "printf"))
}

fn reads_text(command: Command<'_>) -> bool {
    let is_text = |operator| matches!(operator, RedirectionOperator::HereString | RedirectionOperator::Heredoc);
    command.redirections().any(|redirection| is_text(redirection.operator()))
}

impl PackageCommand<'_> {
    /// Whether it asks before it goes ahead.
    fn asks(&self) -> bool {
        let Some(consent) = self.tool.consent.filter(|_| self.action.changes_packages()) else { return false };
        // Nothing is asked about the removal of nothing; `autoremove` finds out itself what to remove.
        let removes_nothing = self.action == Action::Remove && !self.verb().starts_with("auto");
        if removes_nothing && self.operands().next().is_none() {
            return false;
        }
        !self.is_told(consent) && !consent.configured.is_some_and(|mark| self.command.run.instruction.is_under(mark))
    }

    fn is_told(&self, consent: &Consent) -> bool {
        let mut doubled = 0;
        self.flags().any(|flag| {
            if consent.doubled.contains(&flag.name) {
                doubled += if flag.value == Some("2") { 2 } else { 1 };
            }
            doubled >= 2 || consent.flags.contains(&flag.name)
        }) || self.has_setting(consent.setting)
    }
}

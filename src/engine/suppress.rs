//! Which findings are suppressed, and what becomes of each suppression.

use super::walk::run_rule;
use super::{Outcome, Suppressed};
use crate::config::{Kind, Selector, Settings};
use crate::diagnostic::Diagnostic;
use crate::model::suppression::{Dialect, Names, Suppression};
use crate::rule::{Check, NameUse, Peer, Rule, SuppressionUse};
use crate::rules;
use crate::text::Source;

/// Takes out of `found` what `suppressions` suppress, and lets rules look at what each was good for. Defects of ours cannot be
/// suppressed.
pub(super) fn apply(
    found: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
    source: Option<&Source>,
    settings: &Settings,
) -> Outcome {
    if suppressions.is_empty() || !settings.suppressions {
        return Outcome { diagnostics: found, ..Outcome::default() };
    }
    let mut uses: Vec<_> = suppressions.iter().map(|suppression| judge(suppression, settings)).collect();
    let mut outcome = Outcome::default();
    for diagnostic in found {
        let mut suppressed = false;
        if !diagnostic.rule.starts_with("internal/") {
            for use_ in uses.iter_mut().filter(|use_| !use_.is_expired && is_within(use_.asked, &diagnostic)) {
                suppressed |= suppresses(use_, diagnostic.rule);
            }
        }
        if suppressed {
            outcome.suppressed += 1;
        } else {
            outcome.diagnostics.push(diagnostic);
        }
    }
    if let Some(source) = source {
        for active in settings.of_kind(Kind::Suppression) {
            run_rule(active, source, settings, &mut outcome.diagnostics, |check, ctx| {
                if let Check::Suppression(check) = check {
                    uses.iter().for_each(|use_| check(use_, ctx));
                }
            });
        }
    }
    let told = uses.iter().map(|use_| (use_.is_used, use_.names.iter().all(|name| name.is_on), use_.is_expired));
    let told: Vec<_> = told.collect();
    outcome.suppressions = suppressions
        .into_iter()
        .zip(told)
        .map(|(suppression, (is_used, is_on, is_expired))| Suppressed { suppression, is_used, is_on, is_expired })
        .collect();
    outcome
}

/// Whether a finding begins where `suppression` covers.
fn is_within(suppression: &Suppression, diagnostic: &Diagnostic) -> bool {
    let start = diagnostic.span.start;
    suppression.scope.contains_offset(start) || suppression.scope.end == start
}

/// Whether a finding of `rule` is suppressed, which is noted.
fn suppresses(use_: &mut SuppressionUse<'_>, rule: &'static str) -> bool {
    let mut suppresses = match (&use_.asked.names, peer(use_.asked.dialect)) {
        (Names::All, None) => true,
        (Names::All, Some(peer)) => rules::by_id(rule).is_some_and(|rule| rule.ids_at(peer).next().is_some()),
        _ => false,
    };
    for name in &mut use_.names {
        if name.rules.iter().any(|meant| meant.id == rule) {
            name.is_used = true;
            suppresses = true;
        }
    }
    use_.is_used |= suppresses;
    suppresses
}

fn judge<'s>(suppression: &'s Suppression, settings: &Settings) -> SuppressionUse<'s> {
    let is_on = |rule: &&Rule| settings.active().iter().any(|active| active.rule.id == rule.id);
    let names: Vec<_> = match &suppression.names {
        Names::All | Names::Unreadable(_) => Vec::new(),
        Names::Some(names) => names
            .iter()
            .map(|name| {
                let (rules, suggestion) = meant(&name.value, suppression.dialect);
                NameUse { name, is_on: !rules.is_empty() && rules.iter().all(is_on), rules, is_used: false, suggestion }
            })
            .collect(),
    };
    let is_expired = suppression.until.is_some_and(|day| day < settings.today);
    SuppressionUse { asked: suppression, names, is_used: false, is_expired }
}

/// The rules that a name in a dialect means, and what may have been meant when it means none.
fn meant(name: &str, dialect: Dialect) -> (Vec<&'static Rule>, Option<String>) {
    match dialect {
        Dialect::Own => match Selector::read(name) {
            Ok(selector) => (rules::all().filter(|rule| selector.names(rule)).collect(), None),
            Err(unknown) => (Vec::new(), unknown.suggestion),
        },
        // These have several spellings of an id.
        Dialect::Tally | Dialect::Trivy | Dialect::Checkov => (rules::find(name), None),
        _ => {
            let Some(peer) = peer(dialect) else { return (Vec::new(), None) };
            (rules::of_peer(peer, name), None)
        }
    }
}

fn peer(dialect: Dialect) -> Option<Peer> {
    let name = dialect.peer()?;
    Peer::ALL.into_iter().find(|peer| peer.name() == name)
}

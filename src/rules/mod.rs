//! The catalogue: every rule, and how to find one by any of its names.

pub mod dockerfile;
pub mod k8s;
pub mod meta;
pub mod peers;
#[cfg(feature = "shell-lint")]
pub mod shell;

use crate::rule::{Peer, Rule, Tag};

/// All rules, in order of id within each domain.
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    let rules = dockerfile::RULES.iter().chain(k8s::RULES).chain(meta::RULES).copied();
    #[cfg(feature = "shell-lint")]
    let rules = rules.chain(shell::RULES.iter());
    rules
}

/// The rule whose own id is `id`.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// kube-linter's check that hands objects to another validator: here, all rules on schemas.
const SCHEMA_VALIDATION: &str = "schema-validation";

/// The rules that `peer` means by `id`, which is written exactly as the peer writes it.
#[must_use]
pub fn of_peer(peer: Peer, id: &str) -> Vec<&'static Rule> {
    let is_schema = is_schema_validation(Some(peer), id);
    all().filter(|rule| rule.ids_at(peer).any(|own| own == id) || (is_schema && rule.has(Tag::Schema))).collect()
}

/// Whether `id`, of `peer` or of whatever tool has it, is the check that stands for all rules on schemas.
fn is_schema_validation(peer: Option<Peer>, id: &str) -> bool {
    id == SCHEMA_VALIDATION && peer.is_none_or(|peer| peer == Peer::KubeLinter)
}

/// The rules that `name` may mean: an own id, with or without its domain, or a peer's id, with or without its prefix.
/// Several when a peer has one id for what are several rules here, or two domains have the same name.
#[must_use]
pub fn find(name: &str) -> Vec<&'static Rule> {
    if let Some(rule) = by_id(name) {
        return vec![rule];
    }
    let canonical = canonical_peer_id(name);
    let name = canonical.as_deref().unwrap_or(name);
    let (peer, id) = match name.split_once(':') {
        Some((prefix, id)) => match Peer::ALL.into_iter().find(|peer| peer.name() == prefix) {
            Some(peer) => (Some(peer), id),
            None => (None, name),
        },
        None => (None, name),
    };
    let means = |rule: &&Rule| {
        rule.also.iter().any(|also| {
            let (prefix, also) = also.split_once(':').unwrap_or(("", also));
            also.eq_ignore_ascii_case(id) && peer.is_none_or(|peer| peer.name() == prefix)
        })
    };
    let is_called = |rule: &&Rule| rule.id.split_once('/').is_some_and(|(_, own)| own.eq_ignore_ascii_case(name));
    let is_schema = is_schema_validation(peer, id);
    let is_meant =
        |rule: &&Rule| means(rule) || (peer.is_none() && is_called(rule)) || (is_schema && rule.has(Tag::Schema));
    all().filter(is_meant).collect()
}

/// Other spellings of peers' ids: Trivy's `AVD-DS-0001` and `DS001` for `DS-0001`, tally's `hadolint/DL3006`.
fn canonical_peer_id(name: &str) -> Option<String> {
    if let Some((prefix, id)) = name.split_once('/') {
        let peers = ["hadolint", "buildkit", "tally", "shellcheck"];
        return peers.contains(&prefix).then(|| id.to_owned());
    }
    let upper = name.to_ascii_uppercase();
    let id = upper.strip_prefix("AVD-").unwrap_or(&upper);
    let (family, digits) = [("DS", 4), ("KSV", 4)]
        .into_iter()
        .find_map(|(family, width)| Some((family, (id.strip_prefix(family)?.trim_start_matches('-'), width))))?;
    let (digits, width) = digits;
    let number: u32 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{family}-{number:0width$}"))
}

/// Whether a rule is part of what `peer` checks when nothing is configured.
#[must_use]
pub fn is_default_at(rule: &Rule, peer: Peer) -> bool {
    rule.ids_at(peer).any(|id| peers::is_default(peer, id))
}

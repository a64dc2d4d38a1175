//! The manual: what the docs of a rule say, what its examples really print, and the lists that lead there. Everything is made
//! from `rules::all()`.

mod configuration;
mod docs;
mod example;
mod index;
mod pages;
mod peer_ids;
mod summary;

pub use configuration::configuration_schema;
pub use docs::{Block, Docs, Example, Kind};
pub use example::{Verdict, fixed, verdict};
pub use index::{DOMAINS, Domain, by_topic, index, peer_page, peers};
pub use pages::{Page, configuration, rule_page};
pub use peer_ids::{KnownId, of as peer_ids};
pub use summary::{Guide, summary};

use crate::rule::Peer;

/// Every page that is made from the rules.
pub fn pages() -> impl Iterator<Item = Page> {
    let with_pages = DOMAINS.into_iter().filter(|domain| domain.has_pages());
    [index(), peers()]
        .into_iter()
        .chain(DOMAINS.into_iter().map(Domain::index))
        .chain(Peer::ALL.into_iter().map(peer_page))
        .chain(with_pages.flat_map(Domain::rules).map(rule_page))
}

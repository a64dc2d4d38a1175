//! The table of contents of the book: which page stands where.

use super::index::{DOMAINS, title};
use super::pages::Page;
use crate::rule::Peer;

/// A page that people write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Its path below `docs/`.
    pub path: String,
    /// Its heading.
    pub title: String,
}

impl Guide {
    fn entry(&self) -> String {
        format!("- [{}]({})\n", self.title, self.path)
    }
}

/// The table of contents of the page `first`, the `guides`, all rules and the `decisions`.
#[must_use]
pub fn summary(first: &Guide, guides: &[Guide], decisions: &[Guide]) -> Page {
    let mut text = format!("# Summary\n\n[{}]({})\n\n# Guides\n\n", first.title, first.path);
    guides.iter().for_each(|guide| text.push_str(&guide.entry()));
    text.push_str("\n# Reference\n\n- [Rules](rules.md)\n");
    for domain in DOMAINS {
        text.push_str(&format!("  - [{}](rules/{}.md)\n", domain.title, domain.name));
        for rule in domain.rules().filter(|_| domain.has_pages()) {
            text.push_str(&format!("    - [{0}](rules/{0}.md)\n", rule.id));
        }
    }
    text.push_str("- [Ids of other tools](peers.md)\n");
    for peer in Peer::ALL {
        text.push_str(&format!("  - [{}](peers/{}.md)\n", title(peer), peer.name()));
    }
    text.push_str("\n# Decisions\n\n");
    decisions.iter().for_each(|decision| text.push_str(&decision.entry()));
    Page { path: "SUMMARY.md".to_owned(), text }
}

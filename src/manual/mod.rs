//! The manual: what the docs of a rule say, and what its examples really print. Everything is made from `rules::all()`.

mod configuration;
mod docs;
mod example;
mod pages;

pub use configuration::configuration_schema;
pub use docs::{Block, Docs, Example, Kind};
pub use example::{Verdict, fixed, verdict};
pub use pages::{Page, index, rule_page};

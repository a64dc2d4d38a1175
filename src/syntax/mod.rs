//! Text to trees: lossless and error-tolerant, without opinions about what is good.
//!
//! Must not know rules, settings or reports.

pub mod comma_list;
pub mod dockerfile;
pub mod joined;
pub mod shell;
pub mod yaml;

//! Text to trees: lossless and error-tolerant, without opinions about what is good.
//!
//! Must not know rules, settings or reports.
pub mod joined;
pub mod yaml;

//! ShellCheck's codes as rules. Their findings come from linting the text of RUN; here is what is known about each.

use std::sync::LazyLock;

use crate::rule::{Check, Group, Rule, SHELL_CODES, ShellCode, Tag};

/// A rule for each code, in order of number.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| SHELL_CODES.iter().map(rule).collect());

/// Ids are made once and live as long as the process.
fn rule(code: &ShellCode) -> Rule {
    let number = format!("SC{:04}", code.code);
    let id: &'static str = format!("shell/{number}").leak();
    let also: &'static str = format!("hadolint:{number}").leak();
    Rule {
        id,
        docs: code.title,
        level: code.level,
        group: Group::Default,
        tags: &[Tag::Shell],
        since: "0.1.0",
        also: vec![also].leak(),
        fix: None,
        options: None,
        check: Check::ShellCode(code.code),
    }
}

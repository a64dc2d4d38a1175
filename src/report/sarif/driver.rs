//! What is known of the rules that have findings. Of the others GitHub wants nothing: it shows rules with their findings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Trouble;
use super::log::{Configuration, Driver, Help, Message, RuleDescriptor, RuleProperties};
use crate::diagnostic::{Diagnostic, Level};
use crate::report::Run;
use crate::rule::{DOCUMENTATION, Rule};
use crate::rules;

/// The ids that the findings of a run have, in order.
pub(super) struct Rules(BTreeMap<&'static str, Known>);

/// What is known of an id.
struct Known {
    index: usize,
    trouble: Option<Trouble>,
}

impl Rules {
    pub(super) fn of(run: &Run) -> Self {
        let known = |found: &Diagnostic| (found.rule, Known { index: 0, trouble: Trouble::of(found) });
        let mut rules: BTreeMap<_, _> = run.diagnostics().map(known).collect();
        for (index, rule) in rules.values_mut().enumerate() {
            rule.index = index;
        }
        Self(rules)
    }

    /// Where the descriptor of `id` stands among those of [`Rules::driver`].
    pub(super) fn index(&self, id: &str) -> usize {
        self.0.get(id).map_or(0, |rule| rule.index)
    }

    pub(super) fn driver(&self) -> Driver {
        let version = env!("CARGO_PKG_VERSION");
        let descriptors = self.0.iter().map(|(id, known)| match rules::by_id(id) {
            Some(rule) => of_rule(rule),
            None => of_other(id, known.trouble.map_or("", Trouble::title)),
        });
        Driver {
            name: env!("CARGO_PKG_NAME"),
            version,
            semantic_version: version,
            information_uri: DOCUMENTATION,
            rules: descriptors.collect(),
        }
    }
}

fn of_rule(rule: &'static Rule) -> RuleDescriptor {
    let why = why(rule.docs).unwrap_or_else(|| rule.title().to_owned());
    RuleDescriptor {
        id: rule.id,
        name: name(rule.id),
        short_description: Message::new(rule.title()),
        full_description: Message::new(why.clone()),
        help: Help { text: why, markdown: markdown(rule) },
        help_uri: rule.url(),
        default_configuration: Configuration { level: level(rule.level) },
        properties: RuleProperties { tags: rule.tags.iter().map(|tag| tag.name()).collect(), also: rule.also },
    }
}

fn of_other(id: &'static str, title: &'static str) -> RuleDescriptor {
    RuleDescriptor {
        id,
        name: name(id),
        short_description: Message::plain(title),
        full_description: Message::plain(title),
        help: Help { text: title.to_owned(), markdown: title.to_owned() },
        help_uri: None,
        default_configuration: Configuration { level: "error" },
        properties: RuleProperties { tags: Vec::new(), also: &[] },
    }
}

/// SARIF's word for a level.
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Info => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

/// `AddInsteadOfCopy` for `dockerfile/add-instead-of-copy`: names are identifiers, and ids are not (section 3.49.7).
fn name(id: &str) -> String {
    let stem = id.split_once('/').map_or(id, |(_, stem)| stem);
    let mut name = String::new();
    let mut starts_word = true;
    for c in stem.chars() {
        if c != '-' {
            name.push(if starts_word { c.to_ascii_uppercase() } else { c });
        }
        starts_word = c == '-';
    }
    name
}

/// The first paragraph below the title, on one line.
fn why(docs: &str) -> Option<String> {
    let lines = docs.lines().skip(1).map(str::trim).skip_while(|line| line.is_empty());
    let paragraph: Vec<_> = lines.take_while(|line| !line.is_empty() && !line.starts_with("```")).collect();
    (!paragraph.is_empty()).then(|| paragraph.join(" "))
}

/// The docs as Markdown that any renderer knows: what marks an example as bad or good is a word before it.
fn markdown(rule: &Rule) -> String {
    let mut out = format!("{}\n", rule.title());
    for line in rule.docs.lines().skip(1) {
        let line = line.strip_prefix(' ').unwrap_or(line);
        let _ = match line.strip_prefix("```").and_then(|info| info.split_once(' ')) {
            Some((language, "bad")) => writeln!(out, "Bad:\n\n```{language}"),
            Some((language, "good")) => writeln!(out, "Good:\n\n```{language}"),
            Some((language, "fixed")) => writeln!(out, "Fixed:\n\n```{language}"),
            _ => writeln!(out, "{line}"),
        };
    }
    if !rule.also.is_empty() {
        let _ = writeln!(out, "\nAlso known as `{}`.", rule.also.join("`, `"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        assert_eq!(name("dockerfile/add-instead-of-copy"), "AddInsteadOfCopy");
        assert_eq!(name("shell/SC2086"), "SC2086");
        for rule in rules::all() {
            assert!(name(rule.id).chars().all(char::is_alphanumeric), "{}", rule.id);
        }
    }

    #[test]
    fn help_is_the_docs_without_marks_of_ours() {
        let rule = rules::by_id("dockerfile/add-instead-of-copy").expect("a rule");
        let text = markdown(rule);
        assert!(text.starts_with("`ADD` copies a plain local path.\n\n`ADD` also downloads"), "{text}");
        assert!(text.contains("\nBad:\n\n```dockerfile\nFROM "), "{text}");
        assert!(text.ends_with("`checkov:CKV_DOCKER_4`.\n"), "{text}");
        for rule in rules::all() {
            let text = markdown(rule);
            assert!(!text.lines().any(|line| line.starts_with("```") && line.contains(' ')), "{}", rule.id);
        }
    }
}

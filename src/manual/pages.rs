//! Rule pages, in Markdown.

use super::docs::{Block, Docs, Kind};
use super::example;
use crate::report;
use crate::rule::Rule;

/// A page of the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its path below `docs/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The page of `rule`: what its doc comment says, with what its bad examples print.
#[must_use]
pub fn rule_page(rule: &'static Rule) -> Page {
    let docs = Docs::read(rule.docs);
    let mut text = format!("<!-- Generated from the rule's source. -->\n\n# {}\n\n{}\n\n", rule.id, docs.title);
    text.push_str(&facts(rule));
    for block in &docs.blocks {
        match block {
            Block::Prose(prose) => text.push_str(&format!("{prose}\n\n")),
            Block::Options(options) => text.push_str(&format!("```toml\n{}```\n\n", configuration(rule, options))),
            Block::Example(example) => {
                text.push_str(&format!("```{}\n{}```\n\n", example.language, example.text));
                if example.kind == Kind::Bad {
                    let verdict = example::verdict(rule, example).expect("the examples of a rule are tested");
                    text.push_str(&format!(
                        "```text\n{}```\n\n",
                        report::concise_lines(&verdict.source, &verdict.diagnostics)
                    ));
                }
            }
        }
    }
    Page { path: format!("rules/{}.md", rule.id), text: format!("{}\n", text.trim_end()) }
}

/// What has to be written for the `options` of an example: those of its rule, or of the whole run where the rule has none.
#[must_use]
pub fn configuration(rule: &Rule, options: &str) -> String {
    if rule.options.is_some() { format!("[rules.\"{}\"]\n{options}", rule.id) } else { options.to_owned() }
}

fn facts(rule: &Rule) -> String {
    let tags: Vec<_> = rule.tags.iter().map(|tag| tag.name()).collect();
    let also: Vec<_> = rule.also.iter().map(|also| format!("`{also}`")).collect();
    let mut rows = vec![
        ("level", rule.level.name().to_owned()),
        ("group", rule.group.name().to_owned()),
        ("tags", tags.join(", ")),
        ("fix", rule.fix.map_or("no", |safety| safety.name()).to_owned()),
        ("since", rule.since.to_owned()),
    ];
    if !also.is_empty() {
        rows.push(("also", also.join(", ")));
    }
    let rows: String = rows.iter().map(|(name, value)| format!("| {name} | {value} |\n")).collect();
    format!("| | |\n| --- | --- |\n{rows}\n")
}

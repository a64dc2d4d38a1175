//! `shipworthy explain`: what a rule means, and what it prints.

use std::process::ExitCode;

use super::arguments::Explain;
use super::failure::Failure;
use super::lint::UNREADABLE;
use super::markdown::Page;
use super::{output, terminal};
use crate::config::{FILE_NAME, Selector};
use crate::diagnostic::Safety;
use crate::manual::{self, Block, Docs, Example, Kind};
use crate::report::{LintedFile, Paint, Run, Snippets, View, wrap};
use crate::rule::Rule;
use crate::rules;

/// Ids that findings have, but no rule.
const OTHERS: [(&str, &str); 3] = [
    (
        UNREADABLE,
        "This file cannot be read: it is not there any more, may not be opened, is no regular file, is longer than 4 GiB, \
         or is not UTF-8 text. The other files of the run are checked all the same.",
    ),
    (
        "internal/rule-panic",
        "A rule failed in this file, which is a defect of shipworthy. The other rules have been run. Please report it \
         together with the file.",
    ),
    (
        "internal/panic",
        "This file could not be checked, which is a defect of shipworthy. The other files have been. Please report it \
         together with the file.",
    ),
];

/// Explains the rules that `arguments` name.
///
/// # Errors
/// When a name means no rule.
pub(super) fn run(arguments: &Explain) -> Result<ExitCode, Failure> {
    let view = View { closing: false, ..terminal::stdout_view(arguments.color) };
    let mut page = Page { view: &view, text: String::new() };
    for name in &arguments.rules {
        if let Some((id, what)) = OTHERS.into_iter().find(|(id, _)| id == name) {
            heading(id, &mut page);
            page.markdown(what);
            continue;
        }
        let rules = rules::find(name);
        if rules.is_empty() {
            // A tag or a glob names rules as well, but nobody wants all of those explained.
            Selector::read(name)?;
            return Err(Failure::NotOneRule { name: name.clone() });
        }
        for rule in rules {
            explain(rule, &mut page)?;
        }
    }
    output::to_stdout(|out| writeln!(out, "{}", page.text.trim_end()))?;
    Ok(ExitCode::SUCCESS)
}

fn heading(id: &str, page: &mut Page<'_>) {
    if !page.text.is_empty() {
        page.line("");
    }
    page.line(page.view.paint(Paint::Strong, id));
    page.line("");
}

fn explain(rule: &'static Rule, page: &mut Page<'_>) -> Result<(), Failure> {
    let docs = Docs::read(rule.docs);
    heading(rule.id, page);
    page.markdown(docs.title);
    facts(rule, page);
    for block in &docs.blocks {
        match block {
            Block::Prose(prose) => page.markdown(prose),
            Block::Options(options) => {
                page.markdown(&format!("With this in `{FILE_NAME}`:"));
                page.code(&manual::configuration(rule, options));
            }
            Block::Example(example) => show(rule, example, page)?,
        }
    }
    Ok(())
}

fn facts(rule: &Rule, page: &mut Page<'_>) {
    let tags: Vec<_> = rule.tags.iter().map(|tag| tag.name()).collect();
    let rows = [
        ("level", rule.level.name().to_owned()),
        ("group", rule.group.name().to_owned()),
        ("tags", tags.join(", ")),
        ("fix", rule.fix.map_or("none", Safety::name).to_owned()),
        ("since", rule.since.to_owned()),
        ("also", rule.also.join(", ")),
        ("page", rule.url().unwrap_or_default()),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let room = page.view.width.saturating_sub(9);
        for (index, line) in wrap(value, room, room).enumerate() {
            let name = if index == 0 { name } else { "" };
            page.line(format_args!("  {}  {line}", page.view.paint(Paint::Faint, format_args!("{name:5}"))));
        }
    }
    page.line("");
}

/// An example, and below a bad one what it prints.
fn show(rule: &'static Rule, example: &Example<'_>, page: &mut Page<'_>) -> Result<(), Failure> {
    let (paint, title) = match example.kind {
        Kind::Bad => (Paint::Removed, "bad"),
        Kind::Good => (Paint::Added, "good"),
        Kind::Fixed => (Paint::Added, "fixed"),
    };
    page.line(format_args!("  {}", page.view.paint(paint, title)));
    page.code(&example.text);
    if example.kind == Kind::Bad {
        let verdict = manual::verdict(rule, example).map_err(|error| Failure::Request(error.message()))?;
        let file = LintedFile { source: verdict.source, diagnostics: verdict.diagnostics };
        page.text.push_str(&Snippets::new(page.view).draw_file(&Run::default(), &file));
    }
    Ok(())
}

//! `shipworthy explain`: what a rule means, and what it prints.

use std::io::{self, Write as _};
use std::process::ExitCode;

use super::arguments::Explain;
use super::failure::Failure;
use super::lint::UNREADABLE;
use super::{markdown, output, terminal};
use crate::config::Selector;
use crate::manual::{self, Block, Docs, Example, Kind};
use crate::report::{LintedFile, Paint, Run, Snippets, View};
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
    let mut text = Vec::new();
    for name in &arguments.rules {
        if let Some((id, what)) = OTHERS.into_iter().find(|(id, _)| id == name) {
            in_memory(heading(id, &view, &mut text).and_then(|()| markdown::write(what, &view, &mut text)));
            continue;
        }
        let rules = rules::find(name);
        if rules.is_empty() {
            // A tag or a glob names rules as well, but nobody wants all of those explained.
            Selector::read(name)?;
            return Err(Failure::NotOneRule { name: name.clone() });
        }
        for rule in rules {
            in_memory(explain(rule, &view, &mut text));
        }
    }
    output::to_stdout(|out| out.write_all(text.trim_ascii_end()).and_then(|()| writeln!(out)))?;
    Ok(ExitCode::SUCCESS)
}

fn in_memory(written: io::Result<()>) {
    written.expect("memory can be written to");
}

fn heading(id: &str, view: &View, out: &mut Vec<u8>) -> io::Result<()> {
    if !out.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}\n", view.paint(Paint::Strong, id))
}

fn explain(rule: &'static Rule, view: &View, out: &mut Vec<u8>) -> io::Result<()> {
    let docs = Docs::read(rule.docs);
    heading(rule.id, view, out)?;
    markdown::write(docs.title, view, out)?;
    facts(rule, view, out)?;
    for block in &docs.blocks {
        match block {
            Block::Prose(prose) => markdown::write(prose, view, out)?,
            Block::Options(options) => {
                writeln!(out, "With this in {}:\n", crate::config::FILE_NAME)?;
                markdown::code(&format!("[rules.\"{}\"]\n{options}", rule.id), view, out)?;
                writeln!(out)?;
            }
            Block::Example(example) => show(rule, example, view, out)?,
        }
    }
    Ok(())
}

fn facts(rule: &Rule, view: &View, out: &mut Vec<u8>) -> io::Result<()> {
    let tags: Vec<_> = rule.tags.iter().map(|tag| tag.name()).collect();
    let fix = rule.fix.map_or("none", |safety| safety.name());
    let rows = [
        ("level", rule.level.name().to_owned()),
        ("group", rule.group.name().to_owned()),
        ("tags", tags.join(", ")),
        ("fix", fix.to_owned()),
        ("since", rule.since.to_owned()),
        ("also", rule.also.join(", ")),
        ("page", rule.url().unwrap_or_default()),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "  {}  {value}", view.paint(Paint::Faint, format_args!("{name:5}")))?;
    }
    writeln!(out)
}

/// An example, and below a bad one what it prints.
fn show(rule: &'static Rule, example: &Example<'_>, view: &View, out: &mut Vec<u8>) -> io::Result<()> {
    let (paint, title) = match example.kind {
        Kind::Bad => (Paint::Removed, "bad"),
        Kind::Good => (Paint::Added, "good"),
        Kind::Fixed => (Paint::Added, "fixed"),
    };
    writeln!(out, "  {}", view.paint(paint, title))?;
    markdown::code(&example.text, view, out)?;
    writeln!(out)?;
    if example.kind == Kind::Bad {
        let verdict = manual::verdict(rule, example).map_err(io::Error::other)?;
        let file = LintedFile { source: verdict.source, diagnostics: verdict.diagnostics };
        out.extend_from_slice(Snippets::new(view).draw_file(&Run::default(), &file).as_bytes());
    }
    Ok(())
}

use std::collections::HashMap;

use crate::rule::prelude::*;

rule! {
    /// An `ENV` uses a variable that it sets itself.
    ///
    /// All values are worked out before any is set: the variable still has the value it had before the instruction, or none.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ENV APP_HOME=/opt/app PATH=$APP_HOME/bin:$PATH
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM alpine:3.22
    /// ENV APP_HOME=/opt/app
    /// ENV PATH=$APP_HOME/bin:$PATH
    /// ```
    ///
    /// A value may add to its own variable, and a variable may have been set before:
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG VERSION=1.4
    /// ENV PATH=/opt/bin:$PATH
    /// ENV VERSION=$VERSION TOOL=tool-$VERSION
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/env-self-reference",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["hadolint:DL3044"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Arguments::Pairs(pairs) = &instruction.syntax().arguments else { return };
    if instruction.keyword() != Some(Keyword::Env) || pairs.len() < 2 {
        return;
    }
    if ctx.answers_as(Peer::Hadolint) {
        return check_as_hadolint(instruction, pairs, ctx);
    }
    let keys: HashMap<&str, usize> = pairs.iter().enumerate().map(|(at, pair)| (pair.key.text(), at)).collect();
    for word in instruction.expansions() {
        let start = word.word.source_offset(0);
        let own = pairs.partition_point(|pair| pair.key.source_offset(0) <= start).saturating_sub(1);
        for (used, span) in word.uses().filter(|(used, _)| !used.guarded) {
            let name = word.name_of(used);
            let Some(&set_at) = keys.get(name).filter(|&&set_at| set_at != own) else { continue };
            if instruction.variable(name).is_some() || name == "PATH" {
                continue;
            }
            let finding = ctx.report(span, format!("`{name}` does not have its new value here yet"));
            finding.label(pairs[set_at].key.full_span(), "set by the same instruction");
            finding.help("give the variable that uses it an `ENV` of its own, further down");
            if let Some(edit) = (set_at < own).then(|| split_before(own, pairs, instruction)).flatten() {
                finding.fix(Fix::new(Safety::Unsafe, "begin another `ENV`", [edit]));
            }
        }
    }
}

/// Begins another ENV with the pair at `index`, if nothing but blanks and line ends stands before it.
fn split_before(index: usize, pairs: &[Pair<'_>], instruction: Instruction<'_>) -> Option<Edit> {
    let previous = &pairs[index - 1];
    let end = previous.key.full_span().cover(previous.value.full_span()).end;
    let between = Span::new(end, pairs[index].key.full_span().start);
    let text = between.slice(instruction.file().tree().text);
    let word = instruction.syntax().name.text();
    (!text.contains('#')).then(|| Edit::replace(between, format!("\n{word} ")))
}

/// How many pairs are compared with each other as hadolint does it; no file that people wrote has as many in one ENV.
const MOST_PAIRS: usize = 200;

/// hadolint looks for the names in the text of the values, whatever quotes and escapes say, and once for each ENV.
fn check_as_hadolint(instruction: Instruction<'_>, pairs: &[Pair<'_>], ctx: &mut Ctx<'_>) {
    let pairs = &pairs[..pairs.len().min(MOST_PAIRS)];
    let set_before = |name: &str| {
        let places = instruction.file().bindings_of(name);
        places.first().is_some_and(|place| (place.instruction as usize) < instruction.index())
    };
    let used = |index: usize, name: &str| {
        let others = pairs.iter().enumerate().filter(|(other, _)| *other != index);
        others.map(|(_, pair)| &pair.value).any(|value| mentions(value.text().trim_matches('"'), name))
    };
    let names = pairs.iter().enumerate().map(|(index, pair)| (index, pair.key.text()));
    if let Some((index, name)) = names.into_iter().find(|&(index, name)| used(index, name) && !set_before(name)) {
        ctx.report(pairs[index].key.full_span(), format!("`{name}` is used by the same `ENV` that sets it"))
            .help("use it in an `ENV` of its own, further down");
    }
}

/// `${name}`, or `$name` when the text around any `$name` could end a name.
fn mentions(value: &str, name: &str) -> bool {
    let bare = format!("${name}");
    let ends_name = |text: &str| text.starts_with(|c: char| c != '_' && !c.is_ascii_alphanumeric());
    value.contains(&format!("${{{name}}}")) || (value.contains(&bare) && value.split(&bare).any(ends_name))
}

use crate::rule::prelude::*;

rule! {
    /// FROM uses a variable that no ARG before the first FROM declares.
    ///
    /// FROM sees just the ARGs above the first FROM, and the platform arguments that BuildKit sets. Another variable is empty
    /// there, even when `--build-arg` gives it a value.
    ///
    /// ```dockerfile bad
    /// ARG NODE_VERSION=24
    /// FROM node:${NODE_VERSON}-slim
    /// ```
    ///
    /// ```dockerfile fixed
    /// ARG NODE_VERSION=24
    /// FROM node:${NODE_VERSION}-slim
    /// ```
    ///
    /// An ARG inside a stage is for that stage:
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 AS build
    /// ARG SUFFIX=-slim
    /// FROM debian:trixie$SUFFIX
    /// ```
    ///
    /// ```dockerfile good
    /// ARG SUFFIX=-slim
    /// FROM --platform=$BUILDPLATFORM golang:1.26 AS build
    /// FROM debian:trixie$SUFFIX
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/undefined-arg-in-from",
        level: Level::Warning,
        group: Group::Default,
        tags: &[Tag::Correctness],
        since: "0.1.0",
        also: &["buildkit:UndefinedArgInFrom"],
        fix: Some(Safety::Unsafe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    if instruction.as_from().is_none() {
        return;
    }
    for expanded in instruction.expansions() {
        let mut told = Vec::new();
        for (used, place) in expanded.uses().filter(|(used, _)| !used.defined) {
            let name = expanded.name_of(used);
            if !told.contains(&name) {
                told.push(name);
                report(instruction, name, (place, expanded.word.span(used.name.clone())), ctx);
            }
        }
    }
}

/// `place` is the whole variable, `name_place` just its name.
fn report(instruction: Instruction<'_>, name: &str, (place, name_place): (Span, Span), ctx: &mut Ctx<'_>) {
    let file = instruction.file();
    let mut known: Vec<_> = file.global_names().collect();
    known.sort_unstable();
    let finding = ctx.report(place, format!("no `ARG {name}` comes before the first FROM"));
    if let Some(later) = file.bindings_of(name).first() {
        finding.label(later.span, "FROM does not see what is set in a stage");
    }
    match nearest(name, known) {
        Some(nearest) => {
            let edit = Edit::replace(name_place, nearest.to_owned());
            let fix = Fix::new(Safety::Unsafe, format!("use `{nearest}`"), [edit]);
            finding.help(format!("did you mean `{nearest}`?")).fix(fix);
        }
        None => {
            finding.help(format!("declare it with `ARG {name}` before the first FROM"));
        }
    }
}

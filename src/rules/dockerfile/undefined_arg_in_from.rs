use std::cell::OnceCell;
use std::collections::HashSet;

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
        check: Check::Dockerfile(check),
    };
}

fn check(file: &Dockerfile<'_>, ctx: &mut Ctx<'_>) {
    let known = OnceCell::new();
    for expanded in file.stages().flat_map(|stage| stage.from_instruction().expansions()) {
        let mut told = HashSet::new();
        for (used, place) in expanded.uses().filter(|(used, _)| !used.defined) {
            let name = expanded.name_of(used);
            if !told.insert(name) {
                continue;
            }
            let finding = ctx.report(place, format!("no `ARG {name}` comes before the first FROM"));
            if let Some(later) = file.bindings_of(name).first() {
                finding.label(later.span, "FROM does not see what is set in a stage");
            }
            let Some(nearest) = similar(name, known.get_or_init(|| known_names(file))) else {
                finding.help(format!("declare it with `ARG {name}` before the first FROM"));
                continue;
            };
            let edit = Edit::replace(expanded.word.span(used.name.clone()), nearest.to_owned());
            let fix = Fix::new(Safety::Unsafe, format!("use `{nearest}`"), [edit]);
            finding.help(format!("did you mean `{nearest}`?")).fix(fix);
        }
    }
}

fn known_names<'m>(file: &'m Dockerfile<'_>) -> Vec<&'m str> {
    let mut names: Vec<_> = file.global_names().collect();
    names.sort_unstable();
    names
}

/// The known name that is most like `name`. Nobody looks through hundreds.
fn similar<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    const MANY: usize = 300;
    nearest(name, known.iter().copied().take(MANY))
}

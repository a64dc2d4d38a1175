use crate::rule::prelude::*;

rule! {
    /// `FROM` and `AS` are in different case.
    ///
    /// ```dockerfile bad
    /// FROM golang:1.26 as build
    /// ```
    ///
    /// ```dockerfile fixed
    /// FROM golang:1.26 AS build
    /// ```
    ///
    /// ```dockerfile good
    /// FROM golang:1.26 AS build
    /// from alpine:3.23 as base
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/from-as-casing",
        level: Level::Info,
        group: Group::Default,
        tags: &[Tag::Clarity],
        since: "0.1.0",
        also: &["buildkit:FromAsCasing"],
        fix: Some(Safety::Safe),
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    let Some(as_word) = instruction.as_from().and_then(|from| from.as_word) else { return };
    let from = instruction.syntax().name.text();
    let is = |test: fn(&char) -> bool| from.chars().all(|letter| test(&letter));
    let expected = match (is(char::is_ascii_lowercase), is(char::is_ascii_uppercase)) {
        (true, _) => "as",
        (_, true) => "AS",
        // A `From` is its own mistake.
        _ => return,
    };
    if as_word.text() != expected {
        let edit = Edit::replace(as_word.full_span(), expected);
        ctx.report(as_word.full_span(), format!("`{}` is in another case than `{from}`", as_word.text()))
            .help(format!("write `{expected}`"))
            .fix(Fix::new(Safety::Safe, format!("write `{expected}`"), [edit]));
    }
}

use crate::model::dockerfile::expansion::{ExpansionError, SubstitutionError};
use crate::rule::prelude::*;

rule! {
    /// Quotes or variables of a word cannot be read.
    ///
    /// The builder reads quotes and variables itself in all instructions but those that a shell runs. It knows `$NAME`, `${NAME}` and
    /// the modifiers `-`, `:-`, `+`, `:+`, `?`, `:?`, `#`, `##`, `%`, `%%`, `/` and `//`. The build stops at anything else.
    ///
    /// ```dockerfile bad
    /// FROM alpine:3.22
    /// ARG VERSION=v1.4.0
    /// LABEL description="a tool
    /// ENV SHORT=${VERSION:1:3} UPPER=${VERSION^^}
    /// WORKDIR /opt/${VERSION
    /// ```
    ///
    /// ```dockerfile bad
    /// ARG REGISTRY
    /// FROM ${REGISTRY:?unset}/alpine:3.22
    /// ```
    ///
    /// ```dockerfile good
    /// FROM alpine:3.22
    /// ARG VERSION=v1.4.0
    /// ENV SHORT=${VERSION#v} SERIES=${VERSION%.*} DOTLESS=${VERSION//./-}
    /// WORKDIR /opt/${VERSION:-latest}
    /// RUN echo "${VERSION^^} ${VERSION:1:3}"
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-substitution",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build],
        since: "0.1.0",
        also: &[],
        fix: None,
        options: None,
        check: Check::Instruction(check),
    };
}

fn check(instruction: Instruction<'_>, ctx: &mut Ctx<'_>) {
    for word in instruction.expansions() {
        let Err(error) = &word.outcome else { continue };
        let text = word.word.text();
        let span = word.word.span(error.range(text.len()));
        let finding = ctx.report(span, error.to_string());
        match error {
            ExpansionError::Required { name, declared: true, .. } => {
                // The file says itself what it has to be built with.
                finding.level = finding.level.min(Level::Warning);
                finding.help(format!("give it a value: `--build-arg {name}=…`, or a default"));
            }
            ExpansionError::Required { name, .. } => {
                finding.help(format!("declare it before: `ARG {name}`"));
            }
            ExpansionError::InvalidPattern { .. } => {
                finding.help("put a backslash before `*`, `?` and backslashes only");
            }
            ExpansionError::Malformed(SubstitutionError::UnsupportedModifier { .. }) => {
                finding.help("use one of `-`, `+`, `?`, `#`, `%` and `/`, or let a shell in `RUN` do it");
            }
            ExpansionError::Malformed(SubstitutionError::UnclosedBrace { .. }) => {
                finding.help("close it with `}`");
            }
            ExpansionError::Malformed(_) => {
                let escape = instruction.file().tree().escape;
                finding.help(format!("to mean the characters themselves, put `{escape}` before `$` and quotes"));
            }
        }
    }
}

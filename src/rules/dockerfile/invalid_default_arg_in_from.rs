use crate::rule::prelude::*;

rule! {
    /// FROM names no valid image unless a build argument does.
    ///
    /// With the ARGs at their defaults, the name is not one that an image can have. A build without arguments stops here, and
    /// so does every tool that builds a file as it is.
    ///
    /// ```dockerfile bad
    /// ARG GO_VERSION
    /// FROM golang:${GO_VERSION}-alpine
    /// ```
    ///
    /// ```dockerfile bad
    /// ARG REGISTRY
    /// FROM ${REGISTRY}/team/base:1
    /// ```
    ///
    /// ```dockerfile good
    /// ARG GO_VERSION=1.26
    /// ARG VARIANT
    /// FROM golang:${GO_VERSION}-alpine AS build
    /// FROM debian:trixie${VARIANT}
    /// ```
    pub static RULE: Rule = Rule {
        id: "dockerfile/invalid-default-arg-in-from",
        level: Level::Error,
        group: Group::Default,
        tags: &[Tag::Build, Tag::Image],
        since: "0.1.0",
        also: &["buildkit:InvalidDefaultArgInFrom"],
        fix: None,
        options: None,
        check: Check::Stage(check),
    };
}

fn check(stage: Stage<'_>, ctx: &mut Ctx<'_>) {
    let from = stage.from();
    let text = from.image_text().text;
    let has_variables = from.image_variables().next().is_some();
    if stage.base() != Base::Image || !has_variables || text.is_empty() {
        return;
    }
    // What is left of an ARG's default that cannot be expanded, which is told there.
    if text.contains("${") {
        return;
    }
    let Err(error) = ImageReference::of(&text).validate() else { return };
    let mut arguments: Vec<_> = from.image_arguments().collect();
    arguments.sort_by_key(|argument| argument.span);
    arguments.dedup();
    let when = if arguments.is_empty() { "" } else { "without build arguments, " };
    let finding = ctx.report(from.image_span(), format!("{when}this is `{text}`, which is no image: {error}"));
    if arguments.is_empty() {
        finding.help("declare the variable with a default before the first FROM");
        return;
    }
    // The build may be meant to be given them.
    finding.level = finding.level.min(Level::Warning);
    for argument in arguments {
        let label = match &argument.value {
            Some(value) => format!("the default is `{value}`"),
            None => "declared without a default".to_owned(),
        };
        finding.label(argument.span, label);
    }
    finding.help("give the ARG a default with which the name is valid");
}
